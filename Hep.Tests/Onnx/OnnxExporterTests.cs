using Hep.Models;
using Hep.Onnx;
using Hep.Tests.Architecture;
using Hep.Tests.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Tests.Onnx;

/// <summary>What is exported computes what the network computes, both held against the same network in float64.</summary>
[Collection(nameof(LibTorchState))]
public sealed class OnnxExporterTests
{
    private const int Features = 5;
    private const float Missing = -999f;

    public static IEnumerable<object[]> Networks =>
        from activation in Enum.GetNames<Activation>()
        from normalization in Enum.GetNames<Normalization>()
        select new object[] { activation, normalization };

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_file_agrees_with_the_network_at_every_batch_size(string activation, string normalization)
    {
        using var scope = NewDisposeScope();
        var options = Options(activation, normalization);
        using var classifier = Trained(options);
        using var exact = Fresh(options);
        exact.load_state_dict(classifier.state_dict());
        exact.to(ScalarType.Float64);
        exact.eval();
        using var file = new TemporaryModel(Graph(classifier));
        using var scorer = new OnnxScorer(file.File);
        using var untracked = no_grad();
        foreach (var events in new[] { 1, 7, 256 })
        {
            var rows = Rows(events);
            var expected = exact.call(tensor(rows, [events, Features]).to(ScalarType.Float64)).data<double>().ToArray();
            var found = scorer.Score(rows, Features);
            Assert.Equal(events, found.Length);
            Assert.All(found.Zip(expected), pair => Assert.InRange(pair.First - pair.Second, -5e-6, 5e-6));
            if (events == 256)
                Assert.True(expected.Max() - expected.Min() > 0.2, "a network that gives one number only would prove nothing");
        }
    }

    [SkippableFact]
    public void The_checker_of_the_ONNX_project_accepts_every_network()
    {
        using var folder = new TemporaryFolder();
        foreach (var network in Networks)
        {
            using var classifier = Fresh(Options((string)network[0], (string)network[1]));
            File.WriteAllBytes(folder.File($"{network[0]}-{network[1]}.onnx"), Graph(classifier).Build());
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
                dims = [d.dim_param or d.dim_value for v in [*model.graph.input, *model.graph.output] for d in v.type.tensor_type.shape.dim]
                print(model.opset_import[0].version, *dims)
            """;
        var (exit, output) = Tool.Run("/usr/bin/python3", "-c", Script, folder.Path);
        Skip.If(exit is 77 or 127, "no python3 with onnx (Debian: python3-onnx): the ONNX checker was not run");
        Assert.True(exit == 0, output);
        Assert.Equal(string.Concat(Enumerable.Repeat("17 batch 5 batch 1\n", 18)), output);
    }

    [Fact]
    public void Layers_without_affine_parameters_and_softmax_are_exported()
    {
        using var scope = NewDisposeScope();
        _ = manual_seed(1);
        using var network = Sequential(
            Linear(Features, 4, hasBias: false), BatchNorm1d(4, affine: false), LayerNorm(4, elementwise_affine: false), Identity(), LeakyReLU(0.3), ELU(0.7), Softmax(1));
        _ = network.call(tensor(Rows(50, missing: false), [50, Features]));
        network.eval();
        var graph = new OnnxGraphBuilder("layers");
        graph.AddOutput("y", OnnxExporter.Emit(network, graph, graph.AddInput("x", Features)), 4);
        using var file = new TemporaryModel(graph);
        using var scorer = new OnnxScorer(file.File);
        var rows = Rows(9, missing: false);
        var expected = network.call(tensor(rows, [9, Features])).data<float>().ToArray();
        Assert.All(scorer.Score(rows, Features).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 2e-6f));
    }

    [Fact]
    public void A_module_without_a_handler_is_named()
    {
        var graph = new OnnxGraphBuilder("unknown");
        var input = graph.AddInput("x", 2);
        using var network = Sequential(Linear(2, 2), new Cubed());
        Assert.Equal(
            "Cubed cannot be exported to ONNX: give it a handler in OnnxExporter, or let it implement IGraphLayer",
            Assert.Throws<NotSupportedException>(() => OnnxExporter.Emit(network, graph, input)).Message);
        using var untracked = BatchNorm1d(2, track_running_stats: false);
        Assert.Equal(
            "BatchNorm1d without running statistics cannot be exported to ONNX: it needs a whole batch to say anything of one event; make it with track_running_stats: true",
            Assert.Throws<NotSupportedException>(() => OnnxExporter.Emit(untracked, graph, input)).Message);
        using var gelu = GELU();
        gelu.approximate = global::TorchSharp.Modules.GELU.Approximate.tanh;
        Assert.Equal(
            "GELU with approximate: tanh cannot be exported to ONNX; make it without",
            Assert.Throws<NotSupportedException>(() => OnnxExporter.Emit(gelu, graph, input)).Message);
    }

    private static MlpOptions Options(string activation, string normalization) => new()
    {
        Hidden = [12, 12, 6],
        Activation = Enum.Parse<Activation>(activation),
        Normalization = Enum.Parse<Normalization>(normalization),
        Dropout = 0.3,
    };

    private static Classifier Fresh(MlpOptions options) => new(
        new Preprocessor(Preprocessings.Standard([50f, 0f, -3f, 1e3f, 0.01f], [30f, 1f, 2f, 400f, 0.02f], Missing)), new Mlp(options, Features, 1), new Temperature(0.7f));

    // Larger weights than fresh ones, and running statistics that say something.
    private static Classifier Trained(MlpOptions options)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        _ = manual_seed(1);
        var classifier = Fresh(options);
        foreach (var weights in classifier.parameters())
            weights.mul_(1.7);
        classifier.train();
        for (var i = 0; i < 10; i++)
            _ = classifier.call(tensor(Rows(64 + i), [64 + i, Features]));
        classifier.eval();
        return classifier;
    }

    private static OnnxGraphBuilder Graph(Classifier classifier)
    {
        var graph = new OnnxGraphBuilder("mlp");
        graph.AddOutput("probability", OnnxExporter.Emit(classifier, graph, graph.AddInput("features", Features)), 1);
        return graph;
    }

    private static float[] Rows(int events, bool missing = true)
    {
        var random = new Random(events);
        float[] mean = [50f, 0f, -3f, 1e3f, 0.01f], scale = [30f, 1f, 2f, 400f, 0.02f];
        return
        [
            .. from _ in Enumerable.Range(0, events)
               from f in Enumerable.Range(0, Features)
               let value = mean[f] + (scale[f] * (float)((5 * random.NextDouble()) - 2.5))
               select missing && random.Next(6) == 0 ? Missing : missing ? value : (value - mean[f]) / scale[f],
        ];
    }

    private sealed class Cubed() : Module<Tensor, Tensor>(nameof(Cubed))
    {
        public override Tensor forward(Tensor input) => input.pow(3);
    }
}
