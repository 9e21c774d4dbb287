using Hep.Evaluation.Plots;
using ScottPlot;
using Xunit;

namespace Hep.Tests.Evaluation.Plots;

public class PaperStyleTests
{
    [Theory]
    [InlineData(0, 3, "1 10 10² 10³")]
    [InlineData(-4.5, -1, "10⁻⁴ 10⁻³ 10⁻² 10⁻¹")]
    [InlineData(2.1, 2.9, "200 500")]
    [InlineData(4.1, 4.9, "2×10⁴ 5×10⁴")]
    public void Logarithmic_axis_labels_powers_of_ten(double min, double max, string labels)
    {
        var ticks = Ticks(min, max);
        Assert.Equal(labels, string.Join(' ', ticks.Where(tick => tick.IsMajor).OrderBy(tick => tick.Position).Select(tick => tick.Label)));
    }

    [Theory]
    [InlineData(0.93, 1.12, "0.95 1 1.05 1.1")]
    [InlineData(0.62, 1.6, "0.8 1 1.2 1.4")]
    [InlineData(0.01, 1.99, "0.5 1 1.5")]
    [InlineData(0.9801, 1.0199, "0.99 1 1.01")]
    [InlineData(0, 2.4, "0.5 1 1.5 2")]
    [InlineData(0.905, 1.095, "0.95 1 1.05")]
    public void Short_axis_has_two_labels_or_more(double min, double max, string labels)
    {
        var plot = PaperStyle.NewPlot("x", "y");
        PaperStyle.SetFewTicksY(plot);
        plot.Axes.SetLimits(0, 1, min, max);
        FigureWriter.ToBytes(new Figure([new Figure.Panel(plot, 1)], heightMillimetres: 25), FigureFormat.Svg);
        var ticks = plot.Axes.Left.TickGenerator.Ticks;
        Assert.Equal(labels, string.Join(' ', ticks.Where(tick => tick.IsMajor).Select(tick => tick.Label)));
        Assert.All(ticks, tick => Assert.InRange(tick.Position, min - 1e-6, max + 1e-6));
        Assert.Equal(ticks.Length, ticks.Select(tick => Math.Round(tick.Position, 6)).Distinct().Count());
    }

    [Fact]
    public void Logarithmic_axis_has_minor_ticks_at_two_to_nine()
    {
        var minor = Ticks(0, 2).Where(tick => !tick.IsMajor).Select(tick => Math.Pow(10, tick.Position)).Order().ToArray();
        double[] expected = [2, 3, 4, 5, 6, 7, 8, 9, 20, 30, 40, 50, 60, 70, 80, 90];
        Assert.Equal(expected.Length, minor.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], minor[i], 1e-9 * expected[i]);
    }

    [Fact]
    public void Logarithmic_axis_of_many_decades_skips_some()
    {
        var ticks = Ticks(0, 60);
        var positions = ticks.Where(tick => tick.IsMajor).Select(tick => tick.Position).Order().ToArray();
        Assert.InRange(positions.Length, 5, 25);
        Assert.All(positions, position => Assert.Equal(0, position % (positions[1] - positions[0])));
    }

    [Fact]
    public void Numbers_have_no_separators_and_a_minus_sign()
    {
        var plot = PaperStyle.NewPlot("x", "y");
        plot.Axes.SetLimits(-2000, 2000, 0, 1);
        FigureWriter.ToBytes(new Figure(plot, 178), FigureFormat.Svg);
        var labels = plot.Axes.Bottom.TickGenerator.Ticks.Where(tick => tick.IsMajor).Select(tick => tick.Label).ToArray();
        Assert.Contains("−2000", labels);
        Assert.Contains("0", labels);
        Assert.Contains("1500", labels);
    }

    [Fact]
    public void Small_and_large_numbers_are_powers_of_ten()
    {
        var plot = PaperStyle.NewPlot("x", "y");
        plot.Axes.SetLimits(-2e6, 2e6, 0, 7e-6);
        FigureWriter.ToBytes(new Figure(plot, 178), FigureFormat.Svg);
        Assert.Contains("−2×10⁶", plot.Axes.Bottom.TickGenerator.Ticks.Select(tick => tick.Label));
        Assert.Contains("5×10⁻⁶", plot.Axes.Left.TickGenerator.Ticks.Select(tick => tick.Label));
        Assert.Contains("0", plot.Axes.Left.TickGenerator.Ticks.Select(tick => tick.Label));
    }

    [Fact]
    public void Ticks_stand_on_all_four_sides()
    {
        var plot = PaperStyle.NewPlot("x", "y");
        plot.Axes.SetLimits(0, 7, 0, 3);
        FigureWriter.ToBytes(new Figure(plot), FigureFormat.Svg);
        Assert.Equal(Positions(plot.Axes.Bottom), Positions(plot.Axes.Top));
        Assert.Equal(Positions(plot.Axes.Left), Positions(plot.Axes.Right));
        Assert.Equal((0, 7), (plot.Axes.Top.Min, plot.Axes.Top.Max));
        Assert.All(plot.Axes.Top.TickGenerator.Ticks, tick => Assert.Equal("", tick.Label));

        static double[] Positions(IAxis axis) => [.. axis.TickGenerator.Ticks.Select(tick => tick.Position)];
    }

    private static Tick[] Ticks(double min, double max)
    {
        var plot = PaperStyle.NewPlot("x", "y");
        PaperStyle.SetLogarithmicY(plot);
        plot.Axes.SetLimits(0, 1, min, max);
        FigureWriter.ToBytes(new Figure(plot), FigureFormat.Svg);
        return plot.Axes.Left.TickGenerator.Ticks;
    }
}
