using Hep.Evaluation.Plots;
using ScottPlot;

namespace Hep.Tests.Evaluation.Plots;

/// <summary>The kinds of figures that a study makes, with closed-form data.</summary>
internal static class Gallery
{
    public static IReadOnlyList<string> Names { get; } = ["roc", "rejection", "histogram", "ratio", "loss", "confusion", "grid"];

    public static Figure Make(string name) => name switch
    {
        "roc" => new Figure(Roc()),
        "rejection" => new Figure(Rejection()),
        "histogram" => new Figure(Histogram()),
        "ratio" => new Figure([new Figure.Panel(Histogram(), 2.2), new Figure.Panel(Ratio())]).WithNote("Simulation", "√s = 13 TeV"),
        "loss" => new Figure(Loss()),
        "confusion" => new Figure(Confusion(), 86, 70),
        "grid" => Figure.Grid(Enumerable.Range(1, 7).Select(Small), columns: 4).WithNote("Simulation", "√s = 8 TeV, 20.2 fb⁻¹"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such figure"),
    };

    public static double[] Line(double from, double to, int count) =>
        [.. Enumerable.Range(0, count).Select(i => from + (to - from) * i / (count - 1))];

    private static Plot Roc()
    {
        var plot = PaperStyle.NewPlot("Background efficiency", "Signal efficiency");
        var x = Line(0, 1, 101);
        foreach (var (label, power) in new[] { ("MLP (AUC 0.912)", 0.08), ("Boosted trees (AUC 0.880)", 0.14) })
        {
            var curve = plot.Add.ScatterLine(x, [.. x.Select(value => Math.Pow(value, power))]);
            curve.LegendText = label;
            curve.LineWidth = PaperStyle.LineWidth;
        }

        plot.Axes.SetLimits(0, 1, 0, 1);
        plot.ShowLegend(Alignment.LowerRight);
        return plot;
    }

    private static Plot Rejection()
    {
        var plot = PaperStyle.NewPlot("Signal efficiency", "Background rejection 1/ε");
        PaperStyle.SetLogarithmicY(plot);
        var x = Line(0.05, 1, 101);
        var curve = plot.Add.ScatterLine(x, [.. x.Select(value => -3 * Math.Log10(value))]);
        curve.LegendText = "MLP";
        var band = plot.Add.FillY(x, [.. x.Select(value => -3.2 * Math.Log10(value))], [.. x.Select(value => -2.8 * Math.Log10(value))]);
        band.FillColor = curve.LineColor.WithAlpha(0.25);
        band.LineWidth = 0;
        plot.Axes.SetLimits(0, 1, 0, 5);
        plot.ShowLegend(Alignment.UpperRight);
        return plot;
    }

    private static double[] Centres => Line(2.5, 197.5, 40);

    private static double[] Background => [.. Centres.Select(m => 1200 * Math.Exp(-Math.Pow((m - 91) / 22, 2)) + 150 * Math.Exp(-m / 80))];

    private static Plot Histogram()
    {
        var plot = PaperStyle.NewPlot("m(ττ) [GeV]", "Events / 5 GeV");
        var steps = plot.Add.ScatterLine(Line(0, 200, 41), [.. Background, Background[^1]]);
        steps.ConnectStyle = ConnectStyle.StepHorizontal;
        steps.LegendText = "Background";
        steps.FillY = true;
        steps.FillYColor = steps.LineColor.WithAlpha(0.2);
        var errors = plot.Add.ErrorBar(Centres, Background, [.. Background.Select(Math.Sqrt)]);
        errors.Color = Colors.Black;
        errors.CapSize = 0;
        var points = plot.Add.ScatterPoints(Centres, Background, Colors.Black);
        points.MarkerSize = 3;
        points.LegendText = "Data";
        plot.Axes.SetLimits(0, 200, 0, 1600);
        plot.ShowLegend(Alignment.UpperRight);
        return plot;
    }

    private static Plot Ratio()
    {
        var plot = PaperStyle.NewPlot("m(ττ) [GeV]", "Data / bkg.");
        plot.Add.ScatterPoints(Centres, [.. Centres.Select((_, i) => 1 + 0.2 * Math.Sin(i))], Colors.Black).MarkerSize = 3;
        plot.Add.HorizontalLine(1, 0.7f, Colors.Gray);
        plot.Axes.SetLimits(0, 200, 0.5, 1.5);
        return plot;
    }

    private static Plot Small(int number)
    {
        var plot = PaperStyle.NewPlot($"x{number} [GeV]", number % 4 == 1 ? "Density" : "");
        var x = Line(0, 10 * number * number, 51);
        foreach (var (label, shift) in new[] { ("Background", 0.3), ("Signal", 0.6) })
        {
            var line = plot.Add.ScatterLine(x, [.. x.Select(value => Math.Exp(-50 * Math.Pow((value / x[^1]) - shift, 2)) / number)]);
            line.LineWidth = PaperStyle.LineWidth;
            line.LegendText = label;
        }

        return plot;
    }

    private static Plot Loss()
    {
        var plot = PaperStyle.NewPlot("Epoch", "Loss");
        var epochs = Line(1, 50, 50);
        plot.Add.ScatterLine(epochs, [.. epochs.Select(epoch => 0.3 + 0.4 * Math.Exp(-epoch / 8))]).LegendText = "Training";
        plot.Add.VerticalLine(27, 0.8f, Colors.Gray, LinePattern.Dotted).LegendText = "Best epoch (27)";
        plot.ShowLegend(Alignment.UpperRight);
        return plot;
    }

    private static Plot Confusion()
    {
        var plot = PaperStyle.NewPlot("Predicted class", "True class");
        double[,] fractions = { { 0.9, 0.1 }, { 0.25, 0.75 } };
        var map = plot.Add.Heatmap(fractions);
        map.Colormap = Colormap.FromColors([Colors.White, PaperStyle.Colors[0]]);
        map.ManualRange = new ScottPlot.Range(0, 1);
        var text = plot.Add.Text("0.90", 0, 1);
        text.Alignment = Alignment.MiddleCenter;
        text.LabelFontSize = 8;
        PaperStyle.SetCategories(plot, ["signal", "background"], ["background", "signal"]);
        PaperStyle.AddColorBar(plot, map, "Fraction of true class");
        plot.Axes.SetLimits(-0.5, 1.5, -0.5, 1.5);
        return plot;
    }
}
