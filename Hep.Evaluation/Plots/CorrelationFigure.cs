using Hep.Evaluation.Showers;
using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>The correlation matrices of reference and generated showers side by side, and their difference, on one scale from -1 to 1; variables are numbered, and named at the left.</summary>
public static class CorrelationFigure
{
    private const double TitleSize = 7;

    // As many names as there are variables stand below each other.
    private const double NameSize = 4;

    /// <summary>Draws the three.</summary>
    /// <param name="comparison">The two samples.</param>
    public static Figure Create(ShowerComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        string[] names = [.. comparison.Variables.Select(variable => variable.Name)];
        var (reference, generated) = (comparison.ReferenceCorrelations, comparison.GeneratedCorrelations);
        var numbers = new NumberTable("variable", "other", "reference", "generated");
        var difference = new double[names.Length, names.Length];
        for (var row = 0; row < names.Length; row++)
        {
            for (var column = 0; column < names.Length; column++)
            {
                difference[row, column] = generated[row, column] - reference[row, column];
                numbers.Add(names[row], names[column], reference[row, column], generated[row, column]);
            }
        }

        var colours = new ImageColours(ImageScale.Diverging, null, [new double[,] { { -1, 1 } }]);
        Plot[] plots =
        [
            Plot(comparison.ReferenceName, reference, names, colours, isFirst: true, isLast: false),
            Plot(comparison.GeneratedName, generated, names, colours, isFirst: false, isLast: false),
            Plot("difference", difference, names, colours, isFirst: false, isLast: true),
        ];
        return Figure.Grid(plots, plots.Length, numbers, Figure.TwoColumns, 52, commonLegend: false, NameSize, dataAspect: 1);
    }

    private static Plot Plot(string title, double[,] matrix, string[] names, ImageColours colours, bool isFirst, bool isLast)
    {
        var plot = PaperStyle.NewPlot("", "");
        var map = plot.Add.Heatmap(colours.Cells(matrix));
        colours.Apply(map);
        map.Rectangle = new CoordinateRect(-0.5, names.Length - 0.5, -0.5, names.Length - 0.5);
        plot.Axes.SetLimits(-0.5, names.Length - 0.5, -0.5, names.Length - 0.5);
        string[] numbers = [.. names.Select((_, i) => i % 5 == 4 ? FormattableString.Invariant($"{i + 1}") : "")];
        PaperStyle.SetCategories(plot, numbers, isFirst ? [.. names.Select((name, i) => FormattableString.Invariant($"{name} {i + 1}"))] : numbers);
        PaperStyle.SetPanelTitle(plot, title, TitleSize);
        if (isLast)
            _ = PaperStyle.AddColorBar(plot, map, "Correlation", TitleSize);
        return plot;
    }
}
