using System.Text.Json;
using System.Text.Json.Serialization;
using Hep.Common;
using Hep.Training.Measured;
using Hep.Training.Parameters;

namespace Hep.Training.Runs;

/// <summary>Where a run came from and how it went, as <c>run.json</c> keeps it.</summary>
public sealed record RunFacts
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>A name that no other run has.</summary>
    public required string Id { get; init; }

    /// <summary>The version of Hep.</summary>
    public required string Version { get; init; }

    /// <summary>The commit that Hep was built from; "unknown" outside of a source tree.</summary>
    public required string Commit { get; init; }

    /// <summary>Whether Hep's source tree differed from the commit when it was built; null: not known.</summary>
    public bool? IsModified { get; init; }

    /// <summary>The name of the run card's file, without its ending.</summary>
    public string? Card { get; init; }

    /// <summary>The commit of the repository in which the run card lies; null: it lies in none, or there is no git.</summary>
    public string? CardCommit { get; init; }

    /// <summary>Whether that repository, or the card, differs from the commit; null: there is none.</summary>
    public bool? CardIsModified { get; init; }

    /// <summary>The versions of .NET, libtorch and ONNX Runtime, by name.</summary>
    public IReadOnlyDictionary<string, string>? Versions { get; init; }

    /// <summary>The seed of the training.</summary>
    public required int Seed { get; init; }

    /// <summary>Where the events came from: a file, or a simulation with its seed.</summary>
    public required string Input { get; init; }

    /// <summary>SHA-256 of the input file; null for simulations, and where there are several files.</summary>
    public string? InputSha256 { get; init; }

    /// <summary>The input files where there are several, or processes have names; null: there is one, or none.</summary>
    public IReadOnlyList<InputFileFacts>? InputFiles { get; init; }

    /// <summary>SHA-256 of the files that sources of systematic uncertainty shift, by source and side; null: there are none.</summary>
    public IReadOnlyDictionary<string, string>? ShiftedSha256 { get; init; }

    /// <summary>The measured events that were scored; null: there are none.</summary>
    public MeasuredFacts? Measured { get; init; }

    /// <summary>The file that the network's first weights came from (<c>model.from</c>); null: they were drawn.</summary>
    public string? InitialWeights { get; init; }

    /// <summary>SHA-256 of that file.</summary>
    public string? InitialWeightsSha256 { get; init; }

    /// <summary>When the run began, UTC.</summary>
    public required DateTime Started { get; init; }

    /// <summary>The machine: processor, cores, memory, system.</summary>
    public required string Machine { get; init; }

    /// <summary>When all that the run writes was there, UTC; null: it is under way, or was ended before.</summary>
    public DateTime? Finished { get; init; }

    /// <summary>Where it was trained.</summary>
    public required string Device { get; init; }

    /// <summary>Events of each split.</summary>
    public required IReadOnlyDictionary<string, int> Events { get; init; }

    /// <summary>Which events are in no split, in words; null: none.</summary>
    public string? LeftOut { get; init; }

    /// <summary>The parameters that the network is told; null: none.</summary>
    public IReadOnlyList<ParameterFacts>? Told { get; init; }

    /// <summary>The points of the signal's parameters; null: there are none, or too many to be listed.</summary>
    public IReadOnlyList<PointFacts>? Points { get; init; }

    /// <summary>How many training events were in memory at once; null: all of them.</summary>
    public int? WindowRows { get; init; }

    /// <summary>How many training events the preprocessing was fitted on.</summary>
    public int? FittedOn { get; init; }

    /// <summary>The share of the absolute weight that is negative, of each class in the training split.</summary>
    public IReadOnlyDictionary<string, double>? NegativeWeights { get; init; }

    /// <summary>Weights and biases of the network.</summary>
    public required long Parameters { get; init; }

    /// <summary>How many of them are in frozen layers, which are not trained; null: none.</summary>
    public long? FrozenParameters { get; init; }

    /// <summary>How many threads, and how they were chosen.</summary>
    public string? Threads { get; init; }

    /// <summary>Training events a second.</summary>
    public double? EventsPerSecond { get; init; }

    /// <summary>Wall time of the training, in seconds.</summary>
    public double? TrainingSeconds { get; init; }

    /// <summary>For how much of it the training waited for its checkpoints, in seconds.</summary>
    public double? CheckpointSeconds { get; init; }

    /// <summary>How long the training waited for events, in seconds.</summary>
    public double? LoaderWaitSeconds { get; init; }

    /// <summary>Wall time of each stage that is done, in seconds, in the order of the work.</summary>
    public IReadOnlyDictionary<string, double>? StageSeconds { get; init; }

    /// <summary>The most memory that was resident at once, in bytes.</summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>Why the training ended.</summary>
    public string? Stopped { get; init; }

    /// <summary>The epoch whose model is the best one.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>What was fitted to the logits after the training; null: a run of a version that fitted nothing.</summary>
    public CalibrationFacts? Calibration { get; init; }

    /// <summary>Found tracks a second of one thread, by events and finder (<c>tracks_20 LSTM</c>); null: the run finds none.</summary>
    public IReadOnlyDictionary<string, double>? TracksPerSecond { get; init; }

    /// <summary>The exported file against the trained model.</summary>
    public ExportFacts? Export { get; init; }

    /// <summary>What the user should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The facts by name, in words for people.</summary>
    public IEnumerable<(string Name, string Value)> InWords()
    {
        yield return ("Input", Input);
        if (InputSha256 is { } hash)
            yield return ("Input SHA-256", hash);
        foreach (var file in InputFiles ?? [])
            yield return ($"SHA-256 of {Path.GetFileName(file.Path)}", file.Sha256);
        foreach (var (source, shifted) in ShiftedSha256 ?? new Dictionary<string, string>(StringComparer.Ordinal))
            yield return ($"SHA-256 of {source}", shifted);
        foreach (var file in Measured?.Files ?? [])
            yield return ($"SHA-256 of measured {Path.GetFileName(file.Path)}", file.Sha256);
        if (LeftOut is { } left)
            yield return ("Left out of all splits", left);
        if (InitialWeights is { } weights)
            yield return ("First weights", $"{weights} (SHA-256 {InitialWeightsSha256})");
        yield return ("Commit", CommitInWords);
        if (CardCommit is { } commit)
            yield return ("Commit of the card", commit + Marked(CardIsModified));
        if (Versions is { } versions)
            yield return ("Versions", string.Join(", ", versions.Select(pair => $"{pair.Key} {pair.Value}").Prepend($"Hep {Version}")));
        yield return ("Seed", FormattableString.Invariant($"{Seed}"));
        if (NegativeWeights is { } negative)
            yield return ("Negative weights", string.Join(", ", negative.Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value * 100:0.0}%"))));
        if (WindowRows is { } rows)
            yield return ("Events in memory", FormattableString.Invariant($"{rows:N0} of {Events["train"]:N0} training events at a time, the rest on disk"));
        if (FittedOn is { } fitted && fitted < Events["train"])
            yield return ("Preprocessing", FormattableString.Invariant($"fitted on a sample of {fitted:N0} of {Events["train"]:N0} training events"));
        yield return ("Parameters", FormattableString.Invariant($"{Parameters:N0}{(FrozenParameters is { } frozen ? FormattableString.Invariant($", {frozen:N0} of them frozen") : "")}"));
        yield return ("Machine", Machine);
        yield return ("Device", Device);
        if (Threads is { } threads)
            yield return ("Threads", threads);
        if (EventsPerSecond is { } rate)
            yield return ("Training speed", FormattableString.Invariant($"{rate:N0} events/s"));
        if (TrainingSeconds is { } seconds)
            yield return ("Training time", FormattableString.Invariant($"{seconds:F1} s"));
        if (StageSeconds is { Count: > 0 } stages)
            yield return ("Time by stage", string.Join(", ", stages.Select(stage => FormattableString.Invariant($"{stage.Key} {stage.Value:F1} s"))));
        if (PeakMemoryBytes is { } peak)
            yield return ("Peak memory", FormattableString.Invariant($"{peak / 1e6:N0} MB"));
        if (Stopped is { } stopped)
            yield return ("Ended because", Ending(stopped));
        if (BestEpoch is { } best)
            yield return ("Best epoch", FormattableString.Invariant($"{best}"));
        if (Calibration is { } calibration)
            yield return ("Calibration", calibration.InWords());
    }

    /// <summary>The commit, and whether the source tree differed from it.</summary>
    internal string CommitInWords => Commit + Marked(IsModified);

    private static string Marked(bool? isModified) => isModified == true ? " (with changes that are not committed)" : "";

    private static string Ending(string stopped) => stopped switch
    {
        nameof(StopReason.AllEpochs) => "all epochs are done",
        nameof(StopReason.EarlyStopping) => "the validation loss did not improve any more",
        nameof(StopReason.Interrupted) => "it was interrupted",
        _ => stopped,
    };

    /// <summary>Reads <c>run.json</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    public static RunFacts Load(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: no such file; the run ended before it was written", path);
        try
        {
            return JsonSerializer.Deserialize<RunFacts>(File.ReadAllBytes(path), Layout) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: not the facts of a run: {e.Message}", e);
        }
    }

    /// <summary>Writes <c>run.json</c>, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, Layout), "facts of the run");
}
