using Hep.Evaluation;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Progress;
using Hep.Training.Studies;
using Xunit;

namespace Hep.Tests.Training.Parameters;

/// <summary>A study of several networks and seeds: what it trains, that it goes on, and that its numbers are those of its runs.</summary>
[Collection(nameof(LibTorchState))]
public sealed class StudyRunTests : IDisposable
{
    private const string Study = """
        study:
          seeds: [3, 4]
          bootstrap_replicas: 50
          networks:
            told: none
            untold: {set: {model.conditioning: none}}
            dedicated: {for_each: theta, set: {model.conditioning: none, data.hold_out: none, data.train_on: "{theta: [{value}]}", training.epochs: "1"}}
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_trains_each_network_with_each_seed_once_and_compares_them_on_the_same_events()
    {
        var outcome = Run();
        Assert.Equal(
            ["dedicated/theta_-0p5", "dedicated/theta_-1", "dedicated/theta_-1p5", "dedicated/theta_-2", "dedicated/theta_0", "dedicated/theta_0p5", "dedicated/theta_1", "dedicated/theta_1p5", "dedicated/theta_2", "told", "untold"],
            Directory.EnumerateFiles(Path.Combine(outcome.Folder.FullPath, "networks"), "metrics.json", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Path.Combine(outcome.Folder.FullPath, "networks"), Path.GetDirectoryName(Path.GetDirectoryName(file))!)).Distinct().Order(StringComparer.Ordinal));
        var comparison = outcome.Comparison!;
        Assert.Equal(["told", "untold", "told_less_untold", "dedicated", "told_less_dedicated"], comparison.Keys());
        foreach (var (network, point, runs) in new[] { ("told", "theta_1p5", "told"), ("untold", "theta_0", "untold"), ("dedicated", "theta_1p5", "dedicated/theta_1p5") })
        {
            double[] areas = [.. new[] { 3, 4 }.Select(seed => MetricsTree.Load(Path.Combine(outcome.Folder.FullPath, "networks", runs, $"seed-{seed}", "metrics.json")).Number($"test.at.{point}.auc.value"))];
            Assert.Equal(areas.Average(), comparison.Number($"{network}.at.{point}.auc.value"), 12);
        }

        Assert.NotEqual(comparison.Number("told.at.theta_1.auc_by_seed.3.value"), comparison.Number("told.at.theta_1.auc_by_seed.4.value"));
        Assert.Equal(
            comparison.Number("told.at.theta_1.auc.value") - comparison.Number("untold.at.theta_1.auc.value"), comparison.Number("told_less_untold.at.theta_1.auc.value"), 12);
        Assert.True(comparison.Number("told_less_untold.at.theta_1p5.deviations") > 3);
        foreach (var file in new[] { "auc_against_theta", "auc_less_untold", "auc_less_dedicated", "significance_against_theta", "roc_theta_-0p5", "roc_theta_1p5" })
            Assert.True(File.Exists(Path.Combine(outcome.Folder.Plots, file + ".svg")), file);

        // Asked for again it trains nothing, and comes to the same; a run that is gone is made again.
        var written = Written(outcome);
        var text = File.ReadAllText(outcome.Folder.Metrics);
        Directory.Delete(outcome.Folder.Run("untold", null, 4), recursive: true);
        var again = Run();
        Assert.Equal(text, File.ReadAllText(again.Folder.Metrics));
        Assert.Equal(written.Where(pair => !pair.Key.Contains("untold/seed-4", StringComparison.Ordinal)), Written(again).Where(pair => !pair.Key.Contains("untold/seed-4", StringComparison.Ordinal)));
        Assert.Equal(written.Keys, Written(again).Keys);
    }

    [Fact]
    public void A_study_that_is_stopped_goes_on()
    {
        var progress = new RecordedProgress { StopAtNote = "training 2 of 22: told, seed 4" };
        var outcome = StudyRun.Execute(Request(), progress, progress.Stop);
        Assert.Equal(StopReason.Interrupted, outcome.Stopped);
        Assert.Null(outcome.Comparison);
        Assert.False(Directory.Exists(outcome.Folder.Run("untold", null, 3)));
        Assert.NotNull(Run().Comparison);
    }

    [Fact]
    public void Another_card_in_the_same_folder_is_refused()
    {
        var progress = new RecordedProgress { StopAtNote = "training 1 of 4 and more: told, seed 3" };
        _ = StudyRun.Execute(Request(), progress, progress.Stop);
        var error = Assert.Throws<InvalidDataException>(() => StudyRun.Execute(Request() with { Overrides = ["training.epochs=4"] }, SilentProgress.Instance));
        Assert.Equal($"{folder.File("study")}: holds a study of another card, which differs in training.epochs; give another folder with --out, or the same card", error.Message);
        File.WriteAllText(folder.File("notes.txt"), "mine");
        error = Assert.Throws<InvalidDataException>(() => StudyRun.Execute(Request() with { Out = folder.Path }, SilentProgress.Instance));
        Assert.Equal($"{folder.Path}: found something that is no study, expected a new folder, or that of a study to go on with; give another one with --out", error.Message);
    }

    [Theory]
    [InlineData("study: {networks: {}}", "study.networks: found 0 networks, expected 1 to 50")]
    [InlineData("study: {seeds: [1, 1], networks: {a: none}}", "study.seeds: found a seed twice, expected different ones")]
    [InlineData("study: {networks: {a: {for_each: mass}}}", "study.networks.a.for_each: found mass, expected a parameter of data.parameters")]
    [InlineData("study: {networks: {a b: none}}", "study.networks.a b: found a name with other characters than letters, digits, _ and -, expected one that can stand in names of folders")]
    [InlineData("study: {networks: {a: {set: {training.epoch: 3}}}}", "study.networks.a.set.training.epoch: training.epoch: found an unknown key")]
    [InlineData("", "found no section study, expected one with the networks that are compared")]
    public void A_study_that_makes_no_sense_is_refused_before_a_training(string study, string message)
    {
        var error = Assert.Throws<InvalidDataException>(() => StudyRun.Execute(Request(study), SilentProgress.Instance));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("study")));
    }

    private static SortedDictionary<string, DateTime> Written(StudyOutcome outcome) => new(
        Directory.EnumerateFiles(Path.Combine(outcome.Folder.FullPath, "networks"), "best.safetensors", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc), StringComparer.Ordinal);

    private StudyOutcome Run() => StudyRun.Execute(Request(), SilentProgress.Instance);

    private StudyRequest Request(string study = Study)
    {
        File.WriteAllText(folder.File("masses.yaml"), ParameterStudies.Card(events: 3000, epochs: 3, more: study));
        return new(folder.File("masses.yaml")) { Out = folder.File("study") };
    }
}
