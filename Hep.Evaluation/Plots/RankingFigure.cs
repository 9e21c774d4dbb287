using Hep.Evaluation.Systematics;
using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>The sources of systematic uncertainty by what they do to one number, the largest at the top: bars from 0 to the relative shifts up and down.</summary>
public static class RankingFigure
{
    private const int MostSources = 20;
    private const double HalfHeight = 0.32;

    /// <summary>Draws the ranking; below the sources stand their quadrature sum and the statistical error. Of more than 20 sources the largest are drawn.</summary>
    /// <param name="quantity">What is shifted, such as <c>AUC</c>.</param>
    /// <param name="shifts">The shifts.</param>
    /// <param name="place">Which of the numbers.</param>
    /// <param name="statistical">The statistical error of the number.</param>
    /// <exception cref="ArgumentException">The nominal number is 0 or not finite, so that nothing is relative to it.</exception>
    public static Figure Create(string quantity, SystematicShifts shifts, int place, double statistical)
    {
        ArgumentNullException.ThrowIfNull(shifts);
        var nominal = shifts.Nominal[place];
        if (!double.IsFinite(nominal) || nominal == 0)
            throw new ArgumentException(FormattableString.Invariant($"{quantity} is {nominal}, expected a number that shifts can be divided by"), nameof(shifts));

        var plot = PaperStyle.NewPlot($"Shift of {quantity} [%]", "");
        var numbers = new NumberTable("source", "up", "down", "relative_up", "relative_down");
        (string Name, Shift Shift)[] rows =
        [
            .. shifts.Ranking(place).Select(source => (shifts.Sources[source], shifts[source, place])),
            ("Total syst.", shifts.Total(place)),
            ("Stat.", new Shift(statistical, 0 - statistical)),
        ];
        foreach (var (name, shift) in rows)
            numbers.Add(name, shift.Up, shift.Down, shift.Up / nominal, shift.Down / nominal);

        rows = [.. rows[..^2].Take(MostSources), .. rows[^2..]];
        var reach = rows.Select(row => 100 * row.Shift.Largest / Math.Abs(nominal)).Where(double.IsFinite).Append(1e-6).Max();
        plot.Axes.SetLimits(-1.15 * reach, 1.15 * reach, -0.7, rows.Length - 0.3);
        for (var row = 0; row < rows.Length; row++)
        {
            var (y, isSum, shift) = (rows.Length - 1 - row, row >= rows.Length - 2, rows[row].Shift);

            // Both may go the same way: each has its own half of the row.
            Bar(plot, 100 * shift.Up / nominal, y, y + HalfHeight, isSum ? Draw.Grey : Draw.ColourOf(1), row == 0 ? "Up" : "");
            Bar(plot, 100 * shift.Down / nominal, y - HalfHeight, y, isSum ? Draw.Grey : Draw.ColourOf(0), row == 0 ? "Down" : "");
        }

        Draw.Line(plot, [(0, -0.7), (0, rows.Length - 0.3)], Colors.Black, "", thin: true);
        PaperStyle.SetCategoriesY(plot, [.. rows.Select(row => row.Name).Reverse()]);
        plot.ShowLegend(Alignment.LowerRight);
        return new Figure([new Figure.Panel(plot) { Headroom = false }], Figure.OneColumn, 25 + (6.5 * rows.Length)) { Numbers = numbers };
    }

    private static void Bar(Plot plot, double length, double low, double high, Color colour, string legend)
    {
        if (!double.IsFinite(length))
            return;
        var bar = plot.Add.Polygon([new(0, low), new(length, low), new(length, high), new(0, high)]);
        bar.FillColor = colour;
        bar.LineColor = colour;
        bar.LineWidth = 0.3f;
        bar.LegendText = legend;
    }
}
