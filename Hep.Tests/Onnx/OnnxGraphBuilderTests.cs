using System.Diagnostics;
using Hep.Onnx;
using Xunit;

namespace Hep.Tests.Onnx;

public sealed class OnnxGraphBuilderTests
{
    [Fact]
    public void A_perceptron_gives_what_the_formula_gives()
    {
        using var file = new TemporaryModel(SmallModels.Perceptron());
        using var scorer = new OnnxScorer(file.File);
        var events = SmallModels.Events(500);
        var scores = scorer.Score(events, 3);
        for (var i = 0; i < 500; i++)
            Assert.Equal(SmallModels.PerceptronOf(events.AsSpan(3 * i, 3)), scores[i], 2e-7);
    }

    [Fact]
    public void A_missing_value_becomes_the_mean_inside_the_graph()
    {
        using var file = new TemporaryModel(SmallModels.Standardiser());
        using var scorer = new OnnxScorer(file.File);
        Assert.Equal([0f, 4f, 1f, 0f, 0f, 0f], scorer.Score(new float[] { SmallModels.Missing, 0, 14, -2, SmallModels.Missing, SmallModels.Missing }, 2));
    }

    [Fact]
    public void Every_kind_of_attribute_and_several_outputs_reach_the_operator()
    {
        var graph = new OnnxGraphBuilder("attributes");
        var x = graph.AddInput("x", 4);
        var halves = graph.AddNode("Split", [x, graph.AddInitializer("sizes", [1L, 3L], 2)], 2, OnnxAttribute.Of("axis", 1));
        var leaky = graph.AddNode("LeakyRelu", [halves[0]], OnnxAttribute.Of("alpha", 0.25f));
        var turned = graph.AddNode("Transpose", [graph.AddNode("Transpose", [halves[1]], OnnxAttribute.Of("perm", 1L, 0L))], OnnxAttribute.Of("perm", 1L, 0L));
        var padded = graph.AddNode("Pad", [turned, graph.AddInitializer("pads", [0L, 0L, 0L, 1L], 4)], OnnxAttribute.Of("mode", "reflect"));
        var constant = graph.AddNode("Unsqueeze", [graph.AddNode("Constant", [], OnnxAttribute.Of("value_floats", 10f, 20f, 30f, 40f)), graph.AddInitializer("axes", [0L], 1)]);
        graph.AddOutput("y", graph.AddNode("Concat", [leaky, graph.AddNode("Add", [padded, constant])], OnnxAttribute.Of("axis", 1)), 5);
        using var file = new TemporaryModel(graph);
        using var scorer = new OnnxScorer(file.File);
        Assert.Equal([-2f, 11f, 22f, 33f, 42f], scorer.Score(new float[] { -8, 1, 2, 3 }, 4));
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_checker_of_the_ONNX_project_accepts_the_file(bool perceptron)
    {
        using var file = new TemporaryModel(perceptron ? SmallModels.Perceptron() : SmallModels.Standardiser());
        const string Script = """
            import sys
            try:
                import onnx
            except ImportError:
                sys.exit(77)
            model = onnx.load(sys.argv[1])
            onnx.checker.check_model(model, full_check=True)
            print(model.ir_version, model.opset_import[0].version, model.producer_name, model.graph.input[0].type.tensor_type.shape.dim[0].dim_param)
            """;
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Script, file.File]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        Skip.IfNot(File.Exists(start.FileName), "no /usr/bin/python3: the ONNX checker was not run");
        using var python = Process.Start(start)!;
        var output = python.StandardOutput.ReadToEnd();
        var errors = python.StandardError.ReadToEnd();
        python.WaitForExit();
        Skip.If(python.ExitCode == 77, "python3 has no onnx (Debian: python3-onnx): the ONNX checker was not run");
        Assert.True(python.ExitCode == 0, errors);
        Assert.Equal("8 17 hep batch", output.Trim());
    }

    [Fact]
    public void Names_wished_for_twice_are_told_apart()
    {
        var graph = new OnnxGraphBuilder("names");
        graph.AddInput("weight", 1);
        Assert.Equal("weight_1", graph.AddInitializer("weight", [1f], 1));
        Assert.Equal("weight_2", graph.AddInitializer("weight", [2f], 1));
        Assert.Equal("relu", graph.AddNode("Relu", ["weight"]));
        Assert.Equal("relu_1", graph.AddNode("Relu", ["relu"]));
    }

    [Fact]
    public void Mistakes_of_the_caller_are_found_at_once()
    {
        var graph = new OnnxGraphBuilder("mistakes");
        var x = graph.AddInput("x", 2);
        Assert.Equal("The graph 'mistakes' has no output yet.", Assert.Throws<InvalidOperationException>(() => graph.Build()).Message);
        Assert.StartsWith("The value 'y' does not exist yet.", Assert.Throws<ArgumentException>(() => graph.AddNode("Relu", ["y"])).Message);
        Assert.StartsWith("The value 'y' does not exist yet.", Assert.Throws<ArgumentException>(() => graph.AddOutput("out", "y", 2)).Message);
        Assert.StartsWith("'x' is the name of an input already; the output needs another one, or the input does.", Assert.Throws<ArgumentException>(() => graph.AddOutput("x", x, 2)).Message);
        Assert.StartsWith("'w' has 3 elements, but its shape holds 4.", Assert.Throws<ArgumentException>(() => graph.AddInitializer("w", [1f, 2f, 3f], 2, 2)).Message);
        graph.AddOutput("out", x, 2);
        Assert.NotEmpty(graph.Build());
    }

    [Fact]
    public void The_same_graph_gives_the_same_bytes() => Assert.Equal(SmallModels.Perceptron().Build(), SmallModels.Perceptron().Build());
}
