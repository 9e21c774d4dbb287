using Hep.Evaluation.Plots;
using ScottPlot;
using Xunit;

namespace Hep.Tests.Evaluation.Plots;

public class FigureLayoutTests
{
    [Fact]
    public void DataAreasOfAGridHaveOneSizeAndLineUp()
    {
        var figure = Gallery.Make("grid");
        FigureWriter.ToBytes(figure, FigureFormat.Svg);
        var areas = figure.Panels.Select(panel => panel.Plot.LastRender.DataRect).ToArray();
        Assert.All(areas, area => Assert.Equal((areas[0].Width, areas[0].Height), (area.Width, area.Height), new Near()));
        for (var i = figure.Columns; i < areas.Length; i++)
            Assert.Equal(areas[i - figure.Columns].Left, areas[i].Left, 0.01f);
        for (var i = 1; i < figure.Columns; i++)
        {
            Assert.Equal(areas[0].Top, areas[i].Top, 0.01f);
            Assert.True(areas[i].Left > areas[i - 1].Right + 5);
        }

        Assert.InRange(areas[figure.Columns - 1].Right, 0.95 * Points(178), Points(178));
    }

    [Fact]
    public void AGridHasOneLegendAboveAndNoneInside()
    {
        var svg = Svg(Gallery.Make("grid"));
        Assert.Equal(2, svg.Split(">Background<").Length);
        Assert.Contains(">Simulation<", svg);
        Assert.Contains(">√s = 8 TeV, 20.2 fb⁻¹<", svg);
    }

    [Fact]
    public void NotesStandAboveTheFrame()
    {
        var figure = Gallery.Make("ratio").WithNote("Work in progress", "√s = 7 TeV");
        var svg = Svg(figure);
        Assert.Contains(">Work in progress<", svg);
        Assert.DoesNotContain(">Simulation<", svg);
        Assert.True(figure.Panels[0].Plot.LastRender.DataRect.Top > 1.3 * figure.FontSize);
        Assert.DoesNotContain("√s", Svg(figure.WithNote(null)));
    }

    // A straight line from corner to corner leaves two corners.
    [Theory]
    [InlineData(true, Alignment.LowerRight, Alignment.LowerRight)]
    [InlineData(true, Alignment.UpperRight, Alignment.UpperLeft)]
    [InlineData(false, Alignment.UpperLeft, Alignment.UpperRight)]
    public void LegendsGoToAFreeCorner(bool rises, Alignment wanted, Alignment expected)
    {
        var plot = PaperStyle.NewPlot("x", "y");
        plot.Add.ScatterLine(new double[] { 0, 1 }, rises ? [0, 1] : [1, 0]).LegendText = "line";
        plot.Axes.SetLimits(0, 1, 0, 1);
        plot.ShowLegend(wanted);
        Svg(new Figure(plot));
        Assert.Equal(expected, plot.Legend.Alignment);
        Assert.Equal(1, plot.Axes.Left.Max);
    }

    [Fact]
    public void WhereNoCornerIsFreeTheAxisGrowsUnlessItsEndMeansSomething()
    {
        foreach (var headroom in new[] { true, false })
        {
            var plot = PaperStyle.NewPlot("x", "y");
            var places = Enumerable.Range(0, 400).ToArray();
            plot.Add.ScatterPoints(Array.ConvertAll(places, i => (i % 20) / 19.0), Array.ConvertAll(places, i => (i / 20) / 19.0)).LegendText = "everywhere";
            plot.Axes.SetLimits(0, 1, 0, 1);
            Svg(new Figure([new Figure.Panel(plot) { Headroom = headroom }]));
            if (headroom)
                Assert.InRange(plot.Axes.Left.Max, 1.05, 1.5);
            else
                Assert.Equal(1, plot.Axes.Left.Max);
        }
    }

    [Fact]
    public void AWiderFigureKeepsItsNumbersAndNotes()
    {
        var numbers = new NumberTable("x");
        var wide = new Figure(Gallery.Make("roc").Panels[0].Plot) { Numbers = numbers }.WithNote("Simulation").Sized(Figure.TwoColumns, 9);
        Assert.Equal((178, 9, "Simulation"), (wide.WidthMillimetres, wide.FontSize, wide.Label));
        Assert.Equal(65 * Math.Sqrt(178 / 86.0), wide.HeightMillimetres, 1e-9);
        Assert.Same(numbers, wide.Numbers);
        var grid = Gallery.Make("grid");
        Assert.Same(grid, grid.Sized(Figure.OneColumn));
        Assert.Throws<ArgumentException>(() => wide.Sized(0));
    }

    [Fact]
    public void AGridNeedsAPlotAndAColumn()
    {
        Assert.Throws<ArgumentException>(() => Figure.Grid([], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Figure.Grid([new Plot()], 0));
        Assert.Contains("<svg", Svg(Figure.Grid([PaperStyle.NewPlot("x", "y")], 3)));
    }

    private static string Svg(Figure figure) => System.Text.Encoding.UTF8.GetString(FigureWriter.ToBytes(figure, FigureFormat.Svg));

    private static double Points(double millimetres) => millimetres / 25.4 * 72;

    private sealed class Near : IEqualityComparer<(float Width, float Height)>
    {
        public bool Equals((float Width, float Height) x, (float Width, float Height) y) => Math.Abs(x.Width - y.Width) < 0.01 && Math.Abs(x.Height - y.Height) < 0.01;

        public int GetHashCode((float Width, float Height) obj) => 0;
    }
}
