using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

public sealed class BinarySampleTests
{
    private static readonly double[] Scores = [0.1, 0.7, 0.4];
    private static readonly bool[] Labels = [false, true, false];

    [Fact]
    public void SumsAreKeptPerClass()
    {
        var sample = new BinarySample("s", Scores, Labels, (double[])[2, 3, -0.5]);
        Assert.Equal(new WeightSum(1, 3, 9), sample.Signal);
        Assert.Equal(new WeightSum(2, 1.5, 4.25), sample.Background);
        Assert.Equal(1.5 * 1.5 / 4.25, sample.Background.EffectiveEntries);
        Assert.Equal(new Estimate(1.5, Math.Sqrt(4.25)), sample.Background.Yield);
    }

    [Fact]
    public void SinglePrecisionScoresAreTheSameNumbers()
    {
        float[] scores = [0.1f, 0.7f, 0.4f];
        Assert.Equal([(double)0.1f, 0.7f, 0.4f], new BinarySample("s", scores, Labels).Scores.ToArray());
    }

    [Fact]
    public void NoEvents() =>
        Fails("sample 's' has no events; expected events of signal and of background", [], [], []);

    [Fact]
    public void LengthsDiffer() =>
        Fails("sample 's' has 3 scores, 2 labels and 1 weights; expected one of each per event", Scores, [true, false], [1]);

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void ScoreIsNotFinite(double score, string text) => Fails(
        $"sample 's': the score of event 1 (counted from 0, of 3) is {text}; expected a finite number", [0.1, score, 0.4], Labels, []);

    [Fact]
    public void WeightIsNotFinite() => Fails(
        "sample 's': the weight of event 2 (counted from 0, of 3) is Infinity; expected a finite number",
        Scores, Labels, [1, 1, double.PositiveInfinity]);

    [Fact]
    public void OneClassAlone() => Fails(
        "sample 's': all 3 events are background; expected events of both classes (check the label column and the split)",
        Scores, [false, false, false], []);

    [Fact]
    public void WeightsCancel() => Fails(
        "sample 's': the weights of its 2 background events sum to 0; expected a total that is not zero (check the weight column)",
        Scores, Labels, [0.3, 1, -0.3]);

    [Fact]
    public void WeightsCancelUpToRounding() => Fails(
        "sample 's': the weights of its 3 background events sum to 5.551115123125783E-17; expected a total that is not zero (check the weight column)",
        [.. Scores, 0.2], [.. Labels, false], [0.1, 1, 0.2, -0.3]);

    private static void Fails(string message, double[] scores, bool[] labels, double[] weights)
    {
        var error = Assert.Throws<InvalidDataException>(() => new BinarySample("s", scores, labels, weights));
        Assert.Equal(message, error.Message);
    }
}
