using Hep.Evaluation;
using Hep.Evaluation.Calibration;
using Hep.Models;
using Hep.Onnx;
using Hep.Tests.Evaluation;
using Hep.Tests.Support;
using Hep.Training.Checkpoints;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Tests.Onnx;

/// <summary>Every calibration computes, as a stage of the classifier and in the exported file, what the fitted map computes in double precision.</summary>
[Collection(nameof(LibTorchState))]
public sealed class CalibrationExportTests
{
    private const int Features = 4;

    public static TheoryData<string> Names => ["temperature", "platt", "beta", "isotonic", "constant"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Stage_and_file_compute_what_the_map_computes(string name)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (map, stage) = Make(name);
        _ = manual_seed(3);
        using var classifier = new Classifier(new Preprocessor(Preprocessings.Standard([1f, 0f, -3f, 10f], [2f, 1f, 0.5f, 4f], -999f)), new Mlp(new MlpOptions { Hidden = [16, 16] }, Features, 1), stage);
        foreach (var weights in classifier.Network.parameters())
            weights.mul_(3);
        classifier.eval();
        var rows = Rows(2000);
        var raw = tensor(rows, [2000, Features]);
        var logits = classifier.Logits(raw).to(ScalarType.Float64).data<double>().ToArray();
        Assert.True(logits.Max() - logits.Min() > 6, "logits of one size would prove nothing");
        var expected = Array.ConvertAll(logits, map.Probability);
        var scores = classifier.call(raw).data<float>().ToArray();
        Assert.All(expected.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, 2e-6));

        var graph = new OnnxGraphBuilder("calibrated");
        graph.AddOutput("probability", OnnxExporter.Emit(classifier, graph, graph.AddInput("features", Features)), 1);
        using var file = new TemporaryModel(graph);
        using var scorer = new OnnxScorer(file.File);
        classifier.to(ScalarType.Float64);
        var exact = classifier.call(raw.to(ScalarType.Float64)).data<double>().ToArray();
        Assert.All(exact.Zip(scorer.Score(rows, Features)), pair => Assert.Equal(pair.First, pair.Second, 5e-6));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stage_comes_back_from_a_checkpoint(string name)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var (_, stage) = Make(name);
        Checkpoint.Save(folder.File("stage.safetensors"), stage, new Dictionary<string, string>(StringComparer.Ordinal));
        Module<Tensor, Tensor> fresh = stage switch
        {
            Platt => new Platt(),
            Beta => new Beta(),
            Isotonic => Isotonic.WithCorners((int)stage.get_buffer("positions")!.shape[0]),
            _ => new Temperature(),
        };
        var z = linspace(-12, 12, 49).unsqueeze(1);
        Assert.NotEqual(stage.call(z).data<float>().ToArray(), fresh.call(z).data<float>().ToArray());
        _ = Checkpoint.Load(folder.File("stage.safetensors"), fresh);
        Assert.Equal(stage.call(z).data<float>().ToArray(), fresh.call(z).data<float>().ToArray());
    }

    [Fact]
    public void Several_classes_are_scaled_as_fitted()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var map = new VectorScaling([0.7, 1.2, 0.4], [0.1, -0.3, 0.2]);
        using var network = Sequential(new VectorScale([0.7f, 1.2f, 0.4f], [0.1f, -0.3f, 0.2f]), Softmax(1));
        var graph = new OnnxGraphBuilder("classes");
        graph.AddOutput("probabilities", OnnxExporter.Emit(network, graph, graph.AddInput("logits", 3)), 3);
        using var file = new TemporaryModel(graph);
        using var scorer = new OnnxScorer(file.File);
        var rows = Rows(300).AsSpan(0, 900).ToArray();
        for (var i = 0; i < rows.Length; i++)
            rows[i] = rows[i] == -999f ? 0 : rows[i];
        var expected = Enumerable.Range(0, 300).SelectMany(i => map.Probabilities([rows[3 * i], rows[(3 * i) + 1], rows[(3 * i) + 2]])).ToArray();
        Assert.All(expected.Zip(scorer.Score(rows, 3)), pair => Assert.Equal(pair.First, pair.Second, 2e-6));
        Assert.All(expected.Zip(network.call(tensor(rows, [300, 3])).data<float>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 2e-6));
        Assert.Equal(
            "VectorScale: found an input of shape [2, 2], expected [batch, 3] (Parameter 'input')",
            Assert.Throws<ArgumentException>(() => network.call(zeros(2, 2))).Message);
    }

    [Fact]
    public void Numbers_that_are_no_calibration_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Platt(-0.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Platt(1, float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Beta(1, -1));
        Assert.Equal(
            "corner 1 is (0, 2); positions rise, values do not fall, and both are finite (Parameter 'values')",
            Assert.Throws<ArgumentException>(() => new Isotonic([0, 0], [1, 2])).Message);
        Assert.Throws<ArgumentException>(() => new Isotonic([0, 1], [2, 1]));
        Assert.Equal(
            "1 positions and 1 values; expected as many of each, two or more (Parameter 'values')",
            Assert.Throws<ArgumentException>(() => new Isotonic([0], [1])).Message);
        Assert.Throws<ArgumentException>(() => new VectorScale([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => new VectorScale([float.NaN], [1]));
    }

    private static (LogitMap Map, Module<Tensor, Tensor> Stage) Make(string name)
    {
        var events = Toy.Make(5, 4000);
        var logits = new BinarySample("toy", Array.ConvertAll(events.Scores, p => 4 * Math.Log(p / (1 - p))), events.IsSignal, events.Weights);
        switch (name)
        {
            case "temperature":
                var temperature = TemperatureScaling.Fit(logits);
                return (temperature, new Temperature((float)temperature.Temperature));
            case "platt":
                var platt = PlattScaling.Fit(logits);
                return (platt, new Platt((float)platt.Slope, (float)platt.Offset));
            case "beta":
                var beta = BetaCalibration.Fit(logits);
                return (beta, new Beta((float)beta.A, (float)beta.B, (float)beta.C));
            case "isotonic":
                var isotonic = IsotonicCalibration.Fit(logits);
                return (isotonic, new Isotonic(Single(isotonic.Positions), Single(isotonic.Values)));
            default:
                var constant = IsotonicCalibration.Fit(new BinarySample("contrary", (double[])[1, 2, -1, -3], (bool[])[false, false, true, true], (double[])[1, 1, 3, 3]));
                return (constant, new Isotonic(Single(constant.Positions), Single(constant.Values)));
        }
    }

    private static float[] Single(ReadOnlySpan<double> values) => Array.ConvertAll(values.ToArray(), value => (float)value);

    private static float[] Rows(int events)
    {
        var random = new Random(events);
        float[] mean = [1f, 0f, -3f, 10f], scale = [2f, 1f, 0.5f, 4f];
        return
        [
            .. from _ in Enumerable.Range(0, events)
               from f in Enumerable.Range(0, Features)
               select random.Next(10) == 0 ? -999f : mean[f] + (scale[f] * (float)((6 * random.NextDouble()) - 3)),
        ];
    }
}
