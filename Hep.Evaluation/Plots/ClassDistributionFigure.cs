using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>The distributions of a variable in several classes, each normalised to unit area, as outlines with their errors: a discriminant by flavour, spectra before and after a reweighting.</summary>
public static class ClassDistributionFigure
{
    /// <summary>Draws the distributions. Events outside the bins are left out of the drawing and of the normalisation; a class without weight in the bins is not drawn.</summary>
    /// <param name="variable">What is on the abscissa.</param>
    /// <param name="unit">Its unit; empty: a pure number.</param>
    /// <param name="edges">The bin edges, shape [B + 1].</param>
    /// <param name="classes">The names of the classes, shape [C].</param>
    /// <param name="values">The variable of each event, shape [N].</param>
    /// <param name="labels">Their classes, shape [N].</param>
    /// <param name="weights">Their weights, shape [N].</param>
    /// <param name="options">The ordinate, and cuts that are marked; null: linear, none.</param>
    /// <exception cref="ArgumentException">Lengths that differ, a label that is no class, or edges that do not rise.</exception>
    public static Figure Create(
        string variable,
        string unit,
        IReadOnlyList<double> edges,
        IReadOnlyList<string> classes,
        IReadOnlyList<double> values,
        IReadOnlyList<int> labels,
        IReadOnlyList<double> weights,
        ClassDistributionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(edges);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(weights);
        if (labels.Count != values.Count || weights.Count != values.Count)
            throw new ArgumentException(FormattableString.Invariant($"{values.Count} values, {labels.Count} labels and {weights.Count} weights; expected one of each an event"), nameof(values));
        options ??= new ClassDistributionOptions();
        var histograms = classes.Select(_ => new Histogram([.. edges])).ToArray();
        for (var i = 0; i < values.Count; i++)
        {
            if (labels[i] < 0 || labels[i] >= classes.Count)
                throw new ArgumentException(FormattableString.Invariant($"the label of event {i} (counted from 0) is {labels[i]}; expected 0 to {classes.Count - 1}"), nameof(labels));
            if (values[i] >= edges[0] && values[i] <= edges[^1])
                histograms[labels[i]].Fill(values[i], weights[i]);
        }

        var plot = PaperStyle.NewPlot(PaperStyle.WithUnit(variable, unit), unit is "" or "1" ? "Normalised events" : $"Normalised events per {unit}");
        var numbers = new NumberTable("class", "low", "high", "density", "density_error");
        var shown = Enumerable.Range(0, classes.Count).Where(k => histograms[k].Total.Sum > 0 && !histograms[k].Total.IsZero).ToArray();
        var densities = shown.ToDictionary(k => k, k => Enumerable.Range(0, edges.Count - 1).Select(histograms[k].Density).ToArray());
        var known = densities.Values.SelectMany(own => own).Where(density => density.Value > 0).ToArray();
        var (lowest, highest) = known.Length == 0 ? (0.1, 1) : (known.Min(density => density.Value), known.Max(density => density.Value + density.Error));
        var bottom = options.Logarithmic ? Math.Log10(lowest) - 0.2 : 0;
        foreach (var k in shown)
            DrawClass(plot, numbers, classes[k], k, [.. edges], densities[k], density => !options.Logarithmic ? density : density > 0 ? Math.Max(bottom, Math.Log10(density)) : bottom);
        var top = options.Logarithmic ? Math.Log10(highest) + (0.25 * (Math.Log10(highest) - bottom)) : 1.25 * highest;
        foreach (var cut in options.Cuts)
            Draw.Line(plot, [(cut, bottom), (cut, bottom + (0.75 * (top - bottom)))], Draw.Grey, "", LinePattern.DenselyDashed, thin: true);
        plot.Axes.SetLimits(edges[0], edges[^1], bottom, top);
        if (options.Logarithmic)
            PaperStyle.SetLogarithmicY(plot);
        plot.ShowLegend(Alignment.UpperRight);
        return new Figure(plot) { Numbers = numbers };
    }

    private static void DrawClass(Plot plot, NumberTable numbers, string name, int series, double[] edges, Estimate[] densities, Func<double, double> axis)
    {
        for (var bin = 0; bin < densities.Length; bin++)
            numbers.Add(name, edges[bin], edges[bin + 1], densities[bin].Value, densities[bin].Error);
        var (low, high) = (Array.ConvertAll(densities, d => axis(d.Value - d.Error)), Array.ConvertAll(densities, d => axis(d.Value + d.Error)));
        Draw.Band(plot, Draw.Steps(edges, low).Zip(Draw.Steps(edges, high), (below, above) => (below.X, below.Y, above.Y)), Draw.ColourOf(series));
        Draw.Line(plot, Draw.Steps(edges, Array.ConvertAll(densities, d => axis(d.Value))), Draw.ColourOf(series), name, Draw.PatternOf(series));
    }
}
