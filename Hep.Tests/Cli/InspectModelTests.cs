using Hep.Onnx;
using Hep.Tests.Onnx;
using Xunit;

namespace Hep.Tests.Cli;

public sealed class InspectModelTests
{
    [Fact]
    public void Inspect_says_which_parameters_a_model_takes_and_where_it_was_trained()
    {
        var graph = SmallModels.Scanned();
        using var file = new TemporaryModel(graph);
        var lines = HepProgram.Do("inspect", file.File).Split('\n');
        Assert.Contains(lines, line => line.StartsWith("Input ", StringComparison.Ordinal) && line.EndsWith(" mass: float[batch, 1]", StringComparison.Ordinal));
        Assert.Equal(
            ["mass GeV 500 1500 500, 1500 1000", "width GeV 0 1 all between"],
            lines.SkipWhile(line => !line.StartsWith("Parameter", StringComparison.Ordinal)).Skip(1).Take(2).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

        graph.SetMetadata(OnnxMetadata.Parameters, OnnxMetadata.WriteParameters([OnnxParameter.Of("mass", "GeV", Enumerable.Range(0, 40).Select(i => 500.0 + i)), new("width", "", 0, 1)]));
        using var many = new TemporaryModel(graph);
        Assert.Matches("(?m)^mass +GeV +500 +539 +40 values *$", HepProgram.Do("inspect", many.File));
    }
}
