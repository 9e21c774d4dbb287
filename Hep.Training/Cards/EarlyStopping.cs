namespace Hep.Training.Cards;

/// <summary>When a training ends before its last epoch.</summary>
public sealed record EarlyStopping
{
    /// <summary>Epochs without an improvement after which the training ends; 1 or more.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>What an improvement is at least; 0 or more.</summary>
    public double MinDelta { get; init; }

    /// <summary>The figure on the validation split that should improve.</summary>
    public StoppingFigure Figure { get; init; } = StoppingFigure.Loss;

    internal static EarlyStopping Read(CardReader reader)
    {
        var defaults = new EarlyStopping();
        return new()
        {
            Patience = reader.Int("patience", defaults.Patience, 1, 1_000_000),
            MinDelta = reader.Double("min_delta", defaults.MinDelta, Interval.NotNegative),
            Figure = reader.Choice("figure", CardNames.StoppingFigures, defaults.Figure),
        };
    }

    internal void Write(CardWriter writer)
    {
        writer.Int("patience", Patience);
        writer.Double("min_delta", MinDelta);
        writer.Choice("figure", CardNames.StoppingFigures, Figure);
    }
}
