using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>A confusion matrix normalised by row (the true classes, unless told otherwise), by column or to its total; each cell with its binomial error.</summary>
public static class ConfusionFigure
{
    /// <summary>Draws the matrix; its numbers have the fractions of all three normalisations.</summary>
    /// <param name="matrix">The weighted matrix.</param>
    /// <param name="options">What the cells are fractions of; null: of their true class.</param>
    public static Figure Create(ConfusionMatrix matrix, ConfusionFigureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        options ??= new ConfusionFigureOptions();
        var count = matrix.Classes.Count;
        var plot = PaperStyle.NewPlot("Predicted class", "True class");
        var numbers = new NumberTable(
            "true_class", "predicted_class", "events", "sum_of_weights", "sum_of_squared_weights", "fraction_of_true_class", "fraction_error",
            "fraction_of_predicted_class", "fraction_of_predicted_class_error", "fraction_of_all", "fraction_of_all_error");
        for (var truth = 0; truth < count; truth++)
        {
            for (var predicted = 0; predicted < count; predicted++)
            {
                var cell = matrix[truth, predicted];
                var (ofRow, ofColumn, ofAll) = (matrix.Fraction(truth, predicted), matrix.Fraction(truth, predicted, Normalization.Column), matrix.Fraction(truth, predicted, Normalization.Total));
                numbers.Add(
                    matrix.Classes[truth], matrix.Classes[predicted], cell.Count, cell.Sum, cell.SumOfSquares,
                    ofRow.Value, ofRow.Error, ofColumn.Value, ofColumn.Error, ofAll.Value, ofAll.Error);
                DrawCell(plot, matrix.Fraction(truth, predicted, options.Normalization), predicted, count - 1 - truth, count);
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
