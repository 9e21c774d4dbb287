using System.Text.RegularExpressions;
using Hep.Data;
using Hep.Onnx;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Export;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Runs;

/// <summary>A run from card to folder: what is in it, that it is the same again, and that it can be used when it ended early.</summary>
[Collection(nameof(LibTorchState))]
public sealed class TrainingRunTests
{
    private static readonly string[] Layout =
    [
        "best.safetensors", "card.yaml", "checkpoints", "history.csv", "last.safetensors", "log.jsonl", "metrics.json", "model.onnx", "plots", "predictions.csv", "report.html", "run.json",
    ];

    [Fact]
    public void The_same_card_and_seed_give_the_same_files_and_another_seed_does_not()
    {
        using var folder = new TemporaryFolder();
        var one = Studies.Run(folder, "one", Studies.Card());
        var two = Studies.Run(folder, "two", Studies.Card());
        var other = Studies.Run(folder, "other", Studies.Card(seed: 2));
        foreach (var run in new[] { one, two, other })
            Assert.Equal(Layout, Directory.EnumerateFileSystemEntries(run.Folder.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var file in new[] { "metrics.json", "history.csv", "best.safetensors", "last.safetensors", "predictions.csv", "card.yaml" })
        {
            Assert.Equal(Read(one, file), Read(two, file));
            Assert.NotEqual(Read(one, file), Read(other, file));
        }

        Assert.NotEqual(one.Facts.Id, two.Facts.Id);

        // Evaluated again from the written predictions alone.
        var metrics = Read(one, "metrics.json");
        foreach (var gone in new[] { "metrics.json", "best.safetensors", "last.safetensors", "model.onnx", "report.html" })
            File.Delete(Path.Combine(one.Folder.FullPath, gone));
        RunEvaluation.Evaluate(RunFolder.Open(one.Folder.FullPath));
        Assert.Equal(metrics, Read(one, "metrics.json"));
        Assert.True(File.Exists(one.Folder.Report));

        // The file's metadata, and its scores beside those of the run.
        using var scorer = new OnnxScorer(two.Folder.Onnx);
        Assert.Equal([("DER_mass_MMC", "GeV"), ("DER_mass_vis", "GeV"), ("PRI_tau_pt", "GeV")], scorer.Model.Features.Select(f => (f.Name, f.Unit)));
        Assert.Equal(["b", "s"], scorer.Model.Classes);
        Assert.Equal(-999f, scorer.Model.Missing);
        Assert.Equal(two.Facts.Id, scorer.Model.Metadata[OnnxMetadata.RunId]);
        Assert.Equal(Provenance.Commit, scorer.Model.Metadata[OnnxMetadata.Commit]);
        Assert.Equal(Provenance.Version, scorer.Model.Metadata[OnnxMetadata.Version]);
        Assert.Equal([("features", "float [batch, 3]"), ("probability", "float [batch, 1]")], scorer.Model.Inputs.Concat(scorer.Model.Outputs).Select(t => (t.Name, $"{t.ElementType} [{string.Join(", ", t.Shape)}]")));
        using var data = StudyData.Load(two.Folder.LoadCard().Data, folder: folder.Path);
        var scores = CsvColumns.Read(two.Folder.Predictions, ["score"], ["split"]);
        var test = scores.Numbers("score").Zip(scores.Texts("split")).Where(row => row.Second == "test").Select(row => row.First).ToArray();
        var onnx = scorer.Score(data.Test.Events.ToRowMajor(), 3);
        Assert.Equal(two.Facts.Events["test"], test.Length);
        Assert.All(onnx.Zip(test), pair => Assert.Equal(pair.Second, pair.First, 5e-6));
        Assert.InRange(two.Facts.Export!.OnnxDifference, 0, 5e-6);
        Assert.Equal(test.Length, two.Facts.Export.Events);
    }

    [Fact]
    public void The_run_card_in_the_folder_repeats_the_run()
    {
        using var folder = new TemporaryFolder();
        var one = Studies.Run(folder, "one", Studies.Card());
        var again = TrainingRun.Execute(new TrainRequest(one.Folder.Card) { Out = folder.File("again") }, SilentProgress.Instance);
        foreach (var file in new[] { "metrics.json", "history.csv", "best.safetensors", "card.yaml" })
            Assert.Equal(Read(one, file), Read(again, file));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(20, 1)]
    public void An_interrupted_run_leaves_a_folder_that_can_be_used(int batches, int epochs)
    {
        using var folder = new TemporaryFolder();
        var progress = new RecordedProgress(batches);
        var run = Studies.Run(folder, "run", Studies.Card(), progress, progress.Stop);
        Assert.Equal(StopReason.Interrupted, run.Stopped);
        Assert.Equal(Layout, Directory.EnumerateFileSystemEntries(run.Folder.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(epochs, File.ReadAllLines(run.Folder.History).Length - 1);
        string[] expected = epochs == 0 ? ["the training was interrupted before the first epoch was complete: the model is hardly trained"] : [];
        Assert.Equal(expected, RunFacts.Load(run.Folder.Facts).Warnings);
        var metrics = Read(run, "metrics.json");
        RunEvaluation.Evaluate(RunFolder.Open(run.Folder.FullPath));
        Assert.Equal(metrics, Read(run, "metrics.json"));
    }

    [Fact]
    public void A_run_that_is_interrupted_before_its_first_batch_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        using var now = new CancellationTokenSource();
        now.Cancel();
        Assert.Throws<OperationCanceledException>(() => Studies.Run(folder, "run", Studies.Card(), SilentProgress.Instance, now.Token));
        Assert.False(Directory.Exists(folder.File("run")));
    }

    [Fact]
    public void Two_runs_do_not_share_a_folder()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("run");
        using (RunFolder.Create(path))
        {
            var error = Assert.Throws<InvalidDataException>(() => RunFolder.Create(path));
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }

        using var free = RunFolder.Create(path);
        Assert.Equal(path, free.FullPath);
    }

    [Fact]
    public void A_run_that_averages_over_symmetries_quotes_what_its_file_gives()
    {
        using var folder = new TemporaryFolder();
        var card = Studies.Card(
            features: "{DER_mass_vis: GeV, PRI_tau_pt: GeV, PRI_tau_phi: rad, PRI_lep_phi: rad, PRI_jet_leading_phi: rad, PRI_tau_eta: 1, PRI_jet_leading_eta: 1}",
            more: ", augmentation: {phi: [PRI_tau_phi, PRI_lep_phi, PRI_jet_leading_phi], eta: [PRI_tau_eta, PRI_jet_leading_eta]}") + "\nevaluation: {average: 4}\n";
        var run = Studies.Run(folder, "run", card);
        var again = Studies.Run(folder, "again", card);
        Assert.Equal(Read(run, "metrics.json"), Read(again, "metrics.json"));
        Assert.InRange(run.Facts.Export!.OnnxDifference, 0, 5e-6);

        // A file of turned and mirrored events gets the scores that the run quotes.
        using var data = StudyData.Load(run.Folder.LoadCard().Data, folder: folder.Path);
        var rows = data.Test.Events.ToRowMajor();
        var symmetry = new DetectorSymmetry([2, 3, 4], [5, 6], -999);
        for (var i = 0; i < rows.Length; i += 7)
            symmetry.Apply(rows.AsSpan(i, 7), (float)(Math.PI / 2), reflect: true);
        using var scorer = new OnnxScorer(run.Folder.Onnx);
        var quoted = CsvColumns.Read(run.Folder.Predictions, ["score"], ["split"]);
        var test = quoted.Numbers("score").Zip(quoted.Texts("split")).Where(row => row.Second == "test").Select(row => row.First);
        Assert.All(scorer.Score(rows, 7).Zip(test), pair => Assert.Equal(pair.Second, pair.First, 5e-6));

        // Another training than without: the network saw other events.
        var plain = Studies.Run(folder, "plain", Regex.Replace(card, @", augmentation: \{.*?\]\}|evaluation:.*", ""));
        Assert.NotEqual(Read(run, "history.csv"), Read(plain, "history.csv"));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void Negative_weights_are_trained_on_and_reported(string balance)
    {
        using var folder = new TemporaryFolder();
        var weights = Enumerable.Range(0, 3000).Select(i => i % 10 == 3 ? -0.5 : 1.0).ToArray();
        Studies.WriteGaussians(folder.File("events.csv"), Toys.Gaussians(3000, 1, weights));
        var card = Studies.Card("./events.csv", "{a: GeV, b: 1}", more: $", class_balance: {balance}, learning_rate: 0.01");
        var run = Studies.Run(folder, "run", card);

        // Event 3, 13, ... are signal; of those in the training split about one in five is negative: 0.1 in 0.9.
        var warning = Assert.Single(run.Facts.Warnings);
        Assert.Matches(@"^1[0-2]\.\d% of the absolute weight of class 's' is negative$", warning);
        Assert.Equal(run.Facts.Warnings, RunFacts.Load(run.Folder.Facts).Warnings);
        var negative = RunFacts.Load(run.Folder.Facts).NegativeWeights!;
        Assert.Equal(0, negative["b"]);
        Assert.InRange(negative["s"], 0.1, 0.13);
        Assert.Contains(FormattableString.Invariant($"b 0.0%, s {negative["s"] * 100:0.0}%"), File.ReadAllText(run.Folder.Report), StringComparison.Ordinal);
        Assert.Contains(System.Net.WebUtility.HtmlEncode(warning), File.ReadAllText(run.Folder.Report), StringComparison.Ordinal);

        // The classes are exp(-d^2/8) apart, d^2 = 1.25: the best AUC is Phi(d / sqrt 2) = 0.785.
        Assert.InRange(run.Metrics.Figure("test.auc").Value, 0.73, 0.84);
    }

    [Fact]
    public void An_export_that_does_not_agree_is_not_written()
    {
        using var folder = new TemporaryFolder();
        var run = Studies.Run(folder, "run", Studies.Card());
        var card = run.Folder.LoadCard();
        using var best = Classifiers.Load(card, run.Folder.Best);
        using var data = StudyData.Load(card.Data, folder: folder.Path);
        var test = data.Test;
        var path = folder.File("refused.onnx");
        var before = Directory.EnumerateFileSystemEntries(folder.Path).Order(StringComparer.Ordinal).ToArray();
        var error = Assert.Throws<RunFailedException>(
            () => ClassifierExport.Write(path, card with { Export = card.Export with { Tolerance = 1e-12 } }, best, test, "x"));
        Assert.Matches(
            $@"^{Regex.Escape(path)}: not written: the ONNX file differs from the model by up to \d\.\d\dE-[78] on {test.Count} events, more than the 1\.0E-12 of export\.tolerance \(the model itself differs from float64 by \d\.\d\dE-[78]\)$",
            error.Message);
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(folder.Path).Order(StringComparer.Ordinal));

        // One event among many, whose score is no number.
        test.Features[0].Values[0] = float.NaN;
        error = Assert.Throws<RunFailedException>(() => ClassifierExport.Write(path, card, best, test, "x"));
        Assert.StartsWith($"{path}: not written: the ONNX file differs from the model by up to NaN on {test.Count} events, more than the 5.0E-6 of export.tolerance", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Cards_that_contradict_themselves_are_refused()
    {
        using var folder = new TemporaryFolder();
        var one = Assert.Throws<InvalidDataException>(() => Studies.Run(folder, "one", Studies.Card(more: "").Replace("batch_size: 64", "batch_size: 1", StringComparison.Ordinal)));
        Assert.Equal(
            $"{folder.File("one.yaml")}:11: training.batch_size: found 1, expected 2 or more with model.normalization: batch (one event has no spread)", one.Message);
        var missing = Assert.Throws<InvalidDataException>(() => Studies.Run(folder, "two", Studies.Card().Replace("missing: -999", "missing: none", StringComparison.Ordinal)));
        Assert.Equal("data.missing: found none, expected -999, which is what the simulation 'higgs' writes where a value is undefined", missing.Message);
        Assert.Equal(["one.yaml", "two.yaml"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static string Read(RunOutcome run, string file) => Convert.ToHexString(File.ReadAllBytes(Path.Combine(run.Folder.FullPath, file)));
}
