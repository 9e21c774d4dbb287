using System.Text.Json.Nodes;
using Hep.Data;
using Hep.Evaluation;
using Hep.Evaluation.Calibration;
using Hep.Models;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Cards;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Hep.Training.Scoring;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training.Runs;

/// <summary>A run fits its calibration on the validation split, and everything that comes after uses it.</summary>
[Collection(nameof(LibTorchState))]
public sealed class RunCalibrationTests
{
    private const int Noisy = 20;

    [Theory]
    [InlineData("none")]
    [InlineData("temperature")]
    [InlineData("platt")]
    [InlineData("beta")]
    [InlineData("isotonic")]
    public void The_calibration_is_in_the_checkpoint_the_file_and_the_predictions(string method)
    {
        using var folder = new TemporaryFolder();
        Studies.WriteGaussians(folder.File("events.csv"), Toys.Gaussians(3000, 1));
        var run = Studies.Run(folder, "run", Card(method));
        var facts = RunFacts.Load(run.Folder.Facts).Calibration!;
        Assert.Equal(method, facts.Method);
        Assert.InRange(facts.LossAfter, 0, facts.LossBefore);

        // What was fitted, fitted again to the written logits of the validation split.
        var predictions = Predictions.Load(run.Folder.Predictions, ["logit"]);
        var sample = predictions.Sample("validation", "validation")!;
        var weights = sample.Weights.ToArray().Zip(sample.IsSignal.ToArray(), (w, s) => w * (s ? facts.SignalFactor : facts.BackgroundFactor)).ToArray();
        var logits = new BinarySample("validation", predictions.Numbers("validation", "logit"), sample.IsSignal, weights);
        LogitMap map = method switch
        {
            "platt" => PlattScaling.Fit(logits),
            "beta" => BetaCalibration.Fit(logits),
            "isotonic" => IsotonicCalibration.Fit(logits),
            "temperature" => TemperatureScaling.Fit(logits),
            _ => new TemperatureScaling(1),
        };
        Assert.Equal(map.MeanLoss(logits), facts.LossAfter, 1e-6);
        foreach (var split in Predictions.SplitNames)
        {
            var scores = predictions.Sample(split, split)!.Scores.ToArray();
            Assert.All(predictions.Numbers(split, "logit").Zip(scores), pair => Assert.Equal(map.Probability(pair.First), pair.Second, 2e-6));
        }

        // Checkpoint and exported file, each opened as hep predict opens it.
        using var data = StudyData.Load(run.Folder.LoadCard().Data);
        var rows = data.Test.Events.ToRowMajor();
        var expected = predictions.Sample("test", "test")!.Scores.ToArray();
        foreach (var path in new[] { run.Folder.FullPath, run.Folder.Onnx })
        {
            using var scorer = EventScorer.Open(path);
            Assert.All(expected.Zip(scorer.Score(rows)), pair => Assert.Equal(pair.First, pair.Second, 5e-6));
        }

        Assert.InRange(run.Facts.Export!.OnnxDifference, 0, 5e-6);
        Assert.Equal(method, run.Metrics.Text("test.calibration.method"));
        Assert.Equal(method == "none", run.Metrics.Figure("test.calibration.before.ece") == run.Metrics.Figure("test.calibration.after.ece"));
        Assert.InRange(run.Metrics.Figure("test.conformal.90.coverage").Value, 0.8, 1);
        Assert.True(File.Exists(Path.Combine(run.Folder.Plots, "reliability.pdf")));
        Assert.Contains("<h2>Calibration</h2>", File.ReadAllText(run.Folder.Report), StringComparison.Ordinal);

        // Exported again, and evaluated again, it is the same.
        var metrics = File.ReadAllBytes(run.Folder.Metrics);
        RunExport.Export(RunFolder.Open(run.Folder.FullPath));
        Assert.Equal(metrics, File.ReadAllBytes(run.Folder.Metrics));
    }

    [Fact]
    public void Weights_of_the_loss_are_those_of_the_calibration()
    {
        using var folder = new TemporaryFolder();
        var weights = Enumerable.Range(0, 2000).Select(i => i % 2 == 1 ? 0.01 : 5.0).ToArray();
        Studies.WriteGaussians(folder.File("events.csv"), Toys.Gaussians(2000, 1, weights));
        var balanced = Studies.Run(folder, "balanced", Card("temperature"));
        var physical = Studies.Run(folder, "physical", Card("temperature, class_balance: false"));
        Assert.Equal(500, balanced.Facts.Calibration!.SignalFactor / balanced.Facts.Calibration.BackgroundFactor, 60.0);
        Assert.Equal("signal and background of equal weight (training.class_balance)", balanced.Metrics.Text("test.calibration.prior"));
        Assert.Equal(physical.Facts.Calibration!.SignalFactor, physical.Facts.Calibration.BackgroundFactor);
        Assert.Equal("the classes as the physics weights have them", physical.Metrics.Text("test.calibration.prior"));
    }

    [Fact]
    public void A_run_without_a_calibration_of_its_own_is_evaluated_as_before()
    {
        using var folder = new TemporaryFolder();
        var run = Studies.Run(folder, "run", Studies.Card());
        var facts = JsonNode.Parse(File.ReadAllText(run.Folder.Facts))!.AsObject();
        facts.Remove("calibration");
        File.WriteAllText(run.Folder.Facts, facts.ToJsonString());
        File.WriteAllLines(run.Folder.Predictions, File.ReadAllLines(run.Folder.Predictions).Select(line => line[..line.LastIndexOf(',')]));
        var metrics = RunEvaluation.Evaluate(RunFolder.Open(run.Folder.FullPath));
        Assert.False(metrics.Contains("test.calibration"));
        Assert.Equal(run.Metrics.Figure("test.auc"), metrics.Figure("test.auc"));
    }

    [Fact]
    public void An_over_trained_network_is_calibrated_by_one_number()
    {
        // Guo et al. 2017 in small: 1,500 events of 20 features, of which two say something, learned by heart.
        var (train, validation, test) = (Gaussians(1500, 1), Gaussians(10_000, 2), Gaussians(100_000, 3));
        _ = manual_seed(1);
        using var classifier = new Classifier(new Preprocessor(Preprocessings.Standard(new float[Noisy], [.. Enumerable.Repeat(1f, Noisy)], null)), new Mlp(new MlpOptions { Hidden = [32] }, Noisy, 1), new Temperature());
        using var objective = Toys.Objective(classifier, train, train, 50);
        _ = new Trainer(Toys.Section(60, 0.003) with { Optimizer = new OptimizerOptions.Adam() }, objective, SilentProgress.Instance).Run(_ => { });
        classifier.eval();
        var temperature = TemperatureScaling.Fit(Logits(classifier, validation));
        var logits = Logits(classifier, test);
        var (before, after) = (new TemperatureScaling(1).Probabilities(logits), temperature.Probabilities(logits));
        var (wrong, right) = (TopLabelError(before), TopLabelError(after));
        Assert.True(wrong > 0.05, $"an ECE of {wrong} is that of no over-trained network");
        Assert.True(right <= 0.01 && right <= wrong / 3, $"ECE {wrong} to {right}");
        Assert.Equal(ConfusionMatrix.AtThreshold(before, 0.5).Accuracy, ConfusionMatrix.AtThreshold(after, 0.5).Accuracy);
    }

    private static string Card(string method) => $$"""
        data:
          source: ./events.csv
          features: {a: GeV, b: 1}
          label: {column: Label, signal: s, background: b}
          weight: Weight
          event_id: EventId
          split: {by: hash}
        model: {name: mlp, hidden: [16]}
        training: {epochs: 3, batch_size: 64, learning_rate: 0.03, threads: 1, calibration: {{method}}}
        export: {latency_calls: 100}
        """;

    private static BinarySample Logits(Classifier classifier, EventTable events)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var logits = classifier.Logits(tensor(events.ToRowMajor(), [events.Count, Noisy]));
        return new BinarySample("toy", logits.data<float>().ToArray(), Array.ConvertAll(events.Labels, label => label == 1));
    }

    private static EventTable Gaussians(int events, ulong seed)
    {
        var random = new SplitMix64(seed);
        var labels = Enumerable.Range(0, events).Select(i => i % 2).ToArray();
        var columns = Enumerable.Range(0, Noisy).Select(f => new Hep.Data.FeatureColumn(
            FormattableString.Invariant($"x{f}"), "", Array.ConvertAll(labels, label => (float)(random.Normal() + (f < 2 ? label - 0.5 : 0)))));
        return new EventTable("toy", [.. columns], labels, ["background", "signal"]);
    }

    private static double TopLabelError(BinarySample sample) => ReliabilityCurve.OfEqualWidth(Forecasts.OfTopLabel(sample)).ExpectedError.Value;
}
