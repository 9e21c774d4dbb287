using Hep.Evaluation;
using Hep.Evaluation.Systematics;
using Xunit;

namespace Hep.Tests.Evaluation.Systematics;

/// <summary>Shifts, their sums and correlations, against closed forms.</summary>
public class SystematicShiftsTests
{
    private static readonly Toy.Events Events = Toy.Make(1, 2000, negative: 0.05, levels: 100);
    private static readonly BinarySample Nominal = Events.Sample();

    [Fact]
    public void IndependentSourcesAddInQuadratureUpwardsApartFromDownwards()
    {
        Assert.Equal(new Shift(5, -13), Shift.Quadrature([new(3, -5), new(4, -12)]));

        // A variation down may go up: what counts is where the number goes. Both on one side leave nothing on the other.
        Assert.Equal(new Shift(5, -13), Shift.Quadrature([new(-5, 3), new(4, -12)]));
        Assert.Equal(new Shift(4, 0), Shift.Quadrature([new(3, 4)]));
        Assert.Equal(new Shift(0, 0), Shift.Quadrature([]));
        var mixed = new Shift(2, 1);
        Assert.Equal((2.0, 0.0, 2.0, 0.5), (mixed.Upper, mixed.Lower, mixed.Largest, mixed.Symmetric));
    }

    [Fact]
    public void TheStatisticalErrorIsAddedOnBothSides()
    {
        var interval = new Shift(3, -5).Around(100, 4);
        Assert.Equal((100, 105.0, 100 - Math.Sqrt(41)), (interval.Value, interval.High, interval.Low));
    }

    [Fact]
    public void AScaleOfAllBackgroundMovesItsYieldAndNoCurve()
    {
        var shifts = SystematicShifts.Of(Nominal, [Scaled("scale", 1.1, 0.9)], Figures);
        Assert.Equal(0, shifts[0, 0].Largest, 1e-13);
        Assert.Equal(0, shifts[0, 1].Largest, 1e-10);
        Assert.Equal(0, shifts[0, 2].Largest);
        var background = Nominal.At(0.5).FalsePositive.Sum;
        Assert.Equal(0.1 * background, shifts[0, 3].Up, 1e-10);
        Assert.Equal(-0.1 * background, shifts[0, 3].Down, 1e-10);
    }

    [Fact]
    public void WhatIsNotVariedIsNotShifted()
    {
        var shifts = SystematicShifts.Of(Nominal, [new("same", Events.Sample("up"), Events.Sample("down")), new("one side", Events.Sample(), null)], Figures);
        for (var place = 0; place < shifts.Nominal.Count; place++)
        {
            Assert.Equal(new Shift(0, 0), shifts[0, place]);
            Assert.Equal(new Shift(0, 0), shifts.Total(place));
            Assert.Equal(0, shifts.Covariance(place, place));
        }
    }

    [Fact]
    public void OtherWeightsMoveTheAreaAsByHand()
    {
        // One background event between two of signal: the area is the share of the upper one.
        static BinarySample Sample(double upper) => new("s", [0.9, 0.5, 0.1], [true, false, true], [upper, 1, 1]);
        var shifts = SystematicShifts.Of(Sample(1), [new("shape", Sample(1.5), Sample(0.6))], sample => [sample.Roc.Auc.Value]);
        Assert.Equal(0.1, shifts[0, 0].Up, 1e-15);
        Assert.Equal((0.6 / 1.6) - 0.5, shifts[0, 0].Down, 1e-15);

        // Without a variation down, it is minus the one up.
        var oneSided = SystematicShifts.Of(Sample(1), [new("shape", Sample(1.5), null)], sample => [sample.Roc.Auc.Value]);
        Assert.Equal(-oneSided[0, 0].Up, oneSided[0, 0].Down);
    }

    [Fact]
    public void ASourceMovesAllBinsTogether()
    {
        // Of a sum of bins, the variance is that of the covariances of all pairs: the shifts of one source add linearly, those of two in quadrature.
        double[] nominal = [10, 20, 30], jes = [11, 19, 33], back = [9, 21, 27], lumi = [10.2, 20.4, 30.6], less = [9.8, 19.6, 29.4];
        var shifts = SystematicShifts.Of(nominal, [("jes", jes, back), ("lumi", lumi, less)]);
        double Variance(SystematicShifts of) => (from j in Enumerable.Range(0, 3) from k in Enumerable.Range(0, 3) select of.Covariance(j, k)).Sum();
        Assert.Equal(3 * 3, Variance(SystematicShifts.Of(nominal, [("jes", jes, back)])), 1e-12);
        Assert.Equal((3 * 3) + (1.2 * 1.2), Variance(shifts), 1e-12);
        Assert.Equal((1 * -1) + (0.2 * 0.4), shifts.Covariance(0, 1), 1e-12);
        Assert.Equal(Math.Sqrt(9 + 0.36), shifts.Total(2).Up, 1e-12);
    }

    [Fact]
    public void SourcesAreRankedByTheirLargerShift()
    {
        var shifts = SystematicShifts.Of([1, 1], [("small", [1.1, 5], [0.9, 1]), ("large", [1, 1], [0.5, 1]), ("middle", [1.2, 1], null)]);
        Assert.Equal(["large", "middle", "small"], shifts.Ranking(0).Select(source => shifts.Sources[source]));
        Assert.Equal("small", shifts.Sources[shifts.Ranking(1)[0]]);
    }

    [Fact]
    public void AYieldThatIsVariedIsStillAYield()
    {
        double[] negative = [.. Events.Weights.Zip(Events.IsSignal, (weight, isSignal) => isSignal ? -weight : weight)];
        var sample = new BinarySample("s", Events.Scores, Events.IsSignal, negative);
        var expected = FormattableString.Invariant($"the weights of its {Nominal.Signal.Count} signal events sum to {-Nominal.Signal.Sum:G6}, expected a total above 0 (a yield that is varied is still a yield)");
        Assert.Equal($"systematic 'pdf', up: {expected}", Assert.Throws<InvalidDataException>(() => new Variation("pdf", sample, Nominal)).Message);
        Assert.Equal($"systematic 'pdf', down: {expected}", Assert.Throws<InvalidDataException>(() => new Variation("pdf", Nominal, sample)).Message);
        Assert.Equal(
            "the source 'jes' has 2 numbers up and 1 down, expected the 2 of the nominal (Parameter 'sources')",
            Assert.Throws<ArgumentException>(() => SystematicShifts.Of([1, 2], [("jes", [1, 2], [1])])).Message);
    }

    /// <summary>The same events with the weights of background scaled.</summary>
    internal static Variation Scaled(string name, double up, double down)
    {
        BinarySample Side(double factor) => new(name, Events.Scores, Events.IsSignal, [.. Events.Weights.Zip(Events.IsSignal, (weight, isSignal) => isSignal ? weight : factor * weight)]);
        return new Variation(name, Side(up), Side(down));
    }

    private static IReadOnlyList<double> Figures(BinarySample sample) =>
        [sample.Roc.Auc.Value, sample.Roc.AtSignalEfficiency(0.5).BackgroundRejection.Value, sample.At(0.5).TruePositive.Sum, sample.At(0.5).FalsePositive.Sum];
}
