using Hep.Data;
using Hep.Tests.Support;
using Hep.Training.Progress;
using Hep.Training.Studies;
using Xunit;

namespace Hep.Tests.Training.Parameters;

/// <summary>What a study draws and says of its networks: which points each was trained at, what the errors are, and the first network's output.</summary>
[Collection(nameof(LibTorchState))]
public sealed class StudyFiguresTests : IDisposable
{
    private const string Study = """
        study:
          seeds: [3]
          bootstrap_replicas: 20
          networks:
            told: none
            whole: {set: {data.hold_out: none}}
            dedicated: {for_each: theta, set: {model.conditioning: none, data.hold_out: none, data.train_on: "{theta: [{value}]}"}}
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_network_has_its_own_points_held_out()
    {
        var study = Run(Study);
        foreach (var (figure, series, held) in new[]
        {
            ("auc_against_theta", "told", "0"), ("auc_against_theta", "whole", ""), ("auc_against_theta", "dedicated", ""), ("significance_against_theta", "told", "0"), ("significance_against_theta", "whole", ""),
        })
        {
            var numbers = CsvColumns.Read(Path.Combine(study.Plots, figure + ".csv"), ["theta", "held_out"], ["series"]);
            int[] rows = [.. Enumerable.Range(0, numbers.Count).Where(row => numbers.Texts("series")[row] == series)];
            Assert.Equal([-1.0, 0.0, 1.0], rows.Select(row => numbers.Numbers("theta")[row]));
            Assert.Equal(held, string.Join(' ', rows.Where(row => numbers.Numbers("held_out")[row] == 1).Select(row => numbers.Numbers("theta")[row])));
        }

        var report = File.ReadAllText(study.Report);
        Assert.Contains("theta = 0 (held out of told)", report, StringComparison.Ordinal);
        Assert.DoesNotContain("theta = 1 (held out", report, StringComparison.Ordinal);
        Assert.Equal(["roc_theta_0.svg"], Directory.EnumerateFiles(study.Plots, "roc_*.svg").Select(Path.GetFileName));

        // One seed has no spread, and nobody is told that the errors hold one.
        Assert.Contains("One seed: the errors are those of the test events alone, from 20 bootstrap replicas", report, StringComparison.Ordinal);
        Assert.DoesNotContain("spread", report, StringComparison.Ordinal);
        Assert.DoesNotContain("over the seeds", report, StringComparison.Ordinal);

        // The output against the parameter is that of the first network's first seed.
        Assert.Contains("told, seed 3: Output of the network against the value that it is told", report, StringComparison.Ordinal);
        foreach (var ending in new[] { "png", "svg", "pdf", "csv" })
        {
            Assert.Equal(
                File.ReadAllBytes(Path.Combine(study.Run("told", null, 3), "plots", $"response_to_parameter.{ending}")), File.ReadAllBytes(Path.Combine(study.Plots, $"response_to_parameter.{ending}")));
        }
    }

    [Fact]
    public void Two_seeds_have_a_spread_and_a_network_that_is_told_nothing_no_output_against_it()
    {
        var study = Run("study: {seeds: [3, 4], bootstrap_replicas: 20, networks: {untold: {set: {model.conditioning: none}}}}");
        var report = File.ReadAllText(study.Report);
        Assert.Contains("Means over 2 seeds; the errors hold the spread of the seeds", report, StringComparison.Ordinal);
        Assert.Contains("theta = 0 (held out)", report, StringComparison.Ordinal);
        Assert.DoesNotContain("One seed", report, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(study.Plots, "response_*"));
    }

    private StudyFolder Run(string study)
    {
        ParameterFiles.WriteStudy(folder, study, "{theta: [0]}");
        return StudyRun.Execute(new(folder.File("card.yaml")) { Out = folder.File("study") }, SilentProgress.Instance).Folder;
    }
}
