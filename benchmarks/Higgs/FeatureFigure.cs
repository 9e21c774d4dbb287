using Hep.Data;
using Hep.Evaluation;
using Hep.Evaluation.Plots;
using ScottPlot;
using ScottPlot.Plottables;

namespace Hep.Benchmarks.Higgs;

/// <summary>The features of one class, toy and real events side by side: small plots of unit area.</summary>
internal static class FeatureFigure
{
    private const int Columns = 5, Bins = 24;

    public static Figure Create(EventTable real, EventTable toy, int label)
    {
        var (a, b) = (ToyAgreement.OfClass(real, label), ToyAgreement.OfClass(toy, label));
        var plots = Enumerable.Range(0, a.Features.Count).Select(f => Feature(a, b, f, label));
        return Figure.Grid(plots, Columns, widthMillimetres: 190, rowMillimetres: 33, fontSize: 5.6)
            .WithNote(label == 1 ? "H → ττ" : "Background", "√s = 8 TeV, weighted to 20.2 fb⁻¹, unit area");
    }

    private static Plot Feature(EventTable real, EventTable toy, int feature, int label)
    {
        var (name, unit) = (real.Features[feature].Name, real.Features[feature].Unit);
        var plot = PaperStyle.NewPlot(unit.Length > 0 ? $"{name} ({unit})" : name, "");
        var (low, high, bins) = Range(real, feature);
        var (ours, theirs) = (Fill(toy, feature, bins, low, high), Fill(real, feature, bins, low, high));
        var colour = PaperStyle.Colors[label];
        Steps(plot, ours, colour);
        Points(plot, theirs);
        var top = 1.15 * Enumerable.Range(0, bins).Max(bin => Math.Max(ours.Density(bin).Value, theirs.Density(bin).Value + theirs.Density(bin).Error));
        plot.Axes.SetLimits(low, high, 0, top);
        return plot;
    }

    // From the first to the last per cent of the real events; jets are counted, and angles go once around.
    private static (double Low, double High, int Bins) Range(EventTable real, int feature)
    {
        var name = real.Features[feature].Name;
        if (name == "PRI_jet_num")
            return (-0.5, 3.5, 4);
        if (name.EndsWith("_phi", StringComparison.Ordinal))
            return (-Math.PI, Math.PI, Bins);
        var values = real.Features[feature].Values;
        var defined = Enumerable.Range(0, real.Count).Where(i => values[i] != real.Missing).OrderBy(i => values[i]).ToArray();
        var sum = defined.Sum(i => real.Weights[i]);
        return (Quantile(0.005), Quantile(0.985), Bins);

        double Quantile(double share)
        {
            var passed = 0.0;
            return values[defined.First(i => (passed += real.Weights[i]) >= share * sum)];
        }
    }

    private static Histogram Fill(EventTable table, int feature, int bins, double low, double high)
    {
        var histogram = Histogram.Uniform(bins, low, high);
        for (var i = 0; i < table.Count; i++)
        {
            if (table.Features[feature].Values[i] is var value && value != table.Missing)
                histogram.Fill(value, table.Weights[i]);
        }

        return histogram;
    }

    private static void Steps(Plot plot, Histogram histogram, Color colour)
    {
        var (xs, ys) = (new List<double>(), new List<double>());
        for (var bin = 0; bin < histogram.Count; bin++)
        {
            xs.AddRange([histogram.Edges[bin], histogram.Edges[bin + 1]]);
            ys.AddRange([histogram.Density(bin).Value, histogram.Density(bin).Value]);
        }

        var fill = plot.Add.FillY(xs.ToArray(), new double[xs.Count], ys.ToArray());
        fill.FillColor = colour.WithAlpha(0.25);
        fill.LineWidth = 0;
        var line = plot.Add.ScatterLine(xs.ToArray(), ys.ToArray(), colour);
        line.LineWidth = 0.9f;
        line.LegendText = "Toy";
    }

    private static void Points(Plot plot, Histogram histogram)
    {
        var filled = Enumerable.Range(0, histogram.Count).Where(bin => histogram.Bins[bin].Count > 0).ToArray();
        var xs = Array.ConvertAll(filled, bin => (histogram.Edges[bin] + histogram.Edges[bin + 1]) / 2);
        var ys = Array.ConvertAll(filled, bin => histogram.Density(bin).Value);
        var errors = Array.ConvertAll(filled, bin => histogram.Density(bin).Error);
        var none = new double[filled.Length];
        plot.Add.Plottable(new ErrorBar(xs, ys, none, none, errors, errors) { Color = Colors.Black, LineWidth = 0.6f, CapSize = 0 });
        var markers = plot.Add.ScatterPoints(xs, ys, Colors.Black);
        markers.MarkerSize = 1.8f;
        markers.LegendText = "ATLAS simulation (challenge, 15,000 rows)";
    }
}
