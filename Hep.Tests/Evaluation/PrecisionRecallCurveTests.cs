using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

public sealed class PrecisionRecallCurveTests
{
    [Theory]
    [MemberData(nameof(GoldenMetrics.FigureCases), "binary", MemberType = typeof(GoldenMetrics))]
    public void CurveAndAreasAreThoseOfScikitLearn(string name)
    {
        var golden = GoldenMetrics.Figure("binary", name);
        var sample = GoldenMetrics.Sample(golden);
        var curve = sample.PrecisionRecall;
        // Ours runs with falling thresholds and has no point (0, 1) before the first.
        var (precision, recall) = (GoldenMetrics.Doubles(golden, "precision")[..^1], GoldenMetrics.Doubles(golden, "recall")[..^1]);
        Assert.Equal(precision.Length, curve.Count);
        for (var i = 0; i < curve.Count; i++)
        {
            Assert.Equal(precision[^(i + 1)], curve.Precision(i).Value, 1e-12);
            Assert.Equal(recall[^(i + 1)], curve.Recall(i).Value, 1e-12);
            Assert.Equal(sample.At(curve.Thresholds[i])[ThresholdFigure.PositivePredictiveValue].Error, curve.Precision(i).Error, 1e-12);
        }

        Assert.Equal(GoldenMetrics.Number(golden, "average_precision"), curve.AveragePrecision.Value, 1e-12);
        Assert.Equal(GoldenMetrics.Number(golden, "pr_trapezoid"), curve.TrapezoidArea, 1e-12);
        foreach (var pair in golden.GetProperty("partial_auc").EnumerateArray())
            Assert.Equal(pair[1].GetDouble(), sample.Roc.StandardisedPartialAuc(pair[0].GetDouble()).Value, 1e-12);
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.1, 0)]
    [InlineData(0.0, 12)]
    public void ErrorsAreThoseOfTheBootstrap(double negative, int levels)
    {
        var sample = Toy.Make(71, 1500, negative, levels).Sample();
        foreach (var (figure, error) in new (Func<BinarySample, double>, double)[]
        {
            (s => s.PrecisionRecall.AveragePrecision.Value, sample.PrecisionRecall.AveragePrecision.Error),
            (s => s.Roc.PartialAuc(0.3).Value, sample.Roc.PartialAuc(0.3).Error),
            (s => s.Roc.StandardisedPartialAuc(0.1).Value, sample.Roc.StandardisedPartialAuc(0.1).Error),
        })
        {
            // 600 replicas know a standard deviation to 2.9%; three of those.
            Assert.InRange(error / Bootstrap.Of(sample, 600, 72, figure).Estimate.Error, 0.91, 1.09);
        }
    }

    [Fact]
    public void PartialAreaOfTheWholeAxisIsTheArea()
    {
        var roc = Toy.Make(73, 300, negative: 0.1, levels: 14).Sample().Roc;
        Assert.Equal(roc.Auc, roc.PartialAuc(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => roc.PartialAuc(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => roc.PartialAuc(1.1));
    }

    [Fact]
    public void PartialAreaIsThatUnderTheLineThroughThePoints()
    {
        // (eps_b, eps_s): (0, 0), (0, 0.5), (0.5, 0.5), (0.5, 1), (1, 1).
        var roc = new BinarySample("steps", (double[])[4, 3, 2, 1], (bool[])[true, false, true, false]).Roc;
        Assert.Equal(0.125, roc.PartialAuc(0.25).Value, 1e-15);
        Assert.Equal(0.25 + 0.25, roc.PartialAuc(0.75).Value, 1e-15);
        // One tied group is the diagonal: f^2 / 2, and a half on the scale of McClish.
        var tied = new BinarySample("tied", (double[])[1, 1, 1, 1], (bool[])[true, false, true, false]).Roc;
        Assert.Equal(0.5 * 0.3 * 0.3, tied.PartialAuc(0.3).Value, 1e-15);
        Assert.Equal(0.5, tied.StandardisedPartialAuc(0.3).Value, 1e-15);
    }

    [Fact]
    public void EventsWithoutWeightAreNoPoints()
    {
        var sample = new BinarySample("s", (double[])[9, 8, 7, 6], (bool[])[true, true, false, false], (double[])[0, 1, 1, 1]);
        Assert.Equal(1, sample.PrecisionRecall.AveragePrecision.Value);
        Assert.Equal(1, sample.PrecisionRecall.TrapezoidArea);
    }

    [Fact]
    public void WorkingPointOfABackgroundRate()
    {
        var roc = Toy.Make(74, 2000).Sample().Roc;
        var point = roc.AtBackgroundEfficiency(0.1);
        Assert.Equal(0.1, point.BackgroundEfficiency.Value, 1e-12);
        Assert.Equal(0.1, roc.AtSignalEfficiency(point.SignalEfficiency.Value).BackgroundEfficiency.Value, 1e-3);
        Assert.True(point.SignalEfficiency.Error > roc.AtThreshold(point.Threshold).SignalEfficiency.Error);
        Assert.Throws<ArgumentOutOfRangeException>(() => roc.AtBackgroundEfficiency(0));
    }
}
