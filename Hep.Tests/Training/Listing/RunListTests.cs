using System.Globalization;
using Hep.Tests.Support;
using Hep.Training.Listing;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Listing;

/// <summary>Lists of run folders, whole and broken, that are written by hand.</summary>
public sealed class RunListTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public RunListTests()
    {
        Write("b", seed: 1, auc: 0.91, hidden: "[64, 64]", hour: 2, end: "complete");
        Write("a", seed: 2, auc: 0.89, hidden: "[32]", hour: 1, end: "complete");
        Write("scan/c", seed: 10, auc: null, hidden: "[32]", hour: 3, end: "failed\",\"text\":\"epoch 1: the loss is NaN");
        Write("scan/d", seed: 4, auc: null, hidden: "[32]", hour: 4, end: null);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Runs_are_found_below_a_folder_the_oldest_first_each_with_its_state()
    {
        Directory.CreateDirectory(folder.File("evaluated"));
        File.WriteAllText(folder.File("evaluated/metrics.json"), "{}");
        Directory.CreateDirectory(folder.File(".hidden/run"));
        File.WriteAllText(folder.File(".hidden/run/card.yaml"), "");
        var runs = RunList.Read(folder.Path);
        Assert.Equal(
            [("a", RunState.Complete, null), ("b", RunState.Complete, null), ("scan/c", RunState.Failed, "epoch 1: the loss is NaN"), ("scan/d", RunState.Interrupted, (string?)null)],
            runs.Select(run => (run.Name, run.State, run.Why)));
        Assert.Equal((0.91, 0.01), (runs[1].TestAuc!.Value.Value, runs[1].TestAuc!.Value.Error));
        Assert.Null(runs[2].TestAuc);
        Assert.Equal(new DateTime(2026, 1, 1, 2, 0, 0, DateTimeKind.Utc), runs[1].Started);
        Assert.Equal(("2", 0.5), (runs[1].Text("run.epochs"), runs[1].Number("run.best_validation_loss")));
        Assert.Equal("b", Assert.Single(RunList.Read(folder.File("b"))).Name);
        Assert.Throws<DirectoryNotFoundException>(() => RunList.Read(folder.File("nowhere")));
    }

    [Fact]
    public void A_run_that_is_being_written_is_running_and_one_without_a_log_is_judged_by_its_files()
    {
        using (RunFolder.Create(folder.File("now")))
            Assert.Equal(RunState.Running, RunList.Read(folder.Path, "now").State);
        Directory.CreateDirectory(folder.File("a/checkpoints"));
        foreach (var left in new[] { ".lock", ".pid" })
            File.WriteAllText(folder.File($"a/checkpoints/{left}"), "1");
        Assert.Equal(RunState.Complete, RunList.Read(folder.Path, "a").State);
        File.Delete(folder.File("a/log.jsonl"));
        Assert.Equal(RunState.Complete, RunList.Read(folder.Path, "a").State);
        File.Delete(folder.File("a/metrics.json"));
        Assert.Equal(RunState.Interrupted, RunList.Read(folder.Path, "a").State);
    }

    [Theory]
    [InlineData("card.yaml", null, "it has no card.yaml")]
    [InlineData("card.yaml", "data: [", "card.yaml")]
    [InlineData("run.json", "{", "not the facts of a run")]
    [InlineData("metrics.json", "{\"test\": 3,", "not valid JSON")]
    [InlineData("history.csv", "epoch,train_loss\n1,2\n", "validation_loss")]
    public void A_broken_folder_is_listed_with_what_is_broken_and_the_others_are_there(string file, string? content, string why)
    {
        if (content is null)
            File.Delete(folder.File($"b/{file}"));
        else
            File.WriteAllText(folder.File($"b/{file}"), content);
        var runs = RunList.Read(folder.Path);
        var broken = Assert.Single(runs, run => run.State == RunState.Broken);
        Assert.Equal(("b", 4), (broken.Name, runs.Count));
        Assert.Contains(why, broken.Why, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => RunList.Read(folder.Path, "b"));
    }

    [Theory]
    [InlineData("test.auc.value > 0.9 && training.seed == 1", "b")]
    [InlineData("test.auc > 0.8", "a b")]
    [InlineData("test.auc < 0.9 || test.auc >= 0.9", "a b")]
    [InlineData("run.state == 'failed'", "scan/c")]
    [InlineData("model.hidden != '[32]' or training.seed >= 10", "b scan/c")]
    [InlineData("missing(test.auc)", "scan/c scan/d")]
    [InlineData("training.seed > 100", "")]
    [InlineData("run.card != 'higgs'", "b scan/c")]
    [InlineData("not (run.card == 'higgs')", "b scan/c")]
    [InlineData("run.card != 'higgs' or training.seed == 4", "b scan/c scan/d")]
    [InlineData("run.is_modified == 'true'", "b")]
    [InlineData("run.is_modified != 'true'", "a scan/c")]
    public void A_condition_chooses_runs(string condition, string expected) =>
        Assert.Equal(expected, string.Join(' ', RunSelection.Where(RunList.Read(folder.Path), condition).Select(run => run.Name)));

    [Theory]
    [InlineData("test.acu > 0.9", "found the unknown column 'test.acu'; did you mean 'test.auc'?")]
    [InlineData("test.auc", "found a number, expected a truth")]
    [InlineData("test.auc >", "found the end")]
    public void A_wrong_condition_says_where(string condition, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => RunSelection.Where(RunList.Read(folder.Path), condition)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("training.seed", false, "b a scan/d scan/c")]
    [InlineData("training.seed", true, "scan/c scan/d a b")]
    [InlineData("test.auc", true, "b a scan/c scan/d")]
    [InlineData("test.auc", false, "a b scan/c scan/d")]
    [InlineData("run.name", true, "scan/d scan/c b a")]
    public void Runs_are_sorted_by_number_or_text_those_without_a_value_last(string key, bool descending, string expected) =>
        Assert.Equal(expected, string.Join(' ', RunSelection.Sort(RunList.Read(folder.Path), key, descending).Select(run => run.Name)));

    [Fact]
    public void An_unknown_value_names_the_nearest() =>
        Assert.Equal(
            "found the unknown value training.sede, expected the path of one in the card, the metrics or the facts (run.) of a run; nearest names: 'training.seed'",
            Assert.Throws<InvalidDataException>(() => RunSelection.Sort(RunList.Read(folder.Path), "training.sede")).Message);

    [Fact]
    public void A_comparison_has_what_differs_and_the_figures_of_all()
    {
        var runs = new[] { RunList.Read(folder.Path, "a"), RunList.Read(folder.Path, folder.File("b")) };
        Assert.Equal(["model.hidden", "training.seed", "run.is_modified"], RunDifferences.Settings(runs));
        Assert.Equal(["test.auc", "train.auc"], RunDifferences.Figures(runs));
        Assert.Equal(["0.890 ± 0.010", "0.910 ± 0.010"], runs.Select(run => run.Show("test.auc")));
        Assert.Equal("", RunList.Read(folder.Path, "scan/c").Show("test.auc"));
    }

    private void Write(string name, int seed, double? auc, string hidden, int hour, string? end)
    {
        Directory.CreateDirectory(folder.File(name));
        void File(string file, string text) => System.IO.File.WriteAllText(folder.File($"{name}/{file}"), text);
        File("card.yaml", $"model:\n  name: mlp\n  hidden: {hidden}\ntraining:\n  seed: {seed}\n");
        new RunFacts
        {
            Id = name,
            Version = "0.1.0",
            Commit = "unknown",
            Seed = seed,
            Input = "higgs",
            Started = new DateTime(2026, 1, 1, hour, 0, 0, DateTimeKind.Utc),
            Machine = "machine",
            Device = "cpu",
            Events = new Dictionary<string, int>(),
            Parameters = 3,
            Card = name switch { "a" => "higgs", "scan/d" => null, _ => "toy" },
            IsModified = name == "scan/d" ? null : name == "b",
            Stopped = "AllEpochs",
        }.Save(folder.File($"{name}/run.json"));
        File("history.csv", "epoch,train_loss,validation_loss,learning_rate,is_best\n1,0.7,0.5,0.001,1\n2,0.6,0.55,0.001,0\n");
        File("log.jsonl", """{"time":"2026-01-01T00:00:00Z","kind":"stage","stage":"reading"}""" + "\n" + (end is null ? "" : $$"""{"time":"2026-01-01T00:00:00Z","kind":"end","state":"{{end}}"}""" + "\n"));
        if (auc is { } value)
            File("metrics.json", string.Create(CultureInfo.InvariantCulture, $$$"""{"train": {"auc": {"value": 0.95, "error": 0.002}}, "test": {"auc": {"value": {{{value}}}, "error": 0.01}, "threshold": null}}"""));
    }
}
