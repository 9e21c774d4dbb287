using Hep.Data;
using Hep.Models;
using Hep.Onnx;
using Hep.Tests.Onnx;
using Hep.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Models;

/// <summary>A classifier that averages over rotations and reflections: invariant, and the same in the exported file.</summary>
[Collection(nameof(LibTorchState))]
public sealed class SymmetryAverageTests
{
    // pt, two azimuths, two pseudorapidities.
    private static readonly int[] Phi = [1, 3];
    private static readonly int[] Eta = [2, 4];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Turning_and_reflecting_an_event_changes_nothing(int angles)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var averaged = Make(new SymmetryAverage(5, Phi, Eta, angles, -999));
        using var plain = Make(null);
        var symmetry = new DetectorSymmetry(Phi, Eta, -999);
        var rows = Rows(50);
        var (before, once) = (Score(averaged, rows), Score(plain, rows));
        foreach (var reflect in new[] { false, true })
        {
            for (var k = 0; k < angles; k++)
            {
                var moved = rows.ToArray();
                for (var i = 0; i < 50; i++)
                    symmetry.Apply(moved.AsSpan(5 * i, 5), (float)(2 * Math.PI * k / angles), reflect);
                Assert.All(Score(averaged, moved).Zip(before), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
                if (reflect || k > 0)
                    Assert.Contains(Score(plain, moved).Zip(once), pair => Math.Abs(pair.First - pair.Second) > 0.05);
            }
        }
    }

    [Fact]
    public void The_logit_is_the_mean_over_the_copies()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var averaged = Make(new SymmetryAverage(5, Phi, [], 4, null));
        using var plain = Make(null);
        var rows = Rows(20, missing: false);
        var mean = new double[20];
        for (var k = 0; k < 4; k++)
        {
            var moved = rows.ToArray();
            for (var i = 0; i < 20; i++)
            {
                foreach (var column in Phi)
                {
                    var phi = rows[(5 * i) + column] + (k * Math.PI / 2);
                    moved[(5 * i) + column] = (float)(phi > Math.PI ? phi - (2 * Math.PI) : phi);
                }
            }

            foreach (var (z, i) in Logits(plain, moved).Select((z, i) => (z, i)))
                mean[i] += z / 4;
        }

        Assert.All(Logits(averaged, rows).Zip(mean), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
        Assert.All(Score(averaged, rows).Zip(mean), pair => Assert.Equal(1 / (1 + Math.Exp(-pair.Second)), pair.First, 1e-6));
    }

    [Theory]
    [InlineData(true, true, 8, 16)]
    [InlineData(true, false, 3, 3)]
    [InlineData(false, true, 8, 2)]
    public void The_exported_file_does_the_same(bool phi, bool eta, int angles, int copies)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var average = new SymmetryAverage(5, phi ? Phi : [], eta ? Eta : [], angles, -999);
        Assert.Equal(copies, average.Count);
        using var classifier = Make(average);
        var graph = new OnnxGraphBuilder("average");
        graph.AddOutput("probability", OnnxExporter.Emit(classifier, graph, graph.AddInput("features", 5)), 1);
        using var file = new TemporaryModel(graph);
        using var scorer = new OnnxScorer(file.File);
        foreach (var events in new[] { 1, 7, 256 })
        {
            var rows = Rows(events);

            // An azimuth that one copy takes to pi itself: on one side of the cut in both programs.
            (rows[1], rows[3]) = (0, (float)(Math.PI / 2));
            var expected = Score(classifier, rows);
            Assert.Equal(events, expected.Length);
            Assert.All(scorer.Score(rows, 5).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        }
    }

    private static Classifier Make(SymmetryAverage? average)
    {
        _ = manual_seed(3);
        var network = new Mlp(new MlpOptions { Hidden = [16, 16], Activation = Activation.Tanh }, 5, 1);
        foreach (var weights in network.parameters())
            weights.mul_(3);
        var classifier = new Classifier(new Preprocessor(Preprocessings.Standard([30f, 0f, 0f, 0f, 0f], [20f, 1.8f, 1.2f, 1.8f, 1.2f], -999)), network, new Temperature(), average);
        classifier.eval();
        return classifier;
    }

    private static double[] Score(Classifier classifier, float[] rows) =>
        [.. classifier.call(tensor(rows, [rows.Length / 5, 5])).data<float>().Select(p => (double)p)];

    private static double[] Logits(Classifier classifier, float[] rows) =>
        [.. classifier.Logits(tensor(rows, [rows.Length / 5, 5])).data<float>().Select(z => (double)z)];

    private static float[] Rows(int events, bool missing = true)
    {
        var random = new SplitMix64(11);
        var rows = new float[5 * events];
        for (var i = 0; i < rows.Length; i += 5)
        {
            rows[i] = (float)random.Exponential(30);
            foreach (var column in Phi)
                rows[i + column] = (float)random.Uniform(-Math.PI, Math.PI);
            foreach (var column in Eta)
                rows[i + column] = (float)random.Uniform(-2.5, 2.5);
            if (missing && random.Uniform() < 0.3)
                (rows[i + 3], rows[i + 4]) = (-999, -999);
        }

        return rows;
    }
}
