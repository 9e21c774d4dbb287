using Hep.Models;
using Hep.Onnx;
using Hep.Tests.Models;
using Hep.Tests.Support;
using Microsoft.ML.OnnxRuntime;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Onnx;

/// <summary>Recurrent layers in ONNX files give what the layers give, for batches and sequences of any length.</summary>
[Collection(nameof(LibTorchState))]
public sealed class RecurrentExportTests
{
    private const int Inputs = Recurrents.Inputs;
    private const string Batch = OnnxGraphBuilder.BatchAxis;
    private const string Length = OnnxGraphBuilder.LengthAxis;

    private static readonly (int Batch, int Places)[] Sizes = [.. from batch in new[] { 1, 5 } from places in new[] { 1, 2, 7, 30 } select (batch, places)];

    [Theory]
    [MemberData(nameof(Recurrents.Numbers), MemberType = typeof(Recurrents))]
    public void Whole_sequences_agree(int number)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var layer = Recurrents.Make(number, ScalarType.Float32);
        var graph = new OnnxGraphBuilder("whole");
        var hits = graph.AddInput("hits", ScalarType.Float32, Batch, Length, Inputs);
        graph.AddOutput("outputs", OnnxExporter.Emit(layer, graph, hits), ScalarType.Float32, Batch, Length, layer.Outputs);
        graph.AddOutput("last", layer.EmitLast(OnnxExporter.Graph(graph), hits), ScalarType.Float32, Batch, layer.Outputs);
        using var session = new InferenceSession(graph.Build());
        foreach (var (batch, places) in Sizes)
        {
            var x = randn(batch, places, Inputs);
            var found = Run(session, new() { ["hits"] = Value(x) });
            Agree(layer.call(x), found["outputs"]);
            Agree(layer.Last(x, [.. Enumerable.Repeat((long)places, batch)]), found["last"]);
        }
    }

    [Theory]
    [MemberData(nameof(Recurrents.Numbers), MemberType = typeof(Recurrents))]
    public void Padded_sequences_agree(int number)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var layer = Recurrents.Make(number, ScalarType.Float32);
        using var session = new InferenceSession(Padded(layer, number % 2 == 0 ? ScalarType.Int64 : ScalarType.Int32));
        foreach (var (batch, places) in Sizes)
        {
            foreach (var shortest in new[] { 0L, 1L })
            {
                long[] lengths = [.. Enumerable.Range(0, batch).Select(i => Math.Clamp((long)places * (batch - 1 - i) / 4, shortest, places))];
                var x = randn(batch, places, Inputs);
                foreach (var padding in new[] { 3, double.NaN })
                {
                    var counts = number % 2 == 0
                        ? OrtValue.CreateTensorValueFromMemory(lengths, [batch])
                        : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(lengths, length => (int)length), [batch]);
                    var found = Run(session, new() { ["hits"] = Value(Recurrents.Spoilt(x, lengths, padding)), ["counts"] = counts });
                    Agree(layer.Padded(x, lengths), found["outputs"]);
                    Agree(layer.Last(x, lengths), found["last"]);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Recurrents.NumbersOfOneDirection), MemberType = typeof(Recurrents))]
    public void Steps_agree_with_the_whole_sequence(int number)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var layer = Recurrents.Make(number, ScalarType.Float32);
        var (layers, hasCell) = (layer.Options.Layers, layer.Options.Cell == RecurrentCell.Lstm);
        var graph = new OnnxGraphBuilder("step");
        var hit = graph.AddInput("hit", Inputs);
        string State(string name) => graph.AddInput(name, ScalarType.Float32, layers, Batch, Recurrents.Hidden);
        var after = layer.EmitStep(OnnxExporter.Graph(graph), hit, State("hidden"), hasCell ? State("cell") : null);
        graph.AddOutput("outputs", after.Outputs, layer.Outputs);
        graph.AddOutput("next_hidden", after.Hidden, ScalarType.Float32, layers, Batch, Recurrents.Hidden);
        Assert.Equal(hasCell, after.Cell is not null);
        if (after.Cell is { } cell)
            graph.AddOutput("next_cell", cell, ScalarType.Float32, layers, Batch, Recurrents.Hidden);
        using var session = new InferenceSession(graph.Build());
        foreach (var (batch, places) in Sizes)
        {
            var x = randn(batch, places, Inputs);
            var whole = layer.call(x);
            var state = layer.Initial(batch);
            var (hidden, memory) = (state.Hidden.data<float>().ToArray(), state.Cell?.data<float>().ToArray());
            long[] shape = [layers, batch, Recurrents.Hidden];
            for (var place = 0; place < places; place++)
            {
                var inputs = new Dictionary<string, OrtValue> { ["hit"] = Value(x.select(1, place)), ["hidden"] = OrtValue.CreateTensorValueFromMemory(hidden, shape) };
                if (memory is not null)
                    inputs["cell"] = OrtValue.CreateTensorValueFromMemory(memory, shape);
                var found = Run(session, inputs);
                Agree(whole.select(1, place), found["outputs"]);
                (_, state) = layer.Step(x.select(1, place), state);
                hidden = found["next_hidden"];
                Agree(state.Hidden, hidden);
                memory = memory is null ? null : found["next_cell"];
                if (memory is not null)
                    Agree(state.Cell!, memory);
            }
        }
    }

    [Fact]
    public void The_file_says_which_axes_are_dynamic()
    {
        using var layer = Recurrents.Make(0, ScalarType.Float32);
        using var file = new TemporaryModel(Padded(layer, ScalarType.Int64));
        var model = OnnxModelInfo.Read(file.File);
        Assert.Equal(["hits: float[batch, length, 3]", "counts: int64[batch]"], model.Inputs.Select(input => input.ToString()));
        Assert.Equal(["outputs: float[batch, length, 5]", "last: float[batch, 5]"], model.Outputs.Select(output => output.ToString()));
    }

    [Fact]
    public void Impossible_steps_and_axes_are_refused()
    {
        using var scope = NewDisposeScope();
        using var lstm = new Recurrent(new RecurrentOptions { Hidden = 2 }, 1);
        using var both = new Recurrent(new RecurrentOptions { Hidden = 2, Bidirectional = true }, 1);
        var builder = new OnnxGraphBuilder("mistakes");
        var x = builder.AddInput("x", 1);
        var graph = OnnxExporter.Graph(builder);
        Assert.StartsWith("Recurrent: found a step without a cell state, expected one with it", Assert.Throws<ArgumentException>(() => lstm.EmitStep(graph, x, x, null)).Message);
        Assert.StartsWith("Recurrent: a layer that reads sequences from both ends", Assert.Throws<InvalidOperationException>(() => both.EmitStep(graph, x, x, x)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.AddInput("y", ScalarType.Float32, Batch, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.AddInput("y", ScalarType.Bool, Batch));
        Assert.Throws<ArgumentException>(() => builder.AddInput("y", ScalarType.Float32, ""));
        Assert.Equal("found an axis without name and size, expected one of the two", Assert.Throws<ArgumentException>(() => builder.AddInput("y", ScalarType.Float32, default(OnnxAxis))).Message);
        Assert.Equal("y", builder.AddInput("y", ScalarType.Float32, Batch));
    }

    private static byte[] Padded(Recurrent layer, ScalarType type)
    {
        var graph = new OnnxGraphBuilder("padded");
        var hits = graph.AddInput("hits", ScalarType.Float32, Batch, Length, Inputs);
        var counts = graph.AddInput("counts", type, Batch);
        graph.AddOutput("outputs", layer.Emit(OnnxExporter.Graph(graph), hits, counts), ScalarType.Float32, Batch, Length, layer.Outputs);
        graph.AddOutput("last", layer.EmitLast(OnnxExporter.Graph(graph), hits, counts), ScalarType.Float32, Batch, layer.Outputs);
        return graph.Build();
    }

    private static OrtValue Value(Tensor values) => OrtValue.CreateTensorValueFromMemory(values.contiguous().data<float>().ToArray(), values.shape);

    private static Dictionary<string, float[]> Run(InferenceSession session, Dictionary<string, OrtValue> inputs)
    {
        using var options = new RunOptions();
        using var outputs = session.Run(options, inputs, session.OutputNames);
        var found = session.OutputNames.Zip(outputs, (name, value) => (name, Numbers: value.GetTensorDataAsSpan<float>().ToArray())).ToDictionary(pair => pair.name, pair => pair.Numbers);
        foreach (var input in inputs.Values)
            input.Dispose();
        return found;
    }

    private static void Agree(Tensor expected, float[] found)
    {
        Assert.Equal(expected.numel(), found.Length);
        Assert.All(found.Zip(expected.contiguous().data<float>().ToArray()), pair => Assert.InRange(pair.First - pair.Second, -1e-5f, 1e-5f));
    }
}
