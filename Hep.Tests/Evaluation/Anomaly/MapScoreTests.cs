using Hep.Evaluation;
using Hep.Evaluation.Anomaly;
using Hep.Evaluation.Plots;
using Xunit;

namespace Hep.Tests.Evaluation.Anomaly;

/// <summary>Scores of maps: one dead cell among thousands, closed forms, and whether the right cells are found.</summary>
public sealed class MapScoreTests
{
    [Theory]
    [InlineData(0, 100, -14.142135623730951)]
    [InlineData(100, 100, 0)]
    [InlineData(4, 1, 2.2561815)]
    [InlineData(1, 4, -1.7964997)]
    [InlineData(0, 0, 0)]
    [InlineData(3, 0, double.PositiveInfinity)]
    [InlineData(-1, 3, double.NaN)]
    public void A_pull_is_the_signed_root_of_the_deviance(double count, double expected, double pull) => Assert.Equal(pull, PoissonPulls.Of(count, expected), 1e-6);

    [Fact]
    public void Pulls_of_likely_counts_are_those_of_a_normal_distribution()
    {
        // The difference is of the order of 1 / sqrt(mean).
        Assert.Equal(1, PoissonPulls.Of(1e8 + 1e4, 1e8), 1e-4);
        Assert.Equal(-3, PoissonPulls.Of(1e8 - 3e4, 1e8), 1e-3);
    }

    [Fact]
    public void One_dead_cell_moves_the_largest_pull_and_not_the_mean_deviance()
    {
        const int cells = 3456;
        var (counts, expected) = (new float[2 * cells], new float[2 * cells]);
        Array.Fill(expected, 100);
        for (var i = 0; i < counts.Length; i++)
            counts[i] = i % 2 == 0 ? 110 : 90;
        counts[cells + 40] = 0;
        var pulls = PoissonPulls.OfCells(counts, expected);
        var (largest, mean) = (PoissonPulls.Largest(pulls, cells), PoissonPulls.MeanDeviance(pulls, cells));
        Assert.Equal(-PoissonPulls.Of(90, 100), largest[0], 1e-5);
        Assert.Equal(Math.Sqrt(200), largest[1], 1e-5);
        Assert.InRange(mean[1] - mean[0], 0.05, 0.06);
        Assert.Throws<ArgumentException>(() => PoissonPulls.Largest(pulls, 1000));
        Assert.Throws<ArgumentException>(() => PoissonPulls.OfCells(counts, expected[1..]));
    }

    [Fact]
    public void The_overlap_counts_affected_cells_among_as_many_largest_errors()
    {
        float[] errors = [5, -4, 1, 0, 3, 1, 1, 1, 1, 1, 1, 1];
        float[] masks = [1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0];
        var overlaps = ErrorOverlap.Of(errors, masks, 4);

        // Two cells of the first map, of which one is among the two largest; one of four equal errors of the second ... none in the third.
        Assert.Equal([0.5, 1, double.NaN], overlaps);
        Assert.Equal(0.25, ErrorOverlap.Of([1, 1, 1, 1], [0, 1, 0, 0], 4)[0]);
        var found = ErrorOverlap.Found([1, 0.5, 0.4, double.NaN, 0]);
        Assert.Equal(0.5, found.Value);
        Assert.Equal(0.25, ErrorOverlap.Found([1, 0.5, 0.4, 0], 1).Value);
        Assert.True(double.IsNaN(ErrorOverlap.Found([double.NaN]).Value));
        Assert.Throws<ArgumentException>(() => ErrorOverlap.Of(errors, masks[1..], 4));
    }

    [Fact]
    public void The_figure_of_errors_has_the_three_images_and_the_first_two_in_the_same_colours()
    {
        double[,] map = { { 0, 10 }, { 20, 30 } }, rebuilt = { { 5, 11 }, { 19, 60 } }, errors = { { -3, 0 }, { 0, 2 } };
        var figure = ErrorMapFigure.Create(map, rebuilt, errors, new ImageAxis("φ", "rad", -3, 3), new ImageAxis("η", "", -2, 2));
        Assert.Equal(3, figure.Panels.Count);
        var ranges = figure.Panels.Select(panel => panel.Plot.GetPlottables<ScottPlot.Plottables.Heatmap>().Single().ManualRange!.Value).ToArray();
        Assert.Equal((0, 60), (ranges[0].Min, ranges[0].Max));
        Assert.Equal(ranges[0], ranges[1]);
        Assert.Equal((-3, 3), (ranges[2].Min, ranges[2].Max));
        Assert.Contains("Reconstructed,1.5,1,60", figure.Numbers!.ToCsv(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_figure_of_improvements_stops_where_the_background_is_not_measured()
    {
        var random = new Random(5);
        bool[] isSignal = [.. Enumerable.Range(0, 4000).Select(i => i % 4 == 0)];
        var sample = new BinarySample("Forest", isSignal.Select(signal => random.NextDouble() + (signal ? 0.5 : 0)).ToArray(), isSignal);
        var figure = ImprovementFigure.Create(50, sample);
        var lines = figure.Numbers!.ToCsv().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("curve,threshold,signal_efficiency,improvement,improvement_error", lines[0]);
        foreach (var line in lines.Skip(1))
            Assert.True(sample.Background.Count * sample.Roc.AtThreshold(double.Parse(line.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture)).BackgroundEfficiency.Value >= 50);
        Assert.Throws<ArgumentOutOfRangeException>(() => ImprovementFigure.Create());
    }
}
