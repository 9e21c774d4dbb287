using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

public sealed class SignificanceTests
{
    // Worked by hand with 40 digits: sqrt(2 ((s + b + 10) ln(1 + s / (b + 10)) - s)).
    [Theory]
    [InlineData(10, 0, 10, 2.7795480248410556)]
    [InlineData(100, 1000, 10, 3.0966917066097812)]
    [InlineData(1e-4, 1e6, 10, 9.9999500002083325e-08)]
    [InlineData(692, 411000, 10, 1.0790910769390818)]
    [InlineData(5, 3, 0, 2.3860570085787178)]
    public void AmsIsTheFormula(double s, double b, double regularisation, double expected)
    {
        var ams = Significance.Ams(new Estimate(s, 0), new Estimate(b, 0), regularisation);
        Assert.Equal(1.0, ams.Value / expected, 1e-13);
        Assert.Equal(0, ams.Error);
    }

    [Fact]
    public void AmsTendsToSignalOverRootBackground() =>
        Assert.Equal(1.0, Significance.Ams(new(10, 0), new(1e8, 0)).Value / (10 / Math.Sqrt(1e8)), 1e-6);

    // Worked with 50 digits from eq. 20 of Cowan's note.
    [Theory]
    [InlineData(10, 100, 0.1, 0.6901960632965302)]
    [InlineData(5, 3, 0.5, 1.6605276362057728)]
    [InlineData(100, 1000, 0.02, 2.6176480682668504)]
    [InlineData(0.001, 50, 0.3, 6.030190345114901e-05)]
    [InlineData(50, 10, 1.5, 1.6649380801565385)]
    public void AsimovIsTheFormula(double s, double b, double relative, double expected) =>
        Assert.Equal(1, Significance.Asimov(new(s, 0), new(b, 0), relative).Value / expected, 1e-13);

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.2)]
    public void ErrorsOfSignificancesArePropagated(double relative)
    {
        var (s, b) = (new Estimate(40, 2), new Estimate(300, 9));
        foreach (var significance in (Func<Estimate, Estimate, double, Estimate>[])[Significance.Asimov, Significance.SignalOverRoot])
        {
            const double h = 1e-3;
            double At(double ds, double db) => significance(new(40 + ds, 0), new(300 + db, 0), relative).Value;
            var bySignal = (At(h, 0) - At(-h, 0)) / (2 * h);
            var byBackground = (At(0, h) - At(0, -h)) / (2 * h);
            Assert.Equal(1, double.Hypot(2 * bySignal, 9 * byBackground) / significance(s, b, relative).Error, 1e-7);
        }
    }

    [Fact]
    public void AsimovTendsToSignalOverRoot()
    {
        var (s, b) = (new Estimate(1, 0), new Estimate(1e6, 0));
        Assert.Equal(1, Significance.Asimov(s, b, 0.01).Value / Significance.SignalOverRoot(s, b, 0.01).Value, 1e-6);
        Assert.Equal(1 / Math.Sqrt(1e6 + 1e8), Significance.SignalOverRoot(s, b, 0.01).Value, 1e-15);
        Assert.Equal(Significance.Asimov(s, b).Value, Significance.Asimov(s, b, 1e-9).Value, 1e-12);
        Assert.Equal(0, Significance.Asimov(new(-1, 1), b).Value);
        Assert.True(double.IsNaN(Significance.Asimov(s, new(0, 1)).Value));
        Assert.True(double.IsNaN(Significance.SignalOverRoot(s, new(-2, 1)).Value));
        Assert.Throws<ArgumentOutOfRangeException>(() => Significance.Asimov(s, b, -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Significance.SignalOverRoot(s, b, double.NaN));
    }

    [Fact]
    public void AnySignificanceIsScanned()
    {
        var events = Toy.Make(14, 400);
        var scan = new SignificanceScan(events.Sample(), (s, b) => Significance.SignalOverRoot(s, b, 0.3), expectedSignal: 50, expectedBackground: 1000);
        var (signal, background) = (events.Sample().Signal.Sum, events.Sample().Background.Sum);
        double At(double threshold)
        {
            double s = 0, b = 0;
            for (var i = 0; i < 400; i++)
            {
                if (events.Scores[i] >= threshold && events.IsSignal[i])
                    s += 50 * events.Weights[i] / signal;
                else if (events.Scores[i] >= threshold)
                    b += 1000 * events.Weights[i] / background;
            }

            return b > 0 ? s / Math.Sqrt(b + (0.09 * b * b)) : 0;
        }

        Assert.Equal(events.Scores.Max(At), scan.Best.Value, 1e-10);
        Assert.Equal(At(scan.BestThreshold), scan.Best.Value, 1e-10);
    }

    [Fact]
    public void ErrorIsTheSpreadOfTheFormula()
    {
        var (s, b) = (new Estimate(40, 2), new Estimate(300, 9));
        const double h = 1e-4;
        double At(double ds, double db) => Significance.Ams(new(40 + ds, 0), new(300 + db, 0)).Value;
        var bySignal = (At(h, 0) - At(-h, 0)) / (2 * h);
        var byBackground = (At(0, h) - At(0, -h)) / (2 * h);
        Assert.True(byBackground < 0);
        Assert.Equal(Math.Sqrt(Math.Pow(2 * bySignal, 2) + Math.Pow(9 * byBackground, 2)), Significance.Ams(s, b).Error, 1e-8);
    }

    [Fact]
    public void NoSignalIsNoSignificanceAndNoBackgroundLeftIsNone()
    {
        Assert.Equal(0, Significance.Ams(new(-3, 1), new(5, 1)).Value);
        Assert.True(double.IsNaN(Significance.Ams(new(3, 1), new(-10, 1)).Value));
        Assert.Throws<ArgumentOutOfRangeException>(() => Significance.Ams(new(1, 0), new(1, 0), -1));
    }

    [Fact]
    public void ScanFindsTheMaximumOfTheDefinition()
    {
        var events = Toy.Make(11, 400, negative: 0.05);
        var scan = new AmsScan(events.Sample());
        var best = events.Scores.Max(threshold => Ams(events, threshold));
        Assert.Equal(best, scan.Best.Value, 1e-11);
        Assert.Equal(best, Ams(events, scan.BestThreshold), 1e-11);
        Assert.Equal(scan.Best, scan.At(scan.BestThreshold));
        Assert.Equal(scan.Count, events.Scores.Distinct().Count());
        for (var i = 0; i < scan.Count; i += 37)
            Assert.Equal(scan.At(scan.Thresholds[i]), scan[i]);
    }

    [Fact]
    public void WhereNothingIsSignificantNothingIsSelected()
    {
        var scan = new AmsScan(new BinarySample("deficit", (double[])[0.9, 0.1], (bool[])[true, false], (double[])[-1, 1]));
        Assert.Equal(double.PositiveInfinity, scan.BestThreshold);
        Assert.Equal(0, scan.Best.Value);
    }

    [Fact]
    public void ThresholdOfOneSampleAppliesToAnother()
    {
        var validation = new AmsScan(Toy.Make(12, 500).Sample("validation"));
        var test = Toy.Make(13, 500);
        var value = new AmsScan(test.Sample("test")).At(validation.BestThreshold);
        Assert.Equal(Ams(test, validation.BestThreshold), value.Value, 1e-11);
        Assert.InRange(value.Error, 0.01 * value.Value, 0.3 * value.Value);
    }

    [Fact]
    public void BackgroundThatIsNegativeInSumIsNotMeasured()
    {
        // The 32 background events above 0.9 have weight -0.3: b + b_reg = 0.4 there, and the largest AMS by far.
        double[] scores = [.. Enumerable.Repeat(0.95, 42), .. Enumerable.Repeat(0.5, 100)], weights = [.. Enumerable.Repeat(-0.3, 32), .. Enumerable.Repeat(1.0, 110)];
        bool[] isSignal = [.. Enumerable.Range(0, 142).Select(i => i is >= 32 and < 62)];
        var scan = new AmsScan(new BinarySample("negative", scores, isSignal, weights), new AmsOptions { LeastBackgroundEntries = 25 });
        Assert.True(scan.At(0.95).Value > scan.At(0.5).Value);
        Assert.Equal(0.5, scan.BestThreshold);
        Assert.Equal(0.5, scan.Bootstrap(20, 1, 0.5).BestThreshold.Low);
    }

    [Fact]
    public void ExpectedYieldsScaleTheWeightsOfASplit()
    {
        var events = Toy.Make(14, 400);
        var options = new AmsOptions { ExpectedSignal = 692, ExpectedBackground = 411_000 };
        var scan = new AmsScan(events.Sample(), options);
        var everything = scan.YieldsAt(double.NegativeInfinity);
        Assert.Equal(692, everything.Signal.Value, 1e-9);
        Assert.Equal(411_000, everything.Background.Value, 1e-6);
        Assert.Equal(Significance.Ams(new(692, 0), new(411_000, 0)).Value, scan.At(double.NegativeInfinity).Value, 1e-12);

        var tenth = events with { Weights = Array.ConvertAll(events.Weights, w => 0.1 * w) };
        var same = new AmsScan(tenth.Sample(), options);
        Assert.Equal(scan.BestThreshold, same.BestThreshold);
        Assert.Equal(scan.Best.Value, same.Best.Value, 1e-10);
        Assert.Equal(scan.Best.Error, same.Best.Error, 1e-10);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AmsScan(events.Sample(), new AmsOptions { ExpectedSignal = 0 }));
    }

    private static double Ams(Toy.Events events, double threshold)
    {
        double s = 0, b = 0;
        for (var i = 0; i < events.Scores.Length; i++)
        {
            if (events.Scores[i] >= threshold && events.IsSignal[i])
                s += events.Weights[i];
            else if (events.Scores[i] >= threshold)
                b += events.Weights[i];
        }

        return s <= 0 ? 0 : Math.Sqrt(2 * (((s + b + 10) * Math.Log(1 + (s / (b + 10)))) - s));
    }
}
