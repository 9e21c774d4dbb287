using Hep.Tests.Support;
using Hep.Training.Progress;
using Hep.Training.Studies;
using Xunit;

namespace Hep.Tests.Training.Parameters;

/// <summary>What cannot come to a comparison is refused as soon as it can be known, and not after the trainings.</summary>
[Collection(nameof(LibTorchState))]
public sealed class StudyRefusalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(60, "60")]
    [InlineData(600, "600")]
    [InlineData(1001, "too many")]
    public void A_network_for_each_of_too_many_values_is_refused_after_the_first_training(int values, string found)
    {
        ParameterFiles.Write(folder.File("events.csv"), 2 * values < 1200 ? 1200 : 2 * values, ["theta"], i => [(i % values) / (double)values]);
        File.WriteAllText(folder.File("card.yaml"), ParameterFiles.Card("{theta: {spectrum: sample}}", more: Study("dedicated: {for_each: theta, set: {model.conditioning: none, data.train_on: \"{theta: [{value}]}\"}}")));
        Assert.Equal(
            $"study.networks.dedicated.for_each: found {found} points of data.parameters, expected at most 50, which are tested one by one; leave the network out, or take a sample with fewer",
            Refused());
        Assert.Equal(["told/seed-3"], Trained());
    }

    [Fact]
    public void A_value_that_stays_held_out_where_a_network_is_dedicated_to_it_is_refused_before_the_first_training()
    {
        ParameterFiles.WriteStudy(folder, Study("dedicated: {for_each: theta, set: {model.conditioning: none, data.train_on: \"{theta: [{value}]}\"}}"), "{theta: [0]}");
        Assert.Contains("data.hold_out.theta: found 0, which is also in data.train_on, expected it in one of them", Refused(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("study")));
    }

    [Fact]
    public void A_setting_that_some_value_does_not_fit_is_refused_after_the_first_training()
    {
        ParameterFiles.WriteStudy(folder, Study("dedicated: {for_each: theta, set: {training.epochs: \"{value}\"}}"));
        Assert.Contains("training.epochs: found -1, expected ", Refused(), StringComparison.Ordinal);
        Assert.Equal(["told/seed-3"], Trained());
    }

    [Fact]
    public void Networks_for_each_value_alone_are_refused_before_the_first_training()
    {
        ParameterFiles.WriteStudy(folder, "study: {networks: {dedicated: {for_each: theta}}}");
        Assert.Equal("study.networks: found networks for each value of a parameter alone, expected also one that is trained on all of them", Refused());
        Assert.False(Directory.Exists(folder.File("study")));
    }

    [Fact]
    public void A_study_does_not_go_on_with_other_events()
    {
        ParameterFiles.WriteStudy(folder, "study: {seeds: [3, 4], bootstrap_replicas: 20, networks: {told: none, untold: {set: {model.conditioning: none}}}}");
        var progress = new RecordedProgress { StopAtNote = "training 2 of 4: told, seed 4" };
        Assert.Null(StudyRun.Execute(Request, progress, progress.Stop).Comparison);
        File.AppendAllText(folder.File("events.csv"), "2000,0.5,0,1,signal\n");
        var runs = folder.File("study/networks/told");
        Assert.Equal(
            $"{runs}/seed-3 and {runs}/seed-4: found trainings of one study on different events ({folder.File("events.csv")}), expected the same ones; bring the files of one of them back and remove the folder of the other, or begin a new study with --out",
            Refused());
        Assert.Equal(["told/seed-3", "told/seed-4"], Trained());

        // As it says.
        ParameterFiles.Write(folder.File("events.csv"), 1200, ["theta"], i => [(i % 3) - 1]);
        Directory.Delete(folder.File("study/networks/told/seed-4"), recursive: true);
        Assert.NotNull(StudyRun.Execute(Request, SilentProgress.Instance).Comparison);
    }

    [Fact]
    public void A_network_may_have_a_file_of_its_own()
    {
        ParameterFiles.WriteStudy(folder, "study: {seeds: [3], bootstrap_replicas: 20, networks: {told: none, other: {set: {data.source: FILE}}}}".Replace("FILE", folder.File("other.csv"), StringComparison.Ordinal));
        File.WriteAllText(folder.File("other.csv"), File.ReadAllText(folder.File("events.csv")) + "\n");
        Assert.NotNull(StudyRun.Execute(Request, SilentProgress.Instance).Comparison);
    }

    private static string Study(string network) => $$"""
        study:
          seeds: [3, 4]
          networks:
            told: none
            {{network}}
        """;

    private StudyRequest Request => new(folder.File("card.yaml")) { Out = folder.File("study") };

    private string Refused() => Assert.Throws<InvalidDataException>(() => StudyRun.Execute(Request, SilentProgress.Instance)).Message;

    private IEnumerable<string> Trained() => Directory.EnumerateFiles(folder.File("study/networks"), "metrics.json", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder.File("study/networks"), Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal);
}
