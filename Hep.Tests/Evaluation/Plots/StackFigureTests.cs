using System.Globalization;
using System.Text;
using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Xunit;

namespace Hep.Tests.Evaluation.Plots;

/// <summary>Stacks, efficiencies and precisions by hand, and what hostile input makes of them.</summary>
public class StackFigureTests
{
    [Fact]
    public void NumbersAreTheSumsByHand()
    {
        var (low, high, data) = (Bins((0.5, 2), (0.5, 1), (-3, 4)), Bins((0.5, -1), (1.5, 2)), Bins((0.5, 1), (0.5, 1), (1.5, 1), (9, 1)));
        var numbers = StackFigure.Create("x", [new("low", low), new("high", high)], new StackFigureOptions { Data = data }).Numbers!;
        Assert.Equal(
            ["low", "high", "low", "low_error", "high", "high_error", "simulation", "simulation_error", "data", "data_error", "ratio", "ratio_error_of_data", "ratio_error_of_simulation", "ratio_error"],
            numbers.Columns);

        // First bin: 2 + 1 and the underflow's 4, less 1; second: 2. Data: 2, and 1 with the overflow's 1.
        var total = Math.Sqrt(4 + 1 + 16 + 1);
        AssertRow([0, 1, 7, Math.Sqrt(21), -1, 1, 6, total, 2, Math.Sqrt(2), 2 / 6.0, Math.Sqrt(2) / 6, total / 18, Math.Sqrt((2 / 36.0) + (total * total / 324))], numbers.Rows[0]);
        AssertRow([1, 2, 0, 0, 2, 2, 2, 2, 2, Math.Sqrt(2), 1, Math.Sqrt(2) / 2, 1, Math.Sqrt(1.5)], numbers.Rows[1]);
    }

    [Fact]
    public void OverflowMayBeLeftOut()
    {
        var numbers = StackFigure.Create("x", [new("p", Bins((-1, 5), (0.5, 1), (7, 3)))], new StackFigureOptions { IncludesOverflow = false }).Numbers!;
        Assert.Equal(["1", "0"], numbers.Rows.Select(row => row[2]));
    }

    [Fact]
    public void TheLegendHasTheYieldsWithOverflowAndTheSignalScaledUp()
    {
        var figure = StackFigure.Create("x", [new("Background", Bins((0.5, 3000), (-1, 1000))), new("Signal", Bins((1.5, 2))) { IsOverlaid = true }]);
        Assert.Equal([$"Signal ({new Estimate(2, 2)})", $"Background ({new Estimate(4000, Math.Sqrt(1e7))})", "Stat. unc.", "Signal × 2000"], Legend(figure));
    }

    [Fact]
    public void HostileContentsAreDrawn()
    {
        StackedProcess[][] stacks =
        [
            [new("empty", Bins())],
            [new("negative", Bins((0.5, -3), (1.5, -2)))],
            [new("positive", Bins((0.5, 1))), new("cancels", Bins((0.5, -1)))],
            [new("one", Bins((0.5, 1e-300)))],
            [new("huge", Bins((0.5, 1e300), (1.5, 1)))],
        ];
        foreach (var stack in stacks)
        {
            foreach (var data in new[] { null, Bins(), Bins((0.5, 1)) })
            {
                foreach (var logarithmic in new[] { false, true })
                {
                    var figure = StackFigure.Create("x", stack, new StackFigureOptions { Data = data, Logarithmic = logarithmic });
                    var svg = Encoding.UTF8.GetString(FigureWriter.ToBytes(figure, FigureFormat.Svg));
                    Assert.DoesNotContain("NaN", svg);
                    Assert.DoesNotContain("∞", svg);
                }
            }
        }
    }

    [Fact]
    public void ABinWithoutSimulationHasNoRatio()
    {
        var numbers = StackFigure.Create("x", [new("p", Bins((0.5, 1)))], new StackFigureOptions { Data = Bins((1.5, 1)) }).Numbers!;
        Assert.All(numbers.Rows, row => Assert.Equal("NaN", row[8]));
    }

    [Fact]
    public void BlindedBinsHaveNoPoints()
    {
        var stack = new[] { new StackedProcess("p", Bins((0.5, 3), (1.5, 2))) };
        foreach (var (from, first, second) in new[] { (2.0, "2", "1"), (1.0, "2", "NaN"), (1.5, "2", "NaN"), (0.9, "NaN", "NaN") })
        {
            var figure = StackFigure.Create("x", stack, new StackFigureOptions { Data = Bins((0.5, 1), (0.5, 1), (1.5, 1)), BlindedFrom = from });
            Assert.Equal([first, second], figure.Numbers!.Rows.Select(row => row[6]));
            Assert.Equal([first == "NaN", second == "NaN"], figure.Numbers.Rows.Select(row => row[8] == "NaN"));
            Assert.Equal(["3", "2"], figure.Numbers.Rows.Select(row => row[4]));
            Assert.Equal(second == "NaN", Legend(figure).Contains("Blinded"));
        }
    }

    [Fact]
    public void CountsHaveNoErrorInTheLegendAndALogarithmicAxisShowsTheSignalAsItIs()
    {
        var stack = new[] { new StackedProcess("b", Bins((0.5, 3000))), new StackedProcess("s", Bins((1.5, 2))) { IsOverlaid = true } };
        Assert.Contains("Data (2)", Legend(StackFigure.Create("x", stack, new StackFigureOptions { Data = Bins((0.5, 1), (9, 1)) })));
        Assert.Contains($"Data ({new Estimate(2, 2)})", Legend(StackFigure.Create("x", stack, new StackFigureOptions { Data = Bins((0.5, 2)) })));
        Assert.Contains("s alone", Legend(StackFigure.Create("x", stack, new StackFigureOptions { Logarithmic = true })));
    }

    [Fact]
    public void EdgesMustAgree()
    {
        var error = Assert.Throws<ArgumentException>(() => StackFigure.Create("x", [new("p", Bins()), new("q", Histogram.Uniform(3, 0, 2))]));
        Assert.Contains("the histograms of a stack have the same edges", error.Message);
        Assert.Throws<ArgumentException>(() => StackFigure.Create("x", [new("p", Bins())], new StackFigureOptions { Data = Histogram.Uniform(2, 0, 3) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => StackFigure.Create("x", []));
    }

    // Wilson's interval at z = 1 by hand: centre (p + 1/2n) / (1 + 1/n), half width sqrt(p (1 - p) / n + 1/4n^2) / (1 + 1/n).
    [Fact]
    public void EfficienciesHaveWilsonIntervalsOfEffectiveEntries()
    {
        double[] weights = [3, 1, 1, 1, 5];
        var sample = new BinarySample("s", (double[])[0.9, 0.2, 0.8, 0.1, 0.3], (bool[])[true, true, true, true, false], weights);
        var numbers = EfficiencyFigure.Create("x", "GeV", [0, 1, 2], sample, [0.5, 0.5, 0.5, 1.5, 0.5], 0.5).Numbers!;

        // Signal below 1: weights 3 and 1 of 5 pass, with sums of squares 10 of 4 and 1 of 1; the n of the same binomial variance.
        var (p, n) = (0.8, 5 / ((0.2 * 10 / 4) + (0.8 * 1)));
        var centre = (p + (0.5 / n)) / (1 + (1 / n));
        var half = Math.Sqrt((p * (1 - p) / n) + (0.25 / (n * n))) / (1 + (1 / n));
        Assert.Equal("Signal", numbers.Rows[0][0]);
        AssertRow([0, 1, p, centre - half, centre + half, 25 / 11.0], [.. numbers.Rows[0].Skip(1)]);

        // One event that fails: [0, 1 / (n + 1)] at n = 1. Then the background, in its one bin.
        AssertRow([1, 2, 0, 0, 0.5, 1], [.. numbers.Rows[1].Skip(1)]);
        AssertRow([0, 1, 0, 0, 0.5, 1], [.. numbers.Rows[2].Skip(1)]);
        Assert.Equal(3, numbers.Rows.Count);
    }

    [Fact]
    public void EventsWithoutAValueAreLeftOutOfEfficiencies()
    {
        var sample = new BinarySample("s", (double[])[0.9, 0.2], (bool[])[true, false]);
        var figure = EfficiencyFigure.Create("x", "", [0, 1], sample, [double.NaN, double.NaN], 0.5);
        Assert.Empty(figure.Numbers!.Rows);
        Assert.Contains("<svg", Encoding.UTF8.GetString(FigureWriter.ToBytes(figure, FigureFormat.Svg)));
        Assert.Throws<ArgumentException>(() => EfficiencyFigure.Create("x", "", [0, 1], sample, [1], 0.5));
    }

    [Fact]
    public void PrecisionsAreSharesOfTheSelectedWeight()
    {
        var sample = new BinarySample("s", (double[])[0.9, 0.8, 0.7, 0.1], (bool[])[true, false, true, false], (double[])[2, 1, 2, 5]);
        var rows = PrecisionRecallFigure.Create(sample).Numbers!.Rows;

        // Thresholds 0.9, 0.8, 0.7, 0.1 select s, b of 2, 0 - 2, 1 - 4, 1 - 4, 6; the second has sigma = sqrt(1 * 4 + 4 * 1) / 9, and the last is known
        // to sqrt(36 * 8 + 16 * 26) / 100 = 0.27 of 0.4 alone, which is too little.
        Assert.Equal(["1", "0.6666666666666666", "0.8"], rows.Select(row => row[4]));
        Assert.Equal(Math.Sqrt(8) / 9, Number(rows[1][5]), 1e-14);
        Assert.Equal(["0.5", "0.5", "1"], rows.Select(row => row[2]));
        Assert.Contains($"s (AP = {sample.PrecisionRecall.AveragePrecision})", PrecisionRecallFigure.Create(sample).Panels[0].Plot.Legend.GetItems().Select(item => item.LabelText));
    }

    [Theory]
    [InlineData(new double[] { }, new[] { 0.0, 1 })]
    [InlineData(new[] { 3.0, 3 }, new[] { 2.5, 3.5 })]
    [InlineData(new[] { 0.0, 1, 3 }, new[] { -0.5, 0.5, 1.5, 2.5, 3.5 })]
    [InlineData(new[] { double.NaN, double.PositiveInfinity, 2 }, new[] { 1.5, 2.5 })]
    public void BinsOfFewValues(double[] values, double[] edges) => Assert.Equal(edges, VariableBins.Of(values));

    [Fact]
    public void BinsAreRoundAndHoldNearlyAll()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 5000).Select(_ => -50 * Math.Log(1 - random.NextDouble())).ToArray();
        var edges = VariableBins.Of(values);
        Assert.Equal(0, edges[0]);
        Assert.InRange(edges.Length, 15, 35);
        Assert.InRange(values.Count(value => value > edges[^1]) / 5000.0, 0, 0.006);
        Assert.Equal(10, edges[1] - edges[0], 1e-12);
        _ = new Histogram(VariableBins.Of([-1e-12, 0, 3e-12], 7));
    }

    private static Histogram Bins(params (double X, double Weight)[] entries)
    {
        var histogram = Histogram.Uniform(2, 0, 2);
        foreach (var (x, weight) in entries)
            histogram.Fill(x, weight);
        return histogram;
    }

    private static List<string> Legend(Figure figure) => [.. figure.Panels[0].Plot.Legend.GetItems().Select(item => item.LabelText).Where(text => text.Length > 0)];

    private static void AssertRow(double[] expected, IReadOnlyList<string> cells)
    {
        Assert.Equal(expected.Length, cells.Count);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], Number(cells[i]), 1e-12 * Math.Max(1, Math.Abs(expected[i])));
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
