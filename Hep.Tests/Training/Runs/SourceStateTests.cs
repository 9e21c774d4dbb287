using Hep.Tests.Architecture;
using Hep.Tests.Support;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Runs;

public sealed class SourceStateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void A_file_in_a_repository_has_its_commit_and_whether_something_changed()
    {
        Skip.If(Tool.Run("git", "--version").ExitCode != 0, "no git");
        File.WriteAllText(folder.File("card.yaml"), "a: 1");
        Assert.Null(SourceState.Of(folder.File("card.yaml")));
        Git("init", "-q");
        Assert.Null(SourceState.Of(folder.File("card.yaml")));
        Git("add", "card.yaml");
        Git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "first");
        var clean = SourceState.Of(folder.File("card.yaml"))!;
        Assert.Matches("^[0-9a-f]{40}$", clean.Commit);
        Assert.False(clean.IsModified);

        // What is not tracked is none of the run's business, unless it is the card.
        File.WriteAllText(folder.File("notes.txt"), "");
        Assert.Equal(clean, SourceState.Of(folder.File("card.yaml")));
        Assert.Equal(clean with { IsModified = true }, SourceState.Of(folder.File("notes.txt")));
        File.WriteAllText(folder.File("card.yaml"), "a: 2");
        Assert.Equal(clean with { IsModified = true }, SourceState.Of(folder.File("card.yaml")));
    }

    [Fact]
    public void Facts_say_what_made_the_run()
    {
        using var run = Studies.Run(folder, "run", Studies.Card()).Folder;
        var facts = RunFacts.Load(run.Facts);
        Assert.Equal([".NET", "ONNX Runtime", "libtorch"], facts.Versions!.Keys);
        Assert.All(facts.Versions.Values, version => Assert.Matches(@"^\d+\.\d+", version));
        Assert.Equal("run", facts.Card);
        Assert.InRange(facts.PeakMemoryBytes!.Value, 50_000_000, 100_000_000_000);
        Assert.InRange(facts.LoaderWaitSeconds!.Value, 0, facts.TrainingSeconds!.Value);
        Assert.Contains(FormattableString.Invariant($", {Environment.ProcessorCount} cores, "), facts.Machine, StringComparison.Ordinal);
        var words = facts.InWords().ToDictionary(fact => fact.Name, fact => fact.Value, StringComparer.Ordinal);
        Assert.StartsWith($"Hep {facts.Version}, .NET ", words["Versions"], StringComparison.Ordinal);
        Assert.StartsWith("reading ", words["Time by stage"], StringComparison.Ordinal);
        Assert.All(new[] { "Versions", "Time by stage", "Peak memory", "Machine" }, name => Assert.Contains(name, File.ReadAllText(run.Report), StringComparison.Ordinal));
    }

    private void Git(params string[] arguments) => Assert.Equal((0, ""), Tool.Run("git", ["-C", folder.Path, .. arguments]));
}
