using System.Text;
using Hep.Onnx;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Onnx;

public sealed class OnnxModelInfoTests
{
    [Fact]
    public void A_file_says_what_was_written_into_it()
    {
        using var file = new TemporaryModel(SmallModels.Perceptron());
        var info = OnnxModelInfo.Read(file.File);
        Assert.Equal(file.File, info.File);
        Assert.Equal(8, info.IrVersion);
        Assert.Equal("hep 0.1.0", info.Producer);
        Assert.Equal(17, Assert.Single(info.Opsets, o => o.Key == "ai.onnx").Value);
        Assert.Equal("features: float[batch, 3]", Assert.Single(info.Inputs).ToString());
        Assert.Equal("probability: float[batch, 1]", Assert.Single(info.Outputs).ToString());
        Assert.Equal((3 * 2) + 2 + 2 + 1, info.ParameterCount);
        Assert.Equal(1, info.Operators["Gemm"]);
        Assert.Equal([new("pt", "GeV"), new("eta", ""), new("Δφ", "rad")], info.Features);
        Assert.Equal(["signal"], info.Classes);
        Assert.Equal(-999f, info.Missing);
        Assert.Empty(info.Parameters);
        Assert.Equal("run-7", info.Metadata[OnnxMetadata.RunId]);
    }

    [Fact]
    public void A_file_says_which_parameters_it_takes_and_where_it_was_trained()
    {
        using var file = new TemporaryModel(SmallModels.Scanned());
        Assert.Equal([new("mass", "GeV", 500, 1500, [500, 1500], [1000]), new("width", "GeV", 0, 1)], OnnxModelInfo.Read(file.File).Parameters);
    }

    [Fact]
    public void A_file_of_another_program_is_read()
    {
        var info = OnnxModelInfo.Read(Repository.PathOf("Hep.Tests/Onnx/foreign.onnx"));
        Assert.Equal("onnx-example", info.Producer);
        Assert.Equal(["x: float[N, 2]"], info.Inputs.Select(i => i.ToString()));
        Assert.Equal(["label: int64[N]", "scores: float[?, ?]"], info.Outputs.Select(o => o.ToString()));
        Assert.Empty(info.Features);
        Assert.Null(info.Missing);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("EventId,PRI_tau_pt,Label\n100000,32.638,s\n", "its bytes are not those of a protobuf message")]
    [InlineData("<!DOCTYPE html><html></html>", "its bytes are not those of a protobuf message")]
    [InlineData("\b\b", "it holds no graph with an operator set")]
    [InlineData("\b\b:\0B\u0002\u0010\u0011", "its graph has no output")]
    public void What_is_not_a_model_is_refused_with_the_reason(string content, string reason)
    {
        using var file = new TemporaryModel(Encoding.UTF8.GetBytes(content), "events.onnx");
        var error = Assert.Throws<InvalidDataException>(() => OnnxModelInfo.Read(file.File));
        Assert.Equal($"{file.File} is not an ONNX model: {reason}. Expected a file written by 'hep export' or by another ONNX exporter", error.Message);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var error = Assert.Throws<FileNotFoundException>(() => OnnxModelInfo.Read("runs/none/model.onnx"));
        Assert.Equal("runs/none/model.onnx: there is no such file; expected an ONNX model, as in a run folder's model.onnx", error.Message);
    }

    [Theory]
    [InlineData(OnnxMetadata.Features, "{}", "the metadata key 'hep.features' is not a JSON list of {\"name\", \"unit\"}, but '{}'")]
    [InlineData(OnnxMetadata.Features, "[{\"name\": \"pt\"}]", "the metadata key 'hep.features' is not a JSON list of {\"name\", \"unit\"}, but '[{\"name\": \"pt\"}]'")]
    [InlineData(OnnxMetadata.Classes, "[1]", "the metadata key 'hep.classes' is not a JSON list of names, but '[1]'")]
    [InlineData(OnnxMetadata.Missing, "none", "the metadata key 'hep.missing' is not a number, but 'none'")]
    public void Damaged_metadata_is_named(string key, string value, string expected)
    {
        var graph = SmallModels.Perceptron();
        graph.SetMetadata(key, value);
        using var file = new TemporaryModel(graph);
        Assert.Equal($"{file.File}: {expected}; export the model again", Assert.Throws<InvalidDataException>(() => OnnxModelInfo.Read(file.File)).Message);
    }

    [Fact]
    public void A_sentinel_keeps_every_bit() => Assert.Equal(0.1f, OnnxMetadata.ReadMissing(OnnxMetadata.WriteMissing(0.1f)));
}
