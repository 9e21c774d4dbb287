using Hep.Training.Runs;

namespace Hep.Training.Cards;

/// <summary>
/// A curriculum: the training begins with easy events, and harder ones come in epoch by epoch (arXiv:1904.03626). How hard an event is, a column
/// says; what counts is its rank among the training events of its own class, so that every epoch has all classes in their proportions.
/// </summary>
public sealed record CurriculumOptions
{
    /// <summary>The column of numbers that says how hard an event is; events without a value are the hardest.</summary>
    public required string Column { get; init; }

    /// <summary>Whether the smallest values are the easiest, or the largest.</summary>
    public EasyEnd Easy { get; init; } = EasyEnd.Low;

    /// <summary>How hard events are held back.</summary>
    public CurriculumKind By { get; init; } = CurriculumKind.Order;

    /// <summary>How the fraction of events that are in grows.</summary>
    public Pacing Pacing { get; init; } = Pacing.Linear;

    /// <summary>The fraction of events that are in from the first epoch on; greater than 0 and at most 1.</summary>
    public double Start { get; init; } = 0.25;

    /// <summary>After how many epochs all events are in; 1 to 1,000,000.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>The fraction of events that are in, in an epoch.</summary>
    /// <param name="epoch">The epoch, counted from one.</param>
    internal double FractionIn(int epoch)
    {
        if (epoch > Epochs)
            return 1;
        var gone = (epoch - 1.0) / Epochs;
        return Pacing switch
        {
            Pacing.Linear => Start + ((1 - Start) * gone),
            Pacing.Exponential => Math.Pow(Start, 1 - gone),
            _ => Start,
        };
    }

    internal static CurriculumOptions Read(CardReader reader)
    {
        var defaults = new CurriculumOptions { Column = "" };
        var column = reader.Text("column", expected: "the name of a column of numbers");
        if (Predictions.IsReserved(column))
            reader.Refuse("column", $"found {column}, which is what predictions.csv calls a column of its own, expected another column");
        return new()
        {
            Column = column,
            Easy = reader.Choice("easy", CardNames.EasyEnds, defaults.Easy),
            By = reader.Choice("by", CardNames.CurriculumKinds, defaults.By),
            Pacing = reader.Choice("pacing", CardNames.Pacings, defaults.Pacing),
            Start = reader.Double("start", defaults.Start, new(0, 1, HasLow: false)),
            Epochs = reader.Int("epochs", defaults.Epochs, 1, 1_000_000),
        };
    }

    internal void Write(CardWriter writer)
    {
        writer.Text("column", Column);
        writer.Choice("easy", CardNames.EasyEnds, Easy);
        writer.Choice("by", CardNames.CurriculumKinds, By);
        writer.Choice("pacing", CardNames.Pacings, Pacing);
        writer.Double("start", Start);
        writer.Int("epochs", Epochs);
    }
}
