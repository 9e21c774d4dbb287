using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

public sealed class RocCurveTests
{
    [Theory]
    [MemberData(nameof(GoldenMetrics.BinaryCases), MemberType = typeof(GoldenMetrics))]
    public void CurveAndAreaAreThoseOfScikitLearn(string name)
    {
        var golden = GoldenMetrics.Binary(name);
        var roc = GoldenMetrics.Sample(golden).Roc;
        Close(GoldenMetrics.Doubles(golden, "tpr"), roc.SignalEfficiencies());
        Close(GoldenMetrics.Doubles(golden, "fpr"), roc.BackgroundEfficiencies());
        Assert.Equal(GoldenMetrics.Doubles(golden, "thresholds"), roc.Thresholds[1..].ToArray());
        Assert.Equal(double.PositiveInfinity, roc.Thresholds[0]);
        Assert.Equal(GoldenMetrics.Number(golden, "auc"), roc.Auc.Value, 1e-12);
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.0, 7)]
    [InlineData(0.3, 0)]
    [InlineData(0.3, 5)]
    public void AreaIsTheWeightedMannWhitneyStatisticAlsoWithTiesAndNegativeWeights(double negative, int levels)
    {
        var events = Toy.Make(1, 300, negative, levels);
        Assert.Equal(Toy.AucByDefinition(events), events.Sample().Roc.Auc.Value, 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void UnweightedErrorIsThatOfDeLongByDefinition(int levels)
    {
        var events = Toy.Make(2, 120, levels: levels);
        Array.Fill(events.Weights, 3.0);
        var signal = Enumerable.Range(0, 120).Where(i => events.IsSignal[i]).Select(i => events.Scores[i]).ToArray();
        var background = Enumerable.Range(0, 120).Where(i => !events.IsSignal[i]).Select(i => events.Scores[i]).ToArray();
        var auc = signal.Average(x => background.Average(y => Toy.Psi(x, y)));
        var s10 = signal.Sum(x => Math.Pow(background.Average(y => Toy.Psi(x, y)) - auc, 2)) / (signal.Length - 1);
        var s01 = background.Sum(y => Math.Pow(signal.Average(x => Toy.Psi(x, y)) - auc, 2)) / (background.Length - 1);
        var error = Math.Sqrt((s10 / signal.Length) + (s01 / background.Length));
        Assert.Equal(error, events.Sample().Roc.Auc.Error, 1e-13);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void IntervalHasTheDegreesOfFreedomOfItsSquares(int levels)
    {
        // Events of one score and class share their squared weight: here they have the same.
        var events = Toy.Make(7, 60, levels: levels);
        Array.Fill(events.Weights, 2.0);
        double auc = Toy.AucByDefinition(events), squares = 0, fourthPowers = 0;
        for (var i = 0; i < 60; i++)
        {
            double[] others = [.. Enumerable.Range(0, 60).Where(j => events.IsSignal[j] != events.IsSignal[i]).Select(j => events.Scores[j])];
            var component = others.Average(other => events.IsSignal[i] ? Toy.Psi(events.Scores[i], other) : Toy.Psi(other, events.Scores[i])) - auc;
            var own = 60 - others.Length;
            var square = component * component / own / (own - 1);
            (squares, fourthPowers) = (squares + square, fourthPowers + (square * square));
        }

        var t = MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, squares * squares / fourthPowers, 0.975);
        var interval = events.Sample().Roc.AucInterval(0.95);
        double Logit(double x) => Math.Log(x / (1 - x));
        Assert.Equal(t * Math.Sqrt(squares) / (auc * (1 - auc)), Logit(interval.High) - Logit(auc), 1e-6);
        Assert.Equal(Logit(interval.High) - Logit(auc), Logit(auc) - Logit(interval.Low), 1e-12);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.15)]
    public void WeightedErrorIsThatOfThePoissonBootstrap(double negative)
    {
        var events = Toy.Make(3, 1200, negative);
        var random = new Random(4);
        var areas = new double[600];
        for (var replica = 0; replica < areas.Length; replica++)
        {
            var weights = Array.ConvertAll(events.Weights, weight => weight * Poisson1(random));
            areas[replica] = (events with { Weights = weights }).Sample().Roc.Auc.Value;
        }

        var mean = areas.Average();
        var spread = Math.Sqrt(areas.Sum(area => (area - mean) * (area - mean)) / (areas.Length - 1));
        // 600 replicas know a standard deviation to 2.9%; three of those.
        Assert.InRange(events.Sample().Roc.Auc.Error / spread, 0.91, 1.09);
    }

    [Fact]
    public void ErrorCoversTheSpreadOfIndependentSamples()
    {
        var estimates = Enumerable.Range(100, 400).Select(seed => Toy.Make(seed, 250).Sample().Roc.Auc).ToArray();
        // Two unit normals 1.5 apart: AUC = Phi(1.5 / sqrt 2).
        const double truth = 0.8555778168;
        var pulls = estimates.Select(e => (e.Value - truth) / e.Error).ToArray();
        Assert.InRange(pulls.Average(), -0.2, 0.2);
        Assert.InRange(Math.Sqrt(pulls.Average(p => p * p)), 0.9, 1.12);
    }

    [Fact]
    public void MonotoneMapWeightScaleAndOrderChangeNothing()
    {
        var events = Toy.Make(5, 400, negative: 0.1, levels: 20);
        var expected = events.Sample().Roc.Auc;

        var mapped = events with { Scores = Array.ConvertAll(events.Scores, x => Math.Exp(3 * x) - 40) };
        Assert.Equal(expected, mapped.Sample().Roc.Auc);

        var scaled = (events with { Weights = Array.ConvertAll(events.Weights, w => 1e-7 * w) }).Sample().Roc.Auc;
        Assert.Equal(expected.Value, scaled.Value, 1e-12);
        Assert.Equal(expected.Error, scaled.Error, 1e-12);

        var order = Enumerable.Range(0, 400).ToArray();
        new Random(6).Shuffle(order);
        var shuffled = new Toy.Events(
            Array.ConvertAll(order, i => events.Scores[i]),
            Array.ConvertAll(order, i => events.IsSignal[i]),
            Array.ConvertAll(order, i => events.Weights[i]));
        Assert.Equal(expected.Value, shuffled.Sample().Roc.Auc.Value, 1e-12);
        Assert.Equal(expected.Error, shuffled.Sample().Roc.Auc.Error, 1e-12);
    }

    [Fact]
    public void SwappedClassesGiveTheComplementWithTheSameError()
    {
        var events = Toy.Make(7, 300, levels: 10);
        var auc = events.Sample().Roc.Auc;
        var swapped = (events with { IsSignal = Array.ConvertAll(events.IsSignal, s => !s) }).Sample().Roc.Auc;
        Assert.Equal(1 - auc.Value, swapped.Value, 1e-12);
        Assert.Equal(auc.Error, swapped.Error, 1e-12);
    }

    [Fact]
    public void DoubledWeightsAreDuplicatedEvents()
    {
        var events = Toy.Make(8, 100);
        var doubled = (events with { Weights = Array.ConvertAll(events.Weights, w => 2 * w) }).Sample();
        var twice = new Toy.Events(
            [.. events.Scores, .. events.Scores],
            [.. events.IsSignal, .. events.IsSignal],
            [.. events.Weights, .. events.Weights]).Sample();
        Assert.Equal(doubled.Roc.Auc.Value, twice.Roc.Auc.Value, 1e-13);
        Close(doubled.Roc.SignalEfficiencies(), twice.Roc.SignalEfficiencies());
    }

    [Fact]
    public void ConstantScoresAreWorthAHalfAndSeparatedOnesOne()
    {
        bool[] labels = [true, false, true, false];
        Assert.Equal(new Estimate(0.5, 0), new BinarySample("constant", (double[])[2, 2, 2, 2], labels).Roc.Auc);
        Assert.Equal(new Estimate(1, 0), new BinarySample("perfect", (double[])[3, 1, 4, 2], labels).Roc.Auc);
        Assert.Equal(2, new BinarySample("zeros of both signs", (double[])[0.0, -0.0, 0.0, -0.0], labels).Roc.Count);
    }

    [Fact]
    public void OneEventInAClassHasNoError()
    {
        var auc = new BinarySample("lonely", (double[])[3, 1, 4], (bool[])[true, false, false]).Roc.Auc;
        Assert.Equal(0.5, auc.Value);
        Assert.True(double.IsNaN(auc.Error));
    }

    [Fact]
    public void RejectionIsInterpolatedAlongTheCurve()
    {
        // Points (eps_s, eps_b): (0, 0), (0.5, 0), (0.5, 0.25), (1, 0.25), then the rest of the background.
        var roc = new BinarySample("steps", (double[])[9, 8, 7, 3, 2, 1], (bool[])[true, false, true, false, false, false]).Roc;
        Assert.Equal(0.0, roc.AtSignalEfficiency(0.5).BackgroundEfficiency.Value);
        Assert.Equal(0.25, roc.AtSignalEfficiency(0.51).BackgroundEfficiency.Value);
        Assert.Equal(double.PositiveInfinity, roc.AtSignalEfficiency(0.5).BackgroundRejection.Value);
        Assert.True(double.IsNaN(roc.AtSignalEfficiency(0.5).BackgroundRejection.Error));

        // One tied group of both classes is a slanted segment from (0, 0) to (0.5, 0.5).
        var tied = new BinarySample("tied", (double[])[2, 2, 1, 1], (bool[])[true, false, true, false]).Roc;
        var point = tied.AtSignalEfficiency(0.2);
        Assert.Equal(0.2, point.SignalEfficiency.Value, 1e-15);
        Assert.Equal(0.2, point.BackgroundEfficiency.Value, 1e-15);
        Assert.Equal(5.0, point.BackgroundRejection.Value, 1e-13);
        Assert.Throws<ArgumentOutOfRangeException>(() => tied.AtSignalEfficiency(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => tied.AtSignalEfficiency(double.NaN));
    }

    [Fact]
    public void EfficiencyErrorsAreBinomial()
    {
        var events = Toy.Make(9, 500);
        Array.Fill(events.Weights, 1.0);
        var point = events.Sample().Roc.AtThreshold(0.6);
        var background = Enumerable.Range(0, 500).Where(i => !events.IsSignal[i]).Select(i => events.Scores[i]).ToArray();
        var efficiency = background.Count(x => x >= 0.6) / (double)background.Length;
        var error = Math.Sqrt(efficiency * (1 - efficiency) / background.Length);
        Assert.Equal(efficiency, point.BackgroundEfficiency.Value, 1e-15);
        Assert.Equal(error, point.BackgroundEfficiency.Error, 1e-15);
        Assert.Equal(1 / efficiency, point.BackgroundRejection.Value, 1e-12);
        Assert.Equal(error / (efficiency * efficiency), point.BackgroundRejection.Error, 1e-12);
    }

    [Fact]
    public void ThresholdSelectsTheScoresAtOrAboveIt()
    {
        var roc = new BinarySample("steps", (double[])[0.9, 0.5, 0.5, 0.1], (bool[])[true, true, false, false]).Roc;
        Assert.Equal(1.0, roc.AtThreshold(0.5).SignalEfficiency.Value);
        Assert.Equal(0.5, roc.AtThreshold(0.5).BackgroundEfficiency.Value);
        Assert.Equal(0.5, roc.AtThreshold(Math.BitIncrement(0.5)).SignalEfficiency.Value);
        Assert.Equal(1.0, roc.AtThreshold(double.NegativeInfinity).BackgroundEfficiency.Value);
        Assert.Equal(0.0, roc.AtThreshold(double.PositiveInfinity).SignalEfficiency.Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => roc.AtThreshold(double.NaN));
    }

    [Fact]
    public void RejectionOfAllBackgroundHasALowerLimit()
    {
        // Background within two standard deviations of the threshold, none above it: the curve has a slope there, and the rejection no value.
        double[] scores = [.. Enumerable.Range(0, 40).Select(i => 1 - (0.01 * i)), 0.75, 0.74, .. Enumerable.Range(0, 60).Select(i => 0.01 * i)];
        bool[] isSignal = [.. Enumerable.Range(0, 102).Select(i => i < 40)];
        var interval = new BinarySample("clean", scores, isSignal).Roc.RejectionInterval(0.5);
        Assert.Equal(double.PositiveInfinity, interval.Value);
        Assert.Equal(1 / EfficiencyInterval.Wilson(new WeightSum(0, 0, 0), new WeightSum(62, 62, 62)).High, interval.Low, 1e-9);
        Assert.Equal("> 63 (68.27% CL)", interval.ToString());
    }

    [Fact]
    public void LastPointHoldsTheSumsOfTheSample()
    {
        var sample = Toy.Make(10, 300, negative: 0.2).Sample();
        Assert.Equal(sample.Signal.Count, sample.Roc.Signal[^1].Count);
        Assert.Equal(sample.Background.Sum, sample.Roc.Background[^1].Sum, 1e-10);
        Assert.Equal(sample.Background.SumOfSquares, sample.Roc.Background[^1].SumOfSquares, 1e-10);
    }

    private static int Poisson1(Random random)
    {
        var count = 0;
        for (var product = random.NextDouble(); product > Math.Exp(-1); product *= random.NextDouble())
            count++;
        return count;
    }

    private static void Close(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-12);
    }
}
