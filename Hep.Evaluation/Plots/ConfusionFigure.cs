using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>A confusion matrix whose rows, the true classes, are normalised to one; each cell with its binomial error.</summary>
public static class ConfusionFigure
{
    /// <summary>Draws the matrix.</summary>
    /// <param name="matrix">The weighted matrix.</param>
    public static Figure Create(ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var count = matrix.Classes.Count;
        var plot = PaperStyle.NewPlot("Predicted class", "True class");
        var numbers = new NumberTable(
            "true_class", "predicted_class", "events", "sum_of_weights", "sum_of_squared_weights", "fraction_of_true_class", "fraction_error");
        for (var truth = 0; truth < count; truth++)
        {
            for (var predicted = 0; predicted < count; predicted++)
            {
                var (cell, fraction) = (matrix[truth, predicted], matrix.Fraction(truth, predicted));
                numbers.Add(
                    matrix.Classes[truth], matrix.Classes[predicted], cell.Count, cell.Sum, cell.SumOfSquares, fraction.Value, fraction.Error);
                DrawCell(plot, fraction, predicted, count - 1 - truth, count);
            }
        }

        PaperStyle.SetCategories(plot, matrix.Classes, [.. matrix.Classes.Reverse()]);
        plot.Axes.SetLimits(-0.5, count - 0.5, -0.5, count - 0.5);
        return new Figure(plot) { Numbers = numbers };
    }

    private static void DrawCell(Plot plot, Estimate fraction, int x, int y, int count)
    {
        var shade = double.IsFinite(fraction.Value) ? Math.Clamp(fraction.Value, 0, 1) : 0;
        var cell = plot.Add.Polygon([new(x - 0.5, y - 0.5), new(x + 0.5, y - 0.5), new(x + 0.5, y + 0.5), new(x - 0.5, y + 0.5)]);
        cell.FillColor = Color.InterpolateRgb(Colors.White, Draw.Background, shade);
        cell.LineColor = Colors.White;
        cell.LineWidth = 1;
        var text = plot.Add.Text(count > 3 ? fraction.Format("\n±") : fraction.ToString(), x, y);
        text.Alignment = Alignment.MiddleCenter;
        text.LabelStyle.FontSize = (float)(PaperStyle.FontSize * Math.Clamp(5.0 / (count + 2), 0.5, 1));
        text.LabelStyle.ForeColor = shade > 0.55 ? Colors.White : Colors.Black;
    }
}
