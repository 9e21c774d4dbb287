using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hep.Data;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>The events of a study as its run card asks for them: read or simulated, checked, and split.</summary>
public sealed class StudyData
{
    private StudyData(EventTable train, EventTable validation, EventTable test)
    {
        Train = train;
        Validation = validation;
        Test = test;
    }

    /// <summary>Where the events come from, in words.</summary>
    public required string Origin { get; init; }

    /// <summary>SHA-256 of the input file; null for simulations.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Which events are in no split, in words; null: none.</summary>
    public string? LeftOut { get; init; }

    /// <summary>The training split.</summary>
    public EventTable Train { get; }

    /// <summary>The validation split.</summary>
    public EventTable Validation { get; }

    /// <summary>The test split.</summary>
    public EventTable Test { get; }

    /// <summary>The splits with their names.</summary>
    public IReadOnlyList<(string Name, EventTable Events)> Splits =>
        [.. Predictions.SplitNames.Zip([Train, Validation, Test])];

    /// <summary>Reads or simulates the events, and splits them.</summary>
    /// <param name="card">The run card's section.</param>
    /// <param name="kept">Columns that go along; null: none.</param>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    /// <exception cref="InvalidDataException">The events cannot be used: a bad cell, a missing column, one class only, no weight, an empty split.</exception>
    public static StudyData Load(DataSection card, KeptColumns? kept = null)
    {
        var table = ReadAll(card, kept ?? KeptColumns.None);
        table.RequireTrainable();
        var split = Split(card, table);
        var data = new StudyData(table.Select(split.Train), table.Select(split.Validation), table.Select(split.Test))
        {
            Origin = table.Origin,
            Sha256 = card.IsFile ? InputFingerprint.Sha256(card.Source) : null,
            LeftOut = LeftOutOf(card, table, split),
        };
        foreach (var (name, events) in data.Splits)
            RequireUsable(name, events, table.Count);
        return data;
    }

    /// <summary>The columns of the run card, as the reader wants them.</summary>
    /// <param name="card">The run card's section.</param>
    /// <param name="kept">Columns that go along; null: none.</param>
    public static CsvLayout Layout(DataSection card, KeptColumns? kept = null) => new()
    {
        Features = [.. card.Features.Select(feature => new CsvLayout.Feature(feature.Name, feature.Unit))],
        Label = card.Label.Column,
        Classes = [card.Label.Background, card.Label.Signal],
        Weight = card.Weight,
        EventId = card.EventId,
        Missing = (float?)card.Missing,
        Extras = [.. new[] { (card.Split as SplitOptions.Column)?.Name }.OfType<string>().Union(kept?.Texts ?? [], StringComparer.Ordinal)],
        Numbers = [.. kept?.NumbersBeside(card) ?? []],
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

    private static EventTable ReadAll(DataSection card, KeptColumns kept)
    {
        var layout = Layout(card, kept);
        if (card.IsFile)
            return kept.AddFeatures(CsvReader.Read(card.Source, layout));
        var simulation = Simulations.Find(card.Source);
        var all = simulation.Generate(card.Events, (ulong)card.Seed);
        var table = kept.AddFeatures(all.WithWeights(WeightsOf(all, simulation, card.Weight)))
            .WithFeatures(layout.Features.Select(feature => feature.Name))
            .WithExtras([.. layout.Extras, .. kept.Numbers]);

        // The model is rebuilt from the card alone, so the card must say what the events hold.
        return table.Missing == layout.Missing ? table : throw new InvalidDataException(
            $"data.missing: found {Text(layout.Missing)}, expected {Text(table.Missing)}, which is what the simulation '{card.Source}' writes where a value is undefined");
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

    private static ulong SaltOf(string text) => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
