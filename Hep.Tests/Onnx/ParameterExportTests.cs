using Hep.Models;
using Hep.Onnx;
using Hep.Tests.Architecture;
using Hep.Tests.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Onnx;

/// <summary>Models with parameters: named inputs in the file, and what it computes held against the same network in float64.</summary>
[Collection(nameof(LibTorchState))]
public sealed class ParameterExportTests
{
    private const int Columns = 5;
    private static readonly string[] Conditionings = [nameof(Conditioning.Concatenate), nameof(Conditioning.Film)];
    private static readonly string[] TwoParameters = ["mass", "width"];

    public static IEnumerable<object[]> Networks =>
        from conditioning in Conditionings
        from activation in Enum.GetNames<Activation>()
        from normalization in Enum.GetNames<Normalization>()
        select new object[] { conditioning, activation, normalization };

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_file_agrees_with_the_network_at_every_batch_size(string conditioning, string activation, string normalization)
    {
        using var scope = NewDisposeScope();
        var options = Options(conditioning, activation, normalization);
        using var classifier = Trained(options, [4, 3]);
        using var exact = Fresh(options, [4, 3]);
        exact.load_state_dict(classifier.state_dict());
        exact.to(ScalarType.Float64);
        exact.eval();
        using var file = new TemporaryModel(Graph(classifier, TwoParameters));
        using var scorer = new OnnxScorer(file.File);
        Assert.Equal(["features: float[batch, 3]", "mass: float[batch, 1]", "width: float[batch, 1]"], scorer.Model.Inputs.Select(input => input.ToString()));
        using var untracked = no_grad();
        foreach (var events in new[] { 1, 7, 256 })
        {
            var rows = Rows(events);
            var expected = exact.call(tensor(rows, [events, Columns]).to(ScalarType.Float64)).data<double>().ToArray();
            Assert.All(scorer.Score(rows, Columns).Zip(expected), pair => Assert.InRange(pair.First - pair.Second, -5e-6, 5e-6));
            if (events == 256)
                Assert.True(expected.Max() - expected.Min() > 0.2, "a network that gives one number only would prove nothing");
        }
    }

    [Theory]
    [InlineData(new[] { 4 })]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { 1, 3 })]
    [InlineData(new[] { 3, 0 })]
    public void Modulation_is_exported_wherever_the_parameters_stand(int[] places)
    {
        using var scope = NewDisposeScope();
        _ = manual_seed(4);
        using var network = new FilmMlp(Options("Film", "Gelu", "Layer"), Columns, places, 2);
        using var untracked = no_grad();
        foreach (var weights in network.parameters())
            weights.add_(randn(weights.shape) * 0.3);
        network.eval();
        var graph = new OnnxGraphBuilder("film");
        graph.AddOutput("y", OnnxExporter.Emit(network, graph, graph.AddInput("x", Columns)), 2);
        using var file = new TemporaryModel(graph);
        using var scorer = new OnnxScorer(file.File);
        using var input = randn(40, Columns);
        var expected = network.call(input).data<float>().ToArray();
        Assert.All(scorer.Score(input.data<float>().ToArray(), Columns).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
    }

    [SkippableFact]
    public void The_checker_of_the_ONNX_project_accepts_the_files()
    {
        using var folder = new TemporaryFolder();
        foreach (var conditioning in Conditionings)
        {
            using var classifier = Fresh(Options(conditioning, "Gelu", "Batch"), [4, 3]);
            File.WriteAllBytes(folder.File($"{conditioning}.onnx"), Graph(classifier, TwoParameters).Build());
        }

        const string Script = """
            import glob, sys
            try:
                import onnx
            except ImportError:
                sys.exit(77)
            for name in sorted(glob.glob(sys.argv[1] + "/*.onnx")):
                model = onnx.load(name)
                onnx.checker.check_model(model, full_check=True)
                print(*[v.name for v in model.graph.input])
            """;
        var (exit, output) = Tool.Run("/usr/bin/python3", "-c", Script, folder.Path);
        Skip.If(exit is 77 or 127, "no python3 with onnx (Debian: python3-onnx): the ONNX checker was not run");
        Assert.True(exit == 0, output);
        Assert.Equal("features mass width\nfeatures mass width\n", output);
    }

    [Fact]
    public void A_model_without_parameters_has_one_input()
    {
        var graph = new OnnxGraphBuilder("plain");
        Assert.Equal("features", OnnxExporter.AddInputs(graph, 3));
        graph.AddOutput("y", "features", 3);
        using var file = new TemporaryModel(graph);
        Assert.Equal("features: float[batch, 3]", Assert.Single(OnnxModelInfo.Read(file.File).Inputs).ToString());
    }

    [Fact]
    public void Names_that_clash_are_refused()
    {
        Assert.StartsWith(
            "A parameter is called 'features', which is the name of the features' input in the ONNX file; call the parameter's column otherwise.",
            Assert.Throws<ArgumentException>(() => OnnxExporter.AddInputs(new OnnxGraphBuilder("clash"), 3, "mass", "features")).Message);
        Assert.StartsWith(
            "Two parameters are called 'mass'; each is an input of the ONNX file under its own name.",
            Assert.Throws<ArgumentException>(() => OnnxExporter.AddInputs(new OnnxGraphBuilder("clash"), 3, "mass", "mass")).Message);
        var graph = new OnnxGraphBuilder("clash");
        var inputs = OnnxExporter.AddInputs(graph, 3, "probability", "concat", "weight");
        Assert.StartsWith(
            "'probability' is the name of an input already; the output needs another one, or the input does.",
            Assert.Throws<ArgumentException>(() => graph.AddOutput("probability", inputs, 6)).Message);
    }

    private static MlpOptions Options(string conditioning, string activation, string normalization) => new()
    {
        Hidden = [12, 12, 6],
        Activation = Enum.Parse<Activation>(activation),
        Normalization = Enum.Parse<Normalization>(normalization),
        Dropout = 0.3,
        Conditioning = Enum.Parse<Conditioning>(conditioning),
        FilmUnits = 8,
    };

    private static Classifier Fresh(MlpOptions options, int[] parameters) => new(
        new Preprocessor(Preprocessings.Standard([50f, 0f, -3f, 1e3f, 0.01f], [30f, 1f, 2f, 400f, 0.02f], -999f)),
        options.Conditioning == Conditioning.Film ? new FilmMlp(options, Columns, parameters, 1) : new Mlp(options, Columns, 1),
        new Temperature(0.7f));

    // Larger weights than fresh ones, a modulation that is not zero, and running statistics that say something.
    private static Classifier Trained(MlpOptions options, int[] parameters)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        _ = manual_seed(1);
        var classifier = Fresh(options, parameters);
        foreach (var weights in classifier.parameters())
            weights.mul_(1.7).add_(randn(weights.shape) * 0.1);
        classifier.train();
        for (var i = 0; i < 10; i++)
            _ = classifier.call(tensor(Rows(64 + i), [64 + i, Columns]));
        classifier.eval();
        return classifier;
    }

    private static OnnxGraphBuilder Graph(Classifier classifier, string[] parameters)
    {
        var graph = new OnnxGraphBuilder("parameterised");
        graph.AddOutput("probability", OnnxExporter.Emit(classifier, graph, OnnxExporter.AddInputs(graph, Columns - parameters.Length, parameters)), 1);
        return graph;
    }

    private static float[] Rows(int events)
    {
        var random = new Random(events);
        float[] mean = [50f, 0f, -3f, 1e3f, 0.01f], scale = [30f, 1f, 2f, 400f, 0.02f];
        return [.. from _ in Enumerable.Range(0, events) from f in Enumerable.Range(0, Columns) select mean[f] + (scale[f] * (float)((5 * random.NextDouble()) - 2.5))];
    }
}
