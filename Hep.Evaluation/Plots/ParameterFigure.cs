using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// A figure of merit against a parameter of the signal, such as its mass, for one or more networks (arXiv:1601.07913, figures 3 and 7): points with error bars, joined by lines;
/// open points are values that were held out of the training, which the legend says once.
/// </summary>
public static class ParameterFigure
{
    // Points of several series at one value stand beside each other, this share of the axis apart.
    private const double Apart = 0.008;

    /// <summary>Draws the series.</summary>
    /// <param name="parameter">The parameter's name, with its unit for the axis.</param>
    /// <param name="unit">The unit; <c>1</c> or empty for none.</param>
    /// <param name="ordinate">What the figure of merit is called.</param>
    /// <param name="series">One network, or kind of networks, each.</param>
    /// <exception cref="ArgumentException">No series, or one without places.</exception>
    public static Figure Create(string parameter, string unit, string ordinate, params IReadOnlyList<ParameterSeries> series) =>
        Create(parameter, unit, ordinate, isLogarithmic: false, series);

    /// <summary>Draws the series, against the logarithm of the parameter if that is wanted.</summary>
    /// <param name="parameter">The parameter's name, with its unit for the axis.</param>
    /// <param name="unit">The unit; <c>1</c> or empty for none.</param>
    /// <param name="ordinate">What the figure of merit is called.</param>
    /// <param name="isLogarithmic">Whether the axis of the parameter is logarithmic; all values are greater than 0 then.</param>
    /// <param name="series">One network, or kind of networks, each.</param>
    /// <exception cref="ArgumentException">No series, one without places, or a value without a logarithm on a logarithmic axis.</exception>
    public static Figure Create(string parameter, string unit, string ordinate, bool isLogarithmic, IReadOnlyList<ParameterSeries> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Count == 0 || series.Any(one => one.Places.Count == 0))
            throw new ArgumentException("expected one series or more, each with places", nameof(series));
        var plot = PaperStyle.NewPlot(PaperStyle.WithUnit(parameter, unit), ordinate);
        var numbers = new NumberTable("series", PaperStyle.WithUnit(parameter, unit), ordinate, "error", "held_out");
        var all = series.SelectMany(one => one.Places).ToArray();
        if (isLogarithmic && all.Any(place => !(place.Value > 0)))
            throw new ArgumentException("expected values greater than 0 on a logarithmic axis", nameof(series));
        var (left, right) = Widened(all.Min(At), all.Max(At), 0.06);
        for (var s = 0; s < series.Count; s++)
        {
            var shift = (s - (0.5 * (series.Count - 1))) * Apart * (right - left);
            var colour = Draw.ColourOf(s);
            var places = series[s].Places;
            Draw.Line(plot, places.Select(place => (At(place) + shift, place.Figure.Value)), colour, "", Draw.PatternOf(s), thin: true);
            DrawPoints(plot, places.Where(place => !place.IsHeldOut), place => At(place) + shift, colour, series[s].Name, MarkerShape.FilledCircle);
            DrawPoints(plot, places.Where(place => place.IsHeldOut), place => At(place) + shift, colour, places.All(place => place.IsHeldOut) ? series[s].Name : "", MarkerShape.OpenCircle);
            foreach (var place in places)
                numbers.Add(series[s].Name, place.Value, place.Figure.Value, place.Figure.Error, place.IsHeldOut ? 1 : 0);
        }

        if (all.Any(place => place.IsHeldOut))
            AddLegend(plot, "Held out of the training");
        double[] ends = [.. all.SelectMany(place => new[] { place.Figure.Value - Error(place), place.Figure.Value + Error(place) }).Where(double.IsFinite)];
        var (bottom, top) = ends.Length == 0 ? (0, 1) : Widened(ends.Min(), ends.Max(), 0.08);
        plot.Axes.SetLimits(left, right, bottom, top);
        if (isLogarithmic)
            PaperStyle.SetLogarithmicX(plot);
        plot.ShowLegend(Alignment.LowerRight);
        return new Figure(plot) { Numbers = numbers };

        double At(ParameterPlace place) => isLogarithmic ? Math.Log10(place.Value) : place.Value;
    }

    private static void DrawPoints(Plot plot, IEnumerable<ParameterPlace> places, Func<ParameterPlace, double> at, Color colour, string legend, MarkerShape shape) => Draw.Points(
        plot,
        places.Select(place => (at(place), 0.0, place.Figure.Value, place.Figure.Value - Error(place), place.Figure.Value + Error(place))),
        colour,
        legend,
        shape);

    // A line of the legend that stands for no series.
    private static void AddLegend(Plot plot, string text)
    {
        var marker = plot.Add.Marker(double.NaN, double.NaN, MarkerShape.OpenCircle, 3.5f, Colors.Black);
        marker.LegendText = text;
    }

    private static double Error(ParameterPlace place) => double.IsFinite(place.Figure.Error) ? place.Figure.Error : 0;

    private static (double Low, double High) Widened(double low, double high, double share)
    {
        var margin = high > low ? share * (high - low) : Math.Max(0.5, 0.1 * Math.Abs(low));
        return (low - margin, high + margin);
    }
}
