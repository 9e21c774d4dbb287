using Hep.Training.Cards;
using Hep.Training.Checkpoints;

namespace Hep.Training.Runs;

/// <summary>What a run has left in its folder to go on from.</summary>
internal sealed class ResumedRun
{
    /// <summary>What is said of a run that was interrupted in its first epoch, for as long as it has not gone on.</summary>
    public const string HardlyTrained = "the training was interrupted before the first epoch was complete: the model is hardly trained";

    private ResumedRun(IRunCard card, TrainingState? state, RunFacts? facts, IReadOnlyList<string> warnings)
    {
        Card = card;
        State = state;
        Facts = facts;
        Warnings = warnings;
    }

    /// <summary>The card as it was given.</summary>
    public IRunCard Card { get; }

    /// <summary>The training at its last checkpoint; null: it had not begun.</summary>
    public TrainingState? State { get; }

    /// <summary>What was known of the run; null: it had not read its events.</summary>
    public RunFacts? Facts { get; }

    /// <summary>What the user should know.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Whether there is nothing left to do.</summary>
    public bool IsComplete => Facts is { Finished: not null } && Facts.Stopped != nameof(StopReason.Interrupted);

    /// <summary>Looks at a run folder.</summary>
    /// <param name="folder">The folder, claimed.</param>
    /// <param name="given">A card that should be the run's; null: none was given.</param>
    /// <param name="name">Its file.</param>
    /// <exception cref="InvalidDataException">The cards differ, no checkpoint can be used, or it is of another version.</exception>
    public static ResumedRun Find(RunFolder folder, IRunCard? given, string? name)
    {
        var card = RunCards.Load(folder.GivenCard);
        if (given is not null)
            RequireSame(card, given, $"{name}: found another card than that of the run in {folder.FullPath}", "give the same card, or none, or begin a new run with --out");
        var facts = File.Exists(folder.Facts) ? RunFacts.Load(folder.Facts) : null;
        if (facts is not null && facts.Version != Provenance.Version)
            throw new InvalidDataException($"{folder.Facts}: found a run that was begun with Hep {facts.Version}, expected {Provenance.Version}, which is this one; resume it with that version, or begin a new run with --out");
        var warnings = new List<string>();
        var state = new CheckpointFolder(folder.Checkpoints, card.Training.Checkpoint.Keep).Latest(warnings.Add);
        if (File.Exists(folder.Card) && RunCards.Load(folder.Card) is var written && !written.Equals(card))
            RequireSame(state is null ? card : RunModels.CardOf(TrainingCheckpoints.OfRun(state), folder.Checkpoints), written, $"{folder.Card}: found another card than that with which the run was begun", "undo the change, or begin a new run with this card and --out");
        return new ResumedRun(card, state, facts, warnings);
    }

    /// <summary>Checks that the events are those with which the run was begun.</summary>
    /// <param name="data">What was read now.</param>
    /// <param name="further">What is read besides.</param>
    /// <exception cref="InvalidDataException">A file has changed.</exception>
    public void RequireSameInput(StudyData data, FurtherFiles further)
    {
        if (Facts is null)
            return;
        var known = new FurtherFiles(Facts.ShiftedSha256, Facts.Measured?.Files);
        RequireSame([.. FilesOf(Facts.Input, Facts.InputSha256, Facts.InputFiles), .. known.KnownTo(further)], [.. FilesOf(data.Origin, data.Sha256, data.Files), .. further.KnownTo(known)]);
    }

    /// <summary>Checks that files are those with which the run was begun.</summary>
    /// <param name="expected">Their hashes when it was begun.</param>
    /// <param name="found">Their hashes now.</param>
    /// <exception cref="InvalidDataException">A file has changed.</exception>
    internal static void RequireSame(IReadOnlyList<(string Name, string Sha256)> expected, IReadOnlyList<(string Name, string Sha256)> found)
    {
        var (before, now) = (ByName(expected), ByName(found));
        string[] changed = [.. before.Keys.Union(now.Keys, StringComparer.Ordinal).Where(path => before.GetValueOrDefault(path) != now.GetValueOrDefault(path))];
        if (changed.Length > 0)
        {
            throw new InvalidDataException(
                $"the input has changed since the run was begun; bring the files back, or begin a new run with --out\n{string.Join('\n', changed.Select(path => $"  {path}: found SHA-256 {now.GetValueOrDefault(path, "of no such file")}, expected {before.GetValueOrDefault(path, "no such file")}"))}");
        }
    }

    /// <summary>
    /// The facts of the run as it goes on. What it was begun with stays; a warning says what has changed since, and those of before, of its first weights
    /// say, stay too.
    /// </summary>
    /// <param name="now">The facts of this process.</param>
    public RunFacts Continue(RunFacts now) => State is null || Facts is null
        ? now with { Warnings = [.. Warnings, .. now.Warnings] }
        : now with
        {
            Commit = Facts.Commit,
            IsModified = Facts.IsModified,
            Versions = Facts.Versions,
            Device = Facts.Device,
            InitialWeights = Facts.InitialWeights,
            InitialWeightsSha256 = Facts.InitialWeightsSha256,
            Warnings = [.. Warnings.Concat(Changes(Facts, now)).Concat(Facts.Warnings).Concat(now.Warnings).Where(warning => warning != HardlyTrained).Distinct(StringComparer.Ordinal)],
        };

    private static IEnumerable<string> Changes(RunFacts before, RunFacts now)
    {
        string[] changes =
        [
            .. Circumstances(before).Zip(Circumstances(now))
                .Where(pair => pair.First.Value != pair.Second.Value)
                .Select(pair => $"{pair.First.What} {pair.Second.Value} (begun with {pair.First.Value})"),
        ];
        return changes.Length == 0 ? [] : [$"the run was resumed with {string.Join(", ", changes)}: it may not end in the same bits as a run that was never stopped"];
    }

    private static (string What, string Value)[] Circumstances(RunFacts facts) =>
        [("commit", facts.CommitInWords), ("libtorch", facts.Versions?.GetValueOrDefault("libtorch") ?? "unknown"), ("device", facts.Device)];

    private static void RequireSame(IRunCard expected, IRunCard found, string problem, string remedy)
    {
        var differences = CardDifferences.Between(found, expected);
        if (differences.Count > 0)
            throw new InvalidDataException($"{problem}; {remedy}\n{string.Join('\n', differences.Select(pair => $"  {pair.Key}: found {pair.First}, expected {pair.Second}"))}");
    }

    // A file may be read twice: as measured events, and as something else.
    private static Dictionary<string, string> ByName(IEnumerable<(string Name, string Sha256)> files) =>
        files.DistinctBy(file => file.Name, StringComparer.Ordinal).ToDictionary(file => file.Name, file => file.Sha256, StringComparer.Ordinal);

    private static IEnumerable<(string Name, string Sha256)> FilesOf(string origin, string? single, IReadOnlyList<InputFileFacts>? files) =>
        files?.Select(file => (file.Path, file.Sha256)) ?? (single is null ? [] : [(origin, single)]);
}
