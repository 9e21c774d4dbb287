using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hep.Data;
using Hep.Evaluation;
using Hep.Training.Cards;
using Hep.Training.Parameters;

namespace Hep.Training.Runs;

/// <summary>The events of a study as its run card asks for them: read or simulated, selected, checked, and split; in memory, or on disk what does not fit.</summary>
public sealed class StudyData : IDisposable
{
    /// <summary>The folder in a run folder for events that do not fit into memory.</summary>
    internal const string ScratchName = ".spool";
    private readonly string scratch;
    private readonly MemoryBudget budget;
    private readonly int events;

    private StudyData(EventSet[] splits, string scratch, MemoryBudget budget, int events)
    {
        (this.budget, this.events) = (budget, events);
        (Train, Validation, Test) = (splits[0], splits[1], splits[2]);
        this.scratch = scratch;
    }

    /// <summary>Where the events come from, in words.</summary>
    public required string Origin { get; init; }

    /// <summary>SHA-256 of the input file; null for simulations, and where there are several files.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The input files where there are several, or processes have names; null: there is one, or none.</summary>
    public IReadOnlyList<InputFileFacts>? Files { get; init; }

    /// <summary>What the selection left of each process; null where the card has neither a selection nor files process by process.</summary>
    public CutFlow? CutFlow { get; init; }

    /// <summary>The memory that the process may take, <c>data.memory</c>, in bytes.</summary>
    public long Memory => budget.Bytes;

    /// <summary>By how much <c>data.memory</c> is too small for the number of events, in words; null: the process keeps to it.</summary>
    public string? MemoryCaveat { get; init; }

    /// <summary>Which events are in no split, in words; null: none.</summary>
    public string? LeftOut { get; init; }

    /// <summary>What is known of the parameters of the signal; null: there are none.</summary>
    internal StudyParameters? Parameters { get; private init; }

    /// <summary>The training split.</summary>
    public EventSet Train { get; }

    /// <summary>The validation split.</summary>
    public EventSet Validation { get; }

    /// <summary>The test split.</summary>
    public EventSet Test { get; }

    /// <summary>The splits with their names.</summary>
    public IReadOnlyList<(string Name, EventSet Events)> Splits =>
        [.. Predictions.SplitNames.Zip([Train, Validation, Test])];

    /// <summary>Reads or simulates the events, and splits them.</summary>
    /// <param name="card">The run card's section.</param>
    /// <param name="kept">Columns that go along; null: none.</param>
    /// <param name="folder">Where a scratch folder is made if the events do not fit into <c>data.memory</c>; null: among the system's temporary files.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    /// <exception cref="InvalidDataException">The events cannot be used: no file, a bad cell, a missing column, a cut that leaves nothing, one class only, no weight, an empty split.</exception>
    /// <exception cref="IOException">The scratch folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static StudyData Load(DataSection card, KeptColumns? kept = null, string? folder = null, CancellationToken stop = default)
    {
        var (layout, keep) = (Layout(card, kept), kept ?? KeptColumns.None);
        var budget = new MemoryBudget(card.Memory, card.InputWidth, layout.Extras.Count + keep.Numbers.Count + keep.WithScores);
        var scratch = folder is null ? Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()) : Path.Combine(folder, ScratchName);
        var splits = new List<EventSet>();
        var origin = "";
        try
        {
            using var collector = new EventCollector(budget.RowsInMemory, budget.WindowRows, scratch);
            var (files, selection) = (card.IsFile ? InputFiles.Of(card) : null, new EventSelection(card));
            foreach (var part in files?.Read(selection.Extend(layout), budget) ?? Simulated(card, budget))
            {
                stop.ThrowIfCancellationRequested();
                var selected = keep.AddFeatures(selection.Apply(part));
                origin = part.Origin;
                if (selected.Count > 0)
                    collector.Add(ImageInputs.Of(card, selected).WithFeatures(card.Features.Select(feature => feature.Name)).WithExtras([.. layout.Extras, .. keep.Numbers.Union(card.Parameters.Select(parameter => parameter.Name), StringComparer.Ordinal)]));
            }

            selection.RequireEvents(origin);
            if (selection.ScaledToYields(collector.All()) is { } weights)
                collector.Reweight(weights);
            var table = collector.All();
            table.RequireTrainable();
            var parameters = StudyParameters.Of(card, table);
            var keyed = WithKeys(card, table);
            var split = Split(card, keyed);
            int[][] rows = [.. new[] { split.Train, split.Validation, split.Test }.Select(part => FastRun.First(part, table.Labels, card.EventsPerClass))];
            for (var i = 0; i < rows.Length; i++)
            {
                var (isTrain, isTest) = (i == 0, i == rows.Length - 1);
                var used = isTest ? rows[i] : parameters?.Trained(rows[i]) ?? rows[i];
                splits.Add(collector.Select(Predictions.SplitNames[i], isTrain ? TrainingShare.Of(card, keyed, used) : used));
                RequireUsable(Predictions.SplitNames[i], splits[^1].Events, table.Count);
            }

            parameters?.Settle(splits[0].Events, rows.SelectMany(part => part), table);
            for (var i = 0; i < splits.Count && parameters is not null; i++)
                splits[i] = parameters.Tell(splits[i], isTest: i == splits.Count - 1);

            return new StudyData([.. splits], scratch, budget, table.Count)
            {
                MemoryCaveat = splits[0].IsInMemory ? null : budget.Caveat(table.Count),
                Origin = table.Origin,
                Sha256 = files?.Single is { } single ? InputFingerprint.Sha256(single) : null,
                Files = files is { Single: null } ? files.Fingerprints() : null,
                CutFlow = selection.Flow,
                LeftOut = LeftOutOf(card, table, split),
                Parameters = parameters,
            };
        }
        catch
        {
            Remove(splits, scratch);
            throw;
        }
    }

    /// <summary>Training events with their features, for what is fitted on them or drawn: all of them where they fit into memory. Made anew by every call.</summary>
    /// <param name="most">How many are wanted of those on disk.</param>
    /// <exception cref="IOException">They are on disk, and it fails.</exception>
    public EventTable TrainingSample(int most = int.MaxValue) => Train.Sample(Math.Min(most, budget.SampleRows(events)));

    /// <summary>Removes what is on disk.</summary>
    public void Dispose() => Remove([Train, Validation, Test], scratch);

    /// <summary>The columns of the run card, as the reader wants them.</summary>
    /// <param name="card">The run card's section.</param>
    /// <param name="kept">Columns that go along; null: none.</param>
    public static CsvLayout Layout(DataSection card, KeptColumns? kept = null) => new()
    {
        Features = [.. card.Features.Select(feature => new CsvLayout.Feature(feature.Name, feature.Unit))],
        Arrays = card.Image is { } image ? [new CsvLayout.Feature(image.Column, image.Unit)] : [],
        Label = card.Label.Column,
        Classes = [card.Label.Background, card.Label.Signal],
        Weight = card.Weight,
        EventId = card.EventId,
        Missing = (float?)card.Missing,
        Extras = [.. new[] { (card.Split as SplitOptions.Column)?.Name }.OfType<string>().Union(kept?.Texts ?? [], StringComparer.Ordinal).Union(card.Files.Count > 0 ? [ProcessFiles.Column] : [], StringComparer.Ordinal)],
        Numbers = [.. (kept?.NumbersBeside(card) ?? []).Union(card.Parameters.Select(parameter => parameter.Name), StringComparer.Ordinal)],
    };

    private static void RequireUsable(string split, EventTable events, int all)
    {
        try
        {
            events.RequireTrainable();
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException(FormattableString.Invariant($"the {split} split ({events.Count} of {all} events) cannot be used: {e.Message}; give more events, or other fractions in data.split"), e);
        }
    }

    private static void Remove(IEnumerable<EventSet> splits, string scratch)
    {
        foreach (var split in splits)
            split.Dispose();
        if (Directory.Exists(scratch))
            Directory.Delete(scratch);
    }

    private static IEnumerable<EventTable> Simulated(DataSection card, MemoryBudget budget)
    {
        var simulation = SimulationNumber.Apply(Simulations.Find(card.Source), card.Simulation);

        // Images that nobody asked for are made, and dropped part by part.
        var parts = card.Events <= budget.RowsInMemory && (card.Image is not null || !simulation.HasArrays)
            ? [simulation.Generate(card.Events, (ulong)card.Seed)]
            : simulation.Stream(card.Events, (ulong)card.Seed, MemoryBudget.ChunkRows(card.InputWidth));
        return parts.Select(part =>
        {
            // The model is rebuilt from the card alone, so the card must say what the events hold.
            var missing = (float?)card.Missing;
            return part.Missing == missing ? part.WithWeights(WeightsOf(part, simulation, card.Weight)) : throw new InvalidDataException(
                $"data.missing: found {Text(missing)}, expected {Text(part.Missing)}, which is what the simulation '{card.Source}' writes where a value is undefined");
        });
    }

    // As from a file: the column that the card names, and 1 for every event if it names none.
    private static double[] WeightsOf(EventTable table, Simulation simulation, string? column) =>
        column == simulation.Layout.Weight ? table.Weights
        : column is null ? [.. Enumerable.Repeat(1.0, table.Count)]
        : table.Numbers(column).Values;

    private static string? LeftOutOf(DataSection card, EventTable table, EventSplit split)
    {
        var left = table.Count - split.Train.Length - split.Validation.Length - split.Test.Length;
        return left > 0 && card.Split is SplitOptions.Column column
            ? FormattableString.Invariant($"{left:N0} of {table.Count:N0} events ({column.Name}: {string.Join(", ", column.Ignore)})")
            : null;
    }

    private static string Text(float? missing) => missing?.ToString(CultureInfo.InvariantCulture) ?? "none";

    private static EventSplit Split(DataSection card, EventTable table) => card.Split switch
    {
        SplitOptions.Hash o => EventSplit.ByEventHash(table, new SplitFractions(o.Train, o.Validation, o.Test), SaltOf(o.Salt)),
        SplitOptions.Fraction o => EventSplit.ByFraction(table, new SplitFractions(o.Train, o.Validation, o.Test), (ulong)card.Seed),
        SplitOptions.Column { HeldOut: { } heldOut } o => EventSplit.ByColumn(table, o.Name, o.Train, [], o.Test, o.Ignore).HoldOut(table, heldOut.OfTrain, SaltOf(heldOut.Salt)),
        SplitOptions.Column o => EventSplit.ByColumn(table, o.Name, o.Train, o.Validation, o.Test, o.Ignore),
        _ => throw new ArgumentOutOfRangeException(nameof(card), card.Split, "not a split"),
    };

    // Events of different processes are different events, even where their files number them alike.
    private static EventTable WithKeys(DataSection card, EventTable table)
    {
        if (card.Files.Count == 0)
            return table;
        var saltOf = card.Files.ToDictionary(process => process.Name, process => SaltOf(process.Name), StringComparer.Ordinal);
        var processes = table.Text(ProcessFiles.Column).Values;
        return table.With(eventIds: [.. table.EventIds.Select((id, i) => id ^ saltOf[processes[i]])]);
    }

    private static ulong SaltOf(string text) => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
