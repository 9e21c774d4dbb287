using Hep.Data;
using Hep.Evaluation;
using Hep.Evaluation.Plots;
using ScottPlot;

namespace Hep.Benchmarks.Parameterised;

/// <summary>The reconstructed mass of the pair, for the resonance at each of its masses and for the continuum: unit area each, logarithmic.</summary>
internal static class MassFigure
{
    private const double Low = 300, High = 2100;
    private const int Bins = 60;

    public static Figure Create(EventTable toy)
    {
        var plot = PaperStyle.NewPlot(PaperStyle.WithUnit("m_wwbb", "GeV"), "Events / bin, unit area");
        var (mass, reconstructed) = (toy.Numbers("mass").Values, toy.Features.Single(f => f.Name == "m_wwbb").Values);
        var (lowest, highest) = (double.PositiveInfinity, 0.0);
        foreach (var (point, index) in mass.Distinct().Order().Select((point, index) => (point, index)))
        {
            var histogram = Histogram.Uniform(Bins, Low, High);
            for (var i = 0; i < toy.Count; i++)
            {
                if (mass[i] == point)
                    histogram.Fill(reconstructed[i], toy.Weights[i]);
            }

            double[] shares = [.. histogram.Bins.ToArray().Select(bin => bin.Sum / histogram.Total.Sum)];
            (lowest, highest) = (Math.Min(lowest, shares.Where(share => share > 0).Min()), Math.Max(highest, shares.Max()));
            Steps(plot, histogram.Edges, shares, PaperStyle.Colors[index], point > 0 ? FormattableString.Invariant($"X, {point} GeV") : "Continuum", point < 0);
        }

        PaperStyle.SetLogarithmicY(plot);
        plot.Axes.SetLimits(Low, High, Math.Max(-3.7, Math.Log10(lowest)), Math.Log10(highest) + 1.1);
        plot.ShowLegend(Alignment.UpperRight);
        return new Figure(plot, 120, 80).WithNote("Toy of a resonance", "√s = 13 TeV");
    }

    private static void Steps(Plot plot, ReadOnlySpan<double> edges, double[] shares, Color colour, string legend, bool isFilled)
    {
        var (xs, ys) = (new List<double>(), new List<double>());
        for (var bin = 0; bin < shares.Length; bin++)
        {
            // An empty bin lies below the frame.
            var y = shares[bin] > 0 ? Math.Log10(shares[bin]) : -9;
            xs.AddRange([edges[bin], edges[bin + 1]]);
            ys.AddRange([y, y]);
        }

        if (isFilled)
        {
            var fill = plot.Add.FillY([.. xs], [.. Enumerable.Repeat(-9.0, xs.Count)], [.. ys]);
            fill.FillColor = colour.WithAlpha(0.2);
            fill.LineWidth = 0;
        }

        var line = plot.Add.ScatterLine([.. xs], [.. ys], colour);
        line.LineWidth = PaperStyle.LineWidth;
        line.LegendText = legend;
    }
}
