using System.Diagnostics;
using Hep.Cli;
using Hep.Data;
using Hep.Evaluation;
using Hep.Tests.Support;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Cli;

/// <summary>Each verb on a tiny study, from the command line to the files.</summary>
public sealed class VerbTests : IClassFixture<TinyStudy>, IDisposable
{
    private readonly TinyStudy study;
    private readonly TemporaryFolder folder = new();

    public VerbTests(TinyStudy study) => this.study = study;

    public static TheoryData<string> Cards => [.. Directory.EnumerateFiles(Repository.PathOf("configs"), "*.yaml").Select(file => Path.GetFileName(file))];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Evaluating_again_gives_the_same_metrics()
    {
        var metrics = File.ReadAllText(Path.Combine(study.Run, "metrics.json"));
        var output = HepProgram.Do("evaluate", study.Run, "--out", folder.File("again"));
        Assert.Equal(metrics, File.ReadAllText(folder.File("again/metrics.json")));
        Assert.True(File.Exists(folder.File("again/report.html")) && File.Exists(folder.File("again/plots/roc.pdf")));
        Assert.StartsWith("Figure", output, StringComparison.Ordinal);
        Assert.Contains(MetricsTree.Parse(metrics).Figure("test.auc").ToString(), output, StringComparison.Ordinal);
        HepProgram.Do("evaluate", study.Run);
        Assert.Equal(metrics, File.ReadAllText(Path.Combine(study.Run, "metrics.json")));
    }

    [Fact]
    public void A_run_and_its_onnx_file_predict_the_same_and_keep_the_columns()
    {
        var (byRun, byFile) = (folder.File("run.csv"), folder.File("file.csv.gz"));
        HepProgram.Do("predict", study.Run, study.Events, "--out", byRun);
        HepProgram.Do("predict", Path.Combine(study.Run, "model.onnx"), study.Events, "--out", byFile, "--keep", "Label", "EventId");
        Assert.Equal([.. CsvColumns.Header(study.Events), "score"], CsvColumns.Header(byRun));
        Assert.Equal(["Label", "EventId", "score"], CsvColumns.Header(byFile));
        var (a, b) = (CsvColumns.Read(byRun, ["score"], ["EventId", "KaggleWeight"]), CsvColumns.Read(byFile, ["score"], ["EventId"]));
        var input = CsvColumns.Read(study.Events, [], ["EventId", "KaggleWeight"]);
        Assert.Equal(input.Texts("KaggleWeight"), a.Texts("KaggleWeight"));
        Assert.Equal(input.Texts("EventId"), b.Texts("EventId"));
        Assert.All(a.Numbers("score").Zip(b.Numbers("score")), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-6));

        // What the training wrote of these events.
        var run = CsvColumns.Read(Path.Combine(study.Run, "predictions.csv"), ["score"], ["event_id"]);
        var known = run.Texts("event_id").Zip(run.Numbers("score")).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        Assert.All(a.Texts("EventId").Zip(a.Numbers("score")), pair => Assert.Equal(known[pair.First], pair.Second, 1e-6));
    }

    [Fact]
    public void Events_without_labels_are_scored_in_batches()
    {
        var (events, scores) = (folder.File("many.csv"), folder.File("scores.csv"));
        var mass = Enumerable.Range(0, 9001).Select(i => i % 7 == 0 ? -999.0 : 50 + (0.01 * i)).ToArray();
        CsvWriter.Write(events, new NumberColumn("PRI_tau_pt", Array.ConvertAll(mass, m => Math.Abs(m))), new NumberColumn("DER_mass_MMC", mass));
        HepProgram.Do("predict", study.Run, events, "--out", scores);
        var all = CsvColumns.Read(scores, ["score", "DER_mass_MMC"]);
        Assert.Equal(mass, all.Numbers("DER_mass_MMC"));
        CsvWriter.Write(folder.File("last.csv"), new NumberColumn("DER_mass_MMC", mass[^1..]), new NumberColumn("PRI_tau_pt", mass[^1..]));
        HepProgram.Do("predict", study.Run, folder.File("last.csv"), "--out", folder.File("one.csv"));
        Assert.Equal(CsvColumns.Read(folder.File("one.csv"), ["score"]).Numbers("score")[0], all.Numbers("score")[^1], 1e-6);
    }

    [Fact]
    public void Simulated_events_come_part_by_part_with_the_columns_of_the_challenge_and_the_truth_when_asked()
    {
        var (plain, truth) = (folder.File("plain.csv"), folder.File("truth.csv.gz"));
        HepProgram.Do("simulate", "higgs", "--events", "20300", "--seed", "7", "--out", plain);
        HepProgram.Do("simulate", "higgs", "--events", "20300", "--seed", "7", "--out", truth, "--truth");
        string[] columns = ["EventId", .. HiggsChallenge.Layout.Features.Select(f => f.Name), "Weight", "Label", "KaggleSet", "KaggleWeight"];
        Assert.Equal(columns, CsvColumns.Header(plain));
        Assert.Equal([.. columns, "Process"], CsvColumns.Header(truth));
        var (written, made) = (CsvReader.Read(plain, HiggsChallenge.Layout), HiggsToy.Generate(20_300, 7));
        Assert.Equal(made.ToRowMajor(), written.ToRowMajor());
        Assert.Equal(made.Weights, written.Weights);
        Assert.Equal(made.Text("Process").Values, CsvColumns.Read(truth, [], ["Process"]).Texts("Process"));
    }

    [Fact]
    public void Export_writes_the_same_network_again()
    {
        var output = HepProgram.Do("export", study.Run, "--out", folder.File("new/model.onnx"));
        Assert.Matches(@"^ONNX       differs from float64 by at most \d\.\dE-\d+ on 61 events; .* us an event", output);
        Assert.Equal(File.ReadAllBytes(Path.Combine(study.Run, "model.onnx")), File.ReadAllBytes(folder.File("new/model.onnx")));
    }

    [Fact]
    public void Plot_writes_one_format_or_all()
    {
        var output = HepProgram.Do("plot", study.Run, study.CopyOfRun("second"), "--out", folder.File("roc.svg"));
        Assert.Equal(["roc.csv", "roc.svg", "roc_ratio.csv", "roc_rejection.csv", "roc_rejection.svg", "roc_rejection_ratio.csv"], Directory.EnumerateFiles(folder.Path).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Equal(6, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var curves = CsvColumns.Read(folder.File("roc.csv"), ["signal_efficiency"], ["curve"]).Texts("curve").Distinct();
        Assert.Equal(["run", "second"], curves);
        Assert.Equal(["second"], Ratios());

        // The second divides the first: by its folder's name, or as it was given.
        HepProgram.Do("plot", study.Run, study.Path("second"), "--baseline", "second", "--out", folder.File("roc.svg"));
        Assert.Equal(["run"], Ratios());
        HepProgram.Do("plot", study.Run, study.Path("second"), "--baseline", study.Run, "--out", folder.File("roc.svg"));
        Assert.Equal(["second"], Ratios());
        Assert.Equal(
            (ExitCode.BadInput, "", "hep: found the baseline 'secnd', expected one of the runs 'run', 'second'; did you mean 'second'?\n"),
            HepProgram.Run("plot", study.Run, study.Path("second"), "--baseline", "secnd", "--out", folder.File("no.svg")));
        Assert.False(File.Exists(folder.File("no.svg")));
        IEnumerable<string> Ratios() => CsvColumns.Read(folder.File("roc_ratio.csv"), [], ["curve"]).Texts("curve").Distinct();

        HepProgram.Do("plot", study.Run, "--out", folder.File("fig"));
        Assert.True(File.Exists(folder.File("fig.png")) && File.Exists(folder.File("fig.pdf")) && File.Exists(folder.File("fig_rejection.svg")));
    }

    [Fact]
    public void Inspect_prints_files_runs_and_models()
    {
        var data = HepProgram.Do("inspect", study.Events).Split('\n');
        Assert.Equal($"{study.Events}: 300 rows, 35 columns", data[0]);
        Assert.Matches(@"^Label +text +300 +b \(185\), s \(115\)$", data.Single(line => line.StartsWith("Label", StringComparison.Ordinal)));
        var run = HepProgram.Do("inspect", study.Run);
        Assert.Contains("\nEnded because     all epochs are done\n", run, StringComparison.Ordinal);
        Assert.Contains("\nAUC ", run, StringComparison.Ordinal);
        var model = HepProgram.Do("inspect", Path.Combine(study.Run, "model.onnx"));
        Assert.Contains("\n0  DER_mass_MMC  GeV\n1  PRI_tau_pt    GeV\n", model, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", data[1] + run + model, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_lists_the_files_of_a_card_behind_it()
    {
        var card = folder.File("files.yaml");
        File.WriteAllText(folder.File("mc_1.csv"), "0123456789");
        File.WriteAllText(folder.File("mc_2.csv"), new string('x', 990));
        File.WriteAllText(card, """
            data:
              files:
                z: {path: mc_*.csv, label: 0}
                h: {path: h.csv, label: 1}
                w: {path: w*.csv, label: 0}
              features: {x: 1}
              split: {by: fraction}
            model: {name: mlp, hidden: []}
            training: {epochs: 1}
            """);
        var text = HepProgram.Do("inspect", card);
        Assert.EndsWith(
            $"# z: 2 files, 0.001 MB: mc_1.csv, mc_2.csv\n# h: {folder.File("h.csv")}: there is no such file\n# w: {folder.File("w*.csv")}: no file matches; {folder.Path} holds the files files.yaml, mc_1.csv, mc_2.csv\n",
            text,
            StringComparison.Ordinal);

        // It is still a card.
        File.WriteAllText(card, text);
        Assert.Equal(text, HepProgram.Do("inspect", card));
    }

    [Fact]
    public void Scores_of_other_programs_need_not_be_probabilities()
    {
        var (file, target) = (folder.File("scores.csv"), folder.File("compare"));
        double[] logits = [-3.5, 2, 0.5, 4, -1, 1];
        CsvWriter.Write(
            file,
            new TextColumn("truth", ["bkg", "sig", "bkg", "sig", "sig", "bkg"]),
            new NumberColumn("w", [1, 2, 1, 1, 1, 2]),
            new NumberColumn("bdt.v2", logits),
            new NumberColumn("mlp", Array.ConvertAll(logits, x => 1 / (1 + Math.Exp(-x)))));
        var (code, output, error) = HepProgram.Run("evaluate", "--scores", file, "--label", "truth", "--signal", "sig", "--weight", "w", "--score", "bdt.v2", "mlp", "--out", target);
        Assert.Equal((ExitCode.Ok, "note: bdt.v2: scores from -3.5 to 4 are no probabilities, so log loss and Brier score are left out\n"), (code, error));

        // Pairs in order, weighted: of sig 2 (w 2), 4 (w 1), -1 (w 1) against bkg -3.5 (w 1), 0.5 (w 1), 1 (w 2): (2*4 + 1*4 + 1*1) / (4 * 4).
        var metrics = MetricsTree.Load(Path.Combine(target, "metrics.json"));
        Assert.Equal(13.0 / 16, metrics.Number("bdt_v2.auc.value"), 12);
        Assert.Equal(13.0 / 16, metrics.Number("mlp.auc.value"), 12);
        Assert.True(metrics.Contains("mlp.log_loss") && !metrics.Contains("bdt_v2.log_loss"));
        // The logistic function leaves the order as it is, and so the area, with full correlation.
        Assert.Equal(new Estimate(0, 0), metrics.Figure("bdt_v2.auc_minus.mlp"));
        Assert.Equal(1, metrics.Number("bdt_v2.auc_minus.mlp.correlation"), 12);
        Assert.InRange(metrics.Number("mlp.at_threshold.tpr.value"), metrics.Number("mlp.at_threshold.tpr.low"), metrics.Number("mlp.at_threshold.tpr.high"));
        Assert.Matches(@"(?m)^Figure +bdt_v2 +mlp$", output);
        Assert.Matches(@"(?m)^Log loss +– +0\.", output);
        Assert.Equal(
            ["ams-bdt_v2.svg", "ams-mlp.svg", "confusion-bdt_v2.svg", "confusion-mlp.svg", "precision_recall.svg", "rejection.svg", "roc.svg", "scores-bdt_v2.svg", "scores-mlp.svg", "significance-bdt_v2.svg", "significance-mlp.svg"],
            Directory.EnumerateFiles(Path.Combine(target, "plots"), "*.svg").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(Path.Combine(target, "report.html")));
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void Every_card_runs(string card)
    {
        // Where signal is rare, few events have none of it.
        var events = card.StartsWith("anomaly", StringComparison.Ordinal) ? 30_000 : 600;
        HepProgram.Do("train", Repository.PathOf($"configs/{card}"), "--fast", "--out", folder.File("run"),
            "--set", FormattableString.Invariant($"data.events={events}"), "--set", "training.epochs=1", "--set", "training.threads=1", "--set", "export.latency_calls=100");
        Assert.True(File.Exists(folder.File("run/report.html")) && File.Exists(folder.File("run/model.onnx")));
    }

    [Fact]
    public void The_same_card_and_seed_give_the_same_bytes()
    {
        HepProgram.Do("train", study.Card, "--out", folder.File("again"));
        foreach (var file in new[] { "metrics.json", "best.safetensors", "last.safetensors", "history.csv", "predictions.csv" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(study.Run, file)), File.ReadAllBytes(folder.File($"again/{file}")));
        HepProgram.Do("train", study.Card, "--seed", "2", "--out", folder.File("other"));
        Assert.NotEqual(File.ReadAllBytes(Path.Combine(study.Run, "best.safetensors")), File.ReadAllBytes(folder.File("other/best.safetensors")));
    }

    [Theory]
    [InlineData("epoch", "training.epochs=100000", "training.batch_size=32")]
    [InlineData("threads", "training.epochs=1", "training.batch_size=1")]
    public async Task Ctrl_C_leaves_a_run_that_can_be_used(string after, params string[] settings)
    {
        var run = folder.File("run");
        using var process = HepProgram.Start(
            ["train", study.Card, "--out", run, "--set", "data.source=higgs", "--set", "data.events=50000", .. settings.SelectMany(s => new[] { "--set", s })]);
        var output = process.StandardOutput.ReadToEndAsync();
        while (await process.StandardError.ReadLineAsync() is { } line && !line.StartsWith(after, StringComparison.Ordinal))
            Assert.False(line.StartsWith("hep:", StringComparison.Ordinal), line);
        Process.Start("kill", ["-INT", FormattableString.Invariant($"{process.Id}")]).WaitForExit();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(ExitCode.Interrupted, process.ExitCode);
        Assert.Contains("hep: ending after this batch; once more to end at once\n", error, StringComparison.Ordinal);
        Assert.Contains("training: interrupted: what was reached is kept\n", error, StringComparison.Ordinal);
        Assert.Contains("test AUC", await output, StringComparison.Ordinal);
        Assert.All(new[] { "report.html", "model.onnx", "metrics.json" }, file => Assert.True(File.Exists(Path.Combine(run, file)), file));
        HepProgram.Do("evaluate", run);
        HepProgram.Do("predict", run, study.Events, "--out", folder.File("scores.csv"));
    }

    [Fact]
    public async Task A_second_Ctrl_C_during_the_export_leaves_no_file_of_it()
    {
        var run = folder.File("run");
        using var process = HepProgram.Start(
            ["train", study.Card, "--out", run, "--set", "training.epochs=1", "--set", "export.latency_calls=10000000"]);
        var output = process.StandardOutput.ReadToEndAsync();
        while (await process.StandardError.ReadLineAsync() is { } line && !line.StartsWith("exporting", StringComparison.Ordinal))
            Assert.False(line.StartsWith("hep:", StringComparison.Ordinal), line);
        for (var i = 0; i < 200 && !File.Exists(Path.Combine(run, "model.onnx.candidate")); i++)
            await Task.Delay(50);
        Assert.True(File.Exists(Path.Combine(run, "model.onnx.candidate")), "the export is under way");
        for (var i = 0; i < 2; i++)
        {
            Process.Start("kill", ["-INT", FormattableString.Invariant($"{process.Id}")]).WaitForExit();
            if (i == 0)
                Assert.Equal("hep: ending after this batch; once more to end at once", await process.StandardError.ReadLineAsync());
        }

        await process.WaitForExitAsync();
        await output;
        Assert.Equal(ExitCode.Interrupted, process.ExitCode);
        Assert.DoesNotContain(Directory.EnumerateFiles(run), file => file.Contains("model.onnx", StringComparison.Ordinal) || file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void Runs_are_listed_filtered_and_compared_and_a_broken_one_is_no_error()
    {
        var other = study.CopyOfRun("runs/other");
        study.CopyOfRun("runs/same");
        Directory.CreateDirectory(study.Path("runs/broken"));
        File.WriteAllText(study.Path("runs/broken/card.yaml"), "data: [");
        File.WriteAllText(Path.Combine(other, "card.yaml"), File.ReadAllText(Path.Combine(other, "card.yaml")).Replace("learning_rate: 0.001", "learning_rate: 0.5", StringComparison.Ordinal));
        var auc = MetricsTree.Load(Path.Combine(other, "metrics.json")).Figure("test.auc").ToString();
        var (code, output, error) = HepProgram.Run("runs", study.Path("runs"), "--sort", "run.name", "--show", "training.learning_rate");
        Assert.Equal(ExitCode.Ok, code);
        Assert.Matches(@"^Run +State +Started \(UTC\) +Card +Seed +Epochs +Validation loss +Test AUC +training.learning_rate\nbroken +broken\n", output);
        Assert.Matches($@"\nother +complete +[\d-]+ [\d:]+ +card +1 +2 +0\.\d{{5}} +{auc} +0\.5\nsame +complete ", output);
        Assert.Contains("broken (broken): ", error, StringComparison.Ordinal);
        Assert.EndsWith($"3 of 3 runs in {study.Path("runs")}\n", error, StringComparison.Ordinal);

        var csv = HepProgram.Do("runs", study.Path("runs"), "--where", "training.learning_rate < 0.1", "--csv", "-q").Split('\n');
        Assert.Equal("run.name,run.state,run.started,run.card,training.seed,run.epochs,run.best_epoch,run.best_validation_loss,test.auc.value,test.auc.error", csv[0]);
        Assert.StartsWith("same,complete,", csv[1], StringComparison.Ordinal);
        Assert.Equal(3, csv.Length);

        var compared = HepProgram.Do("runs", study.Path("runs"), "--compare", "same", "other");
        Assert.Matches(@"^Differs +same +other\ntraining.learning_rate +0.001 +0.5\n\nFigure +same +other\ntest.auc ", compared);
        Assert.Matches(@"(?m)^test\.auc\.value,([\d.]+),\1$", HepProgram.Do("runs", study.Path("runs"), "--compare", "same", "other", "--csv"));
        Assert.Equal(
            (ExitCode.BadInput, "", "hep: --where: column 1: found the unknown column 'test.acu'; did you mean 'test.auc'?\n  test.acu > 0\n  ^\n"),
            HepProgram.Run("runs", study.Path("runs"), "--where", "test.acu > 0"));
        Assert.Equal(ExitCode.BadInput, HepProgram.Run("runs", study.Path("nowhere")).Code);
    }

    [Fact]
    public void Training_can_begin_with_the_weights_of_a_run()
    {
        var best = Path.Combine(study.Run, "best.safetensors");
        HepProgram.Do("train", study.Card, "--out", folder.File("on"), "--set", $"model.from={best}");
        HepProgram.Do("train", study.Card, "--out", folder.File("anew"));
        var (on, anew) = (RunFacts.Load(folder.File("on/run.json")), RunFacts.Load(folder.File("anew/run.json")));
        Assert.Equal((best, InputFingerprint.Sha256(best)), (on.InitialWeights, on.InitialWeightsSha256));
        Assert.Null(anew.InitialWeights);
        Assert.Empty(on.Warnings);
        double FirstLoss(string run) => CsvColumns.Read(folder.File($"{run}/history.csv"), ["train_loss"]).Numbers("train_loss")[0];
        Assert.True(FirstLoss("on") < FirstLoss("anew"));

        // The card in the folder says it, and evaluating does not need the file.
        Assert.Contains($"from: {best}", File.ReadAllText(folder.File("on/card.yaml")), StringComparison.Ordinal);
        var (code, _, error) = HepProgram.Run("train", study.Card, "--out", folder.File("wrong"), "--set", $"model.from={best}", "--set", "model.hidden=[5]");
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("network.layers.0.weight: found F32 [4, 2], expected F32 [5, 2]", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("wrong")));
        Assert.Equal(ExitCode.BadInput, HepProgram.Run("train", study.Card, "--out", folder.File("none"), "--set", "model.from=none.safetensors").Code);
    }

    [Fact]
    public void An_evaluation_that_fails_leaves_no_folder()
    {
        var run = study.CopyOfRun("half");
        File.Delete(Path.Combine(run, "predictions.csv"));
        Assert.Equal(ExitCode.BadInput, HepProgram.Run("evaluate", run, "--out", folder.File("new/evaluated")).Code);
        Assert.False(Directory.Exists(folder.File("new")));
    }

    [Fact]
    public async Task Ctrl_C_in_an_evaluation_leaves_no_folder()
    {
        var run = study.CopyOfRun("slow");
        var card = Path.Combine(run, "card.yaml");
        File.WriteAllText(card, File.ReadAllText(card).Replace("bootstrap_replicas: 200", "bootstrap_replicas: 10000", StringComparison.Ordinal));
        using var process = HepProgram.Start("evaluate", run, "--out", folder.File("evaluated"));
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        for (var i = 0; i < 1200 && !Directory.Exists(folder.File("evaluated")); i++)
            await Task.Delay(50);
        Process.Start("kill", ["-INT", FormattableString.Invariant($"{process.Id}")]).WaitForExit();
        await process.WaitForExitAsync();
        Assert.Equal((ExitCode.Interrupted, ""), (process.ExitCode, await output));
        Assert.EndsWith("hep: interrupted\n", await error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("evaluated")));
    }

    [SkippableFact]
    public void Real_events_train_to_a_useful_classifier()
    {
        var data = Repository.SharedData("higgsml/atlas-higgs-challenge-2014-v2.first15000.csv.gz");
        HepProgram.Do("train", Repository.PathOf("configs/higgs.yaml"), "--data", data, "--out", folder.File("run"),
            "--set", "training.epochs=3", "--set", "training.threads=1", "--set", "export.latency_calls=100");
        Assert.True(MetricsTree.Load(folder.File("run/metrics.json")).Number("test.auc.value") > 0.85);
    }
}
