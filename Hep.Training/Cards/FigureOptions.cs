using Hep.Evaluation;

namespace Hep.Training.Cards;

/// <summary>How figures are printed: <c>evaluation.figures</c>.</summary>
public sealed record FigureOptions
{
    /// <summary>The width; grids of small plots keep theirs.</summary>
    public FigureWidth Width { get; init; }

    /// <summary>The size of axis labels in points, 5 to 14; tick labels and legends are a little smaller.</summary>
    public double FontSize { get; init; } = 8.5;

    /// <summary>What the cells of the confusion matrix are fractions of; the numbers beside the figure have all three.</summary>
    public Normalization Confusion { get; init; } = Normalization.Row;

    internal static FigureOptions Read(CardReader reader)
    {
        var defaults = new FigureOptions();
        return new()
        {
            Width = reader.Choice("width", CardNames.FigureWidths, defaults.Width),
            FontSize = reader.Double("font_size", defaults.FontSize, new Interval(5, 14)),
            Confusion = reader.Choice("confusion", CardNames.Fractions, defaults.Confusion),
        };
    }

    internal void Write(CardWriter writer)
    {
        writer.Choice("width", CardNames.FigureWidths, Width);
        writer.Double("font_size", FontSize);
        writer.Choice("confusion", CardNames.Fractions, Confusion);
    }
}
