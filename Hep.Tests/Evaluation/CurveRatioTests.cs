using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

public class CurveRatioTests
{
    private static readonly double[] Grid = [0.1, 0.25, 0.5, 0.8, 1];

    [Fact]
    public void ACurveDividedByItselfIsOneWithoutError()
    {
        var sample = Toy.Make(1, 2000, negative: 0.05).Sample();
        foreach (var ratio in CurveRatio.OfRejections(sample, sample, Grid).Concat(CurveRatio.OfSignalEfficiencies(sample, sample, Grid)))
        {
            Assert.Equal(1, ratio.Value, 1e-14);
            Assert.Equal(0, ratio.Error, 1e-7);
        }
    }

    [Fact]
    public void IndependentRelativeErrorsAddInQuadrature()
    {
        var (one, other) = (Toy.Make(1, 2000).Sample(), Toy.Make(2, 2500, separation: 1).Sample());
        var ratios = CurveRatio.OfRejections(one, other, Grid);
        for (var k = 0; k < Grid.Length; k++)
        {
            var (a, b) = (one.Roc.AtSignalEfficiency(Grid[k]).BackgroundRejection, other.Roc.AtSignalEfficiency(Grid[k]).BackgroundRejection);
            Assert.Equal(a.Value / b.Value, ratios[k].Value, 1e-12 * ratios[k].Value);
            Assert.Equal(double.Hypot(a.RelativeError, b.RelativeError), ratios[k].RelativeError, 1e-12);
        }
    }

    // A coarse score, as a tree ensemble's or one that saturates: a third of the events share the highest one, and the grid begins within them.
    [Fact]
    public void ErrorsWithinTiesAreThoseOfTheWorkingPoints()
    {
        BinarySample Coarse(int seed)
        {
            var events = Toy.Make(seed, 3000);
            return new BinarySample("coarse", Array.ConvertAll(events.Scores, score => Math.Min(0.5, Math.Round(2 * score) / 2)), events.IsSignal, events.Weights);
        }

        var (one, other) = (Coarse(1), Coarse(2));
        double[] grid = [0.01, 0.05, 0.3, 0.9];
        var ratios = CurveRatio.OfRejections(one, other, grid);
        for (var k = 0; k < grid.Length; k++)
        {
            var (a, b) = (one.Roc.AtSignalEfficiency(grid[k]).BackgroundRejection, other.Roc.AtSignalEfficiency(grid[k]).BackgroundRejection);
            Assert.Equal(double.Hypot(a.RelativeError, b.RelativeError), ratios[k].RelativeError, 1e-12);
        }

        Assert.All(CurveRatio.OfRejections(one, one, grid), ratio => Assert.Equal(0, ratio.Error, 1e-7));
    }

    // By hand: four background events of weights 1, 2, 1, 2; at the full signal efficiency the first classifier selects {1, 2}, the second {2, 3}.
    [Fact]
    public void PairedErrorsAreThoseOfTheDefinition()
    {
        bool[] isSignal = [true, false, false, false, false];
        double[] weights = [1, 1, 2, 1, 2];
        var first = new BinarySample("first", (double[])[0.5, 0.9, 0.8, 0.1, 0.2], isSignal, weights);
        var second = new BinarySample("second", (double[])[0.5, 0.1, 0.8, 0.9, 0.2], isSignal, weights);
        var ratio = CurveRatio.OfRejections(first, second, [1])[0];

        // Both efficiencies are 3 / 6; pulls (a - 1/2) / (1/2) are (+, +, -, -) and (-, +, +, -): their difference is 2 w for the two events of weight 1.
        Assert.Equal(1, ratio.Value, 1e-14);
        Assert.Equal(Math.Sqrt(2 * 4.0) / 6, ratio.Error, 1e-14);
    }

    [Fact]
    public void PairedErrorsAreTheSpreadOfTheRatio()
    {
        // Replicas of correlated scores: the error that is quoted is the spread that is seen, and less than half of what quadrature would give.
        var (ratios, errors, quadrature) = (new List<double>(), new List<double>(), new List<double>());
        for (var replica = 0; replica < 400; replica++)
        {
            var events = Toy.Make(1000 + replica, 1500);
            var random = new Random(replica);
            var blurred = new BinarySample("blurred", Array.ConvertAll(events.Scores, score => score + (0.05 * Toy.Normal(random))), events.IsSignal, events.Weights);

            // Both are cut where they select half of the signal of the same replica.
            var ratio = CurveRatio.OfRejections(blurred, events.Sample(), [0.5])[0];
            ratios.Add(ratio.Value);
            errors.Add(ratio.Error);
            quadrature.Add(ratio.Value * double.Hypot(
                blurred.Roc.AtSignalEfficiency(0.5).BackgroundRejection.RelativeError, events.Sample().Roc.AtSignalEfficiency(0.5).BackgroundRejection.RelativeError));
        }

        var mean = ratios.Average();
        var spread = Math.Sqrt(ratios.Sum(ratio => (ratio - mean) * (ratio - mean)) / (ratios.Count - 1));
        Assert.InRange(errors.Average() / spread, 0.9, 1.1);
        Assert.InRange(errors.Average() / quadrature.Average(), 0, 0.5);
    }

    [Fact]
    public void OtherEventsAreNotPaired()
    {
        var events = Toy.Make(1, 500);
        Assert.True(events.Sample("a").HasSameEvents(new BinarySample("b", Array.ConvertAll(events.Scores, s => -s), events.IsSignal, events.Weights)));
        Assert.False(events.Sample("a").HasSameEvents(Toy.Make(2, 500).Sample("b")));
        Assert.False(events.Sample("a").HasSameEvents(Toy.Make(1, 501).Sample("b")));
    }

    [Fact]
    public void WithoutBackgroundThereIsNoRatio()
    {
        var clean = new BinarySample("clean", (double[])[0.9, 0.8, 0.1], (bool[])[true, true, false]);
        var ratios = CurveRatio.OfRejections(clean, clean, [0.5, 1]);
        Assert.All(ratios, ratio => Assert.True(double.IsNaN(ratio.Value) && double.IsNaN(ratio.Error)));
    }

    [Theory]
    [InlineData(0.0, 0.5)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.5, 1.1)]
    [InlineData(0.5, double.NaN)]
    public void AGridRisesBetweenZeroAndOne(double first, double second)
    {
        var sample = Toy.Make(1, 100).Sample();
        var error = Assert.Throws<ArgumentException>(() => CurveRatio.OfRejections(sample, sample, [first, second]));
        Assert.Contains("expected numbers that rise in (0, 1]", error.Message);
    }
}
