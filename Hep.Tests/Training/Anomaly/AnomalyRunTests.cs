using Hep.Data;
using Hep.Evaluation;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Anomaly;
using Hep.Training.Cards;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Microsoft.ML.OnnxRuntime;
using Xunit;

namespace Hep.Tests.Training.Anomaly;

/// <summary>A search for anomalies, from card to report; and what is said of cards and events that will not do.</summary>
[Collection(nameof(LibTorchState))]
public sealed class AnomalyRunTests : IDisposable
{
    private static readonly string[] Results = ["best.safetensors", "last.safetensors", "history.csv", "predictions.csv", "metrics.json", "card.yaml"];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void All_detectors_are_measured_and_the_exported_file_decides_as_the_model()
    {
        var run = Run("run", Card());
        Assert.Equal(["reconstruction", "largest", "mahalanobis", "pca", "isolation_forest", "nearest_neighbours", "gaussian_mixture", "penalised_mixture"], run.Metrics.Keys("test.detectors"));
        Assert.Equal(run.Metrics.Figure("test.auc"), run.Metrics.Figure("test.detectors.reconstruction.auc"));
        Assert.InRange(run.Metrics.Number("test.detectors.penalised_mixture.auc.value"), 0.8, 1);
        Assert.Equal(["mj1", "mj2", "tau21_1", "tau21_2"], run.Metrics.Keys("test.inputs"));
        Assert.True(run.Metrics.Number("test.inputs.mj1.selected") > run.Metrics.Number("test.inputs.mj1.background"));
        Assert.InRange(run.Facts.Export!.OnnxDifference, 0, 1e-5);
        foreach (var figure in new[] { "improvement", "rejection", "score", "mass", "loss" })
            Assert.True(File.Exists(folder.File($"run/plots/{figure}.pdf")), figure);

        // The threshold lets 5% of the validation background through, no more.
        var validation = AnomalyPredictions.Load(run.Folder.Predictions).Of("validation");
        var background = Enumerable.Range(0, validation.IsSignal.Length).Where(row => !validation.IsSignal[row]).ToArray();
        var passed = background.Count(row => validation.Scores[0].Values[row] >= run.Metrics.Number("test.threshold.value"));
        Assert.Equal((int)(0.05 * background.Length), passed);

        // Raw features in: the same scores and decisions as in the predictions.
        var card = (AnomalyCard)RunCards.Load(run.Folder.Card);
        using var sets = AnomalySets.Load(card);
        var test = AnomalyPredictions.Load(run.Folder.Predictions).Of("test");
        using var session = new InferenceSession(run.Folder.Onnx);
        using var options = new RunOptions();
        using var rows = OrtValue.CreateTensorValueFromMemory(sets.Test.ToRowMajor(), [sets.Test.Count, 4]);
        using var found = session.Run(options, ["features"], [rows], ["score", "decision", "costs"]);
        var (scores, decisions, costs) = (found[0].GetTensorDataAsSpan<float>().ToArray(), found[1].GetTensorDataAsSpan<long>().ToArray(), found[2].GetTensorDataAsSpan<float>().ToArray());
        Assert.Contains(1, decisions);
        for (var i = 0; i < scores.Length; i++)
        {
            Assert.Equal(test.Scores[0].Values[i], scores[i], 1e-5 * Math.Max(1, scores[i]));
            Assert.Equal(scores[i], costs.AsSpan(4 * i, 4).ToArray().Average(), 1e-5 * Math.Max(1, scores[i]));
            if (Math.Abs(scores[i] - run.Metrics.Number("test.threshold.value")) > 1e-4)
                Assert.Equal(scores[i] >= run.Metrics.Number("test.threshold.value") ? 1 : 0, decisions[i]);
        }

        Assert.Equal(run.Facts.Export.OnnxDifference, RunExport.Export(RunFolder.Open(run.Folder.FullPath), folder.File("again.onnx")).OnnxDifference);
    }

    [Theory]
    [InlineData("variational: true", "kl")]
    [InlineData("variational: true", "both")]
    [InlineData("corruption: {name: masking, probability: 0.2}", "mahalanobis")]
    [InlineData("sparse_activation: 0.2", "largest")]
    public void Every_kind_of_autoencoder_and_score_is_exported(string model, string score)
    {
        var run = Run("run", Card(model: $", {model}", evaluation: $", score: {score}, baselines: none"));
        Assert.Equal(score, run.Metrics.Keys("test.detectors")[0]);
        Assert.InRange(run.Facts.Export!.OnnxDifference, 0, 1e-4);
        Assert.Equal(run.Metrics.Number("test.threshold.value"), AnomalyDetectors.Load((AnomalyCard)RunCards.Load(run.Folder.Card), run.Folder.Best).Threshold, 1e-4 * run.Metrics.Number("test.threshold.value"));
    }

    [Fact]
    public void The_same_card_gives_the_same_files_and_what_is_written_is_enough_to_evaluate_it_again()
    {
        var (one, _) = (Run("one", Card(model: ", variational: true")), Run("two", Card(model: ", variational: true")));
        foreach (var file in Results)
            Assert.Equal(File.ReadAllBytes(folder.File($"one/{file}")), File.ReadAllBytes(folder.File($"two/{file}")));
        foreach (var gone in new[] { "metrics.json", "best.safetensors", "last.safetensors", "report.html" })
            File.Delete(folder.File($"one/{gone}"));
        Assert.Equal(one.Metrics.ToJson(), RunEvaluation.Evaluate(RunFolder.Open(one.Folder.FullPath)).ToJson());
        Assert.Contains("Isolation forest", File.ReadAllText(folder.File("one/report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void After_Ctrl_C_it_ends_in_the_same_files()
    {
        var card = Card(model: ", corruption: {name: gaussian, sigma: 0.3}", training: ", decorrelate: {column: mjj, strength: 0.5}", evaluation: ", baselines: none");
        _ = Run("whole", card);
        Assert.Equal(StopReason.Interrupted, Run("run", card, new RecordedProgress(20)).Stopped);
        Assert.Equal(StopReason.AllEpochs, TrainingRun.Execute(new TrainRequest(null) { Resume = folder.File("run") }, SilentProgress.Instance).Stopped);
        foreach (var file in Results)
            Assert.Equal(File.ReadAllBytes(folder.File($"whole/{file}")), File.ReadAllBytes(folder.File($"run/{file}")));
    }

    [Fact]
    public void Background_alone_is_trained_on_and_what_the_card_leaves_of_the_signal()
    {
        AnomalySets Load(string contamination) => AnomalySets.Load((AnomalyCard)RunCards.FromSource(Card(data: $", contamination: {contamination}"), folder.File("card.yaml")));
        using var pure = Load("0");
        using var some = Load("0.02");
        Assert.Equal(0, pure.Train.Labels.Sum());
        Assert.Equal((int)Math.Round(0.02 / 0.98 * pure.Train.Count), some.Train.Labels.Sum());
        Assert.Equal(pure.Train.Count, some.Train.Labels.Count(label => label == 0));
        Assert.Equal(0, some.Validation.Labels.Sum());
        var (signal, all) = (pure.Mixed.Labels.Sum(), pure.Mixed.Count);
        Assert.True(signal > 0 && pure.Test.Labels.Sum() > 0);
        Assert.Equal(
            $"data.contamination: found 0.5, which is {all - signal} signal events beside {all - signal} of background in the training split, expected at most the {signal} that there are ({FormattableString.Invariant($"{signal / (double)all:G3}")})",
            Assert.Throws<InvalidDataException>(() => Load("0.5")).Message);
    }

    [Fact]
    public void Rows_of_a_file_are_trained_on_and_those_that_will_not_do_are_refused()
    {
        string File(string name, Func<int, string> row) => Written(name, Enumerable.Range(0, 600).Select(row));
        const string Data = "label: {column: label, signal: 1, background: 0}, event_id: event, split: {by: hash}";
        string CardOf(string file) => Card(source: $"./{file}", data: "", features: "{x: 1, y: GeV}", rest: Data, evaluation: ", mass: none, baselines: [pca], background_rate: 0.1");
        _ = File("good.csv", i => FormattableString.Invariant($"{i},{Math.Sin(i)},{i % 17},{(i % 20 == 0 ? 1 : 0)}"));
        var run = Run("good", CardOf("good.csv"));
        Assert.Equal(["reconstruction", "largest", "mahalanobis", "pca"], run.Metrics.Keys("test.detectors"));
        Assert.False(run.Metrics.Contains("test.distance_correlation"));

        _ = File("constant.csv", i => FormattableString.Invariant($"{i},3,{i % 17},{(i % 20 == 0 ? 1 : 0)}"));
        Assert.Matches("^data.features.x: found 3 in all [0-9]+ training events, expected a feature that varies: leave it out$", Assert.Throws<InvalidDataException>(() => Run("constant", CardOf("constant.csv"))).Message);
        _ = File("signal.csv", i => FormattableString.Invariant($"{i},{Math.Sin(i)},{i % 17},1"));
        Assert.Contains("no event of class '0'", Assert.Throws<InvalidDataException>(() => Run("signal", CardOf("signal.csv"))).Message, StringComparison.Ordinal);
        _ = File("nan.csv", i => FormattableString.Invariant($"{i},{(i == 7 ? "nan" : "1")},{i % 17},{i % 2}"));
        var error = Assert.Throws<InvalidDataException>(() => Run("nan", CardOf("nan.csv"))).Message;
        Assert.StartsWith(folder.File("nan.csv") + ":9", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("nan")));
    }

    [Fact]
    public void A_latent_space_as_wide_as_the_input_is_warned_of_unless_something_else_keeps_it_from_copying()
    {
        Assert.Contains(Run("wide", Card(latent: 4, evaluation: ", baselines: none")).Facts.Warnings, warning => warning.StartsWith("model.latent: 4 latent numbers of 4 inputs", StringComparison.Ordinal));
        Assert.Empty(Run("sparse", Card(latent: 4, model: ", sparse_activation: 0.1", evaluation: ", baselines: none")).Facts.Warnings);
    }

    [Theory]
    [InlineData("evaluation: {score: kl}", "evaluation.score: found kl of an autoencoder that is not variational, expected one of reconstruction, largest, mahalanobis, or model.variational: true")]
    [InlineData("evaluation: {baselines: [forest, pca]}", "evaluation.baselines: found forest, expected some of pca, isolation_forest")]
    [InlineData("evaluation: {baselines: [pca, pca]}", "evaluation.baselines: found pca twice, expected it once")]
    [InlineData("export: {tolerance: 1e-3}", "export.tolerance: found 1e-3, expected a number greater than 0 and at most 0.0001")]
    public void A_card_that_is_wrong_is_refused(string more, string expected) => Assert.Contains(
        expected,
        Assert.Throws<InvalidDataException>(() => RunCards.FromSource($"data: {{source: dijets, features: {{mj1: GeV, mj2: GeV}}, label: {{column: label, signal: signal, background: background}}, event_id: event, split: {{by: hash}}}}\nmodel: {{name: autoencoder}}\ntraining: {{epochs: 1}}\n{more}\n", folder.File("card.yaml"))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("", ", likelihood: poisson", "training.likelihood: found poisson beside model.output: real or unit, expected model.output: positive")]
    [InlineData("", ", class_balance: false", "training.class_balance: found it in a card for anomalies, expected none: background alone is trained on")]
    [InlineData(", variational: true, sparse_activation: 0.1", "", "model.sparse_activation: found it beside variational: true, expected one of the two")]
    public void A_model_that_contradicts_itself_is_refused(string model, string training, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => RunCards.FromSource(Card(model: model, training: training), folder.File("card.yaml"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_card_reads_back_as_it_is_written()
    {
        foreach (var (model, training) in new[] { (", variational: true", ", beta: 0.5, beta_epochs: 3, likelihood: gaussian"), (", output: positive, corruption: {name: masking, probability: 0.3}", ", likelihood: poisson, decorrelate: {column: mjj, strength: 2}"), (", sparse_activation: 0.05", ", sparsity: 0.2") })
        {
            var card = RunCards.FromSource(Card(model: model, training: training, data: ", contamination: 0.1", evaluation: ", baselines: [pca, nearest_neighbours]"), folder.File("card.yaml"));
            var again = RunCards.FromSource(card.ToYaml(), "elsewhere/card.yaml");
            Assert.Equal(card, again);
            Assert.Equal(card.ToYaml(), again.ToYaml());
        }
    }

    [Fact]
    public void The_shipped_card_runs_in_its_fast_form()
    {
        var run = TrainingRun.Execute(new TrainRequest(Repository.PathOf("configs/anomaly_events.yaml")) { Overrides = ["training.threads=1", "export.latency_calls=100"], Out = folder.File("run"), IsFast = true }, SilentProgress.Instance);
        Assert.Equal(8, run.Metrics.Keys("test.detectors").Count);
        Assert.Contains(run.Facts.Warnings, warning => warning.Contains("mean nothing", StringComparison.Ordinal));
    }

    private static string Card(string source = "dijets", string features = "{mj1: GeV, mj2: GeV, tau21_1: 1, tau21_2: 1}", string data = ", simulation: {signal_share: 0.05}", string rest = "label: {column: label, signal: signal, background: background}, event_id: event, split: {by: hash}", int latent = 2, string model = "", string training = "", string evaluation = "") => $$"""
        data: {source: {{source}}, events: 4000, features: {{features}}{{data}}, {{rest}} }
        model: {name: autoencoder, architecture: {name: dense, hidden: [8]}, latent: {{latent}}{{model}} }
        training: {epochs: 2, batch_size: 128, learning_rate: 5e-3, threads: 1{{training}} }
        evaluation: { label: none{{(evaluation.Contains("mass", StringComparison.Ordinal) ? "" : ", mass: mjj")}}{{(evaluation.Contains("background_rate", StringComparison.Ordinal) ? "" : ", background_rate: 0.05")}}{{evaluation}} }
        export: {latency_calls: 100}
        """;

    private string Written(string name, IEnumerable<string> rows)
    {
        File.WriteAllLines(folder.File(name), ["event,x,y,label", .. rows]);
        return folder.File(name);
    }

    private RunOutcome Run(string name, string card, RecordedProgress? progress = null)
    {
        File.WriteAllText(folder.File($"{name}.yaml"), card);
        return TrainingRun.Execute(new TrainRequest(folder.File($"{name}.yaml")) { Out = folder.File(name) }, progress is null ? SilentProgress.Instance : progress, progress?.Stop ?? default);
    }
}
