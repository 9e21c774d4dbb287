using Hep.Data;
using Hep.Data.Tracking;
using Hep.Data.Tracking.Finding;
using Xunit;

namespace Hep.Tests.Data.Tracking.Finding;

/// <summary>The parts of the Kalman filter against closed forms: the transport against the helix, its Jacobian against differences, the update against the least squares of its equations.</summary>
public sealed class HelixTransportTests
{
    private const double Field = 2, Turn = -Helix.TurnPerTesla * Field;

    [Theory]
    [InlineData(0.5, 0.3)]
    [InlineData(-0.5, -1.1)]
    [InlineData(-0.05, 0.9)]
    [InlineData(2, 0.1)]
    [InlineData(1e-9, 0)]
    public void TracksFollowTheHelix(double qOverPt, double cotTheta)
    {
        var helix = new Helix(1.3, -20, 3.1, cotTheta, qOverPt, Field);
        var state = Crossing(helix, 30);
        foreach (var radius in new[] { 70.0, 120, 260, 660 })
        {
            Assert.True(HelixTransport.TryMove(ref state, radius, Turn));
            var expected = Crossing(helix, radius);
            Assert.Equal(0, LayeredHits.Wrap(state.Azimuth - expected.Azimuth), 1e-12);
            Assert.Equal(expected.Z, state.Z, 1e-9);
            Assert.Equal(0, LayeredHits.Wrap(state.Beta - expected.Beta), 1e-12);
            Assert.Equal((cotTheta, qOverPt, radius), (state.CotTheta, state.QOverPt, state.Radius));
            Assert.InRange(state.Azimuth, -Math.PI, Math.PI);
        }
    }

    [Fact]
    public void ATrackThatTurnsAroundGoesNoFarther()
    {
        // The diameter of the circle is 2 * 0.25 / (0.3 * 2) m = 834 mm.
        var state = Crossing(new Helix(0, 0, 0.4, 0.2, 4, Field), 500);
        Assert.True(HelixTransport.TryMove(ref state, 660, Turn));
        var before = state;
        Assert.False(HelixTransport.TryMove(ref state, 840, Turn));
        Assert.Equal((before.Radius, before.Azimuth, before.Z, before.Beta), (state.Radius, state.Azimuth, state.Z, state.Beta));
    }

    [Theory]
    [InlineData(1.4, 0.7)]
    [InlineData(-0.2, -1.0)]
    [InlineData(1e-7, 0.3)]
    public void TheCovarianceIsCarriedByTheDerivatives(double qOverPt, double cotTheta)
    {
        var start = Crossing(new Helix(0.4, 10, -2, cotTheta, qOverPt, Field), 70);
        var jacobian = new double[5, 5];
        for (var column = 0; column < 5; column++)
        {
            double[] steps = [1e-5, 1e-3, 1e-5, 1e-5, 1e-4];
            var (up, down) = (Shifted(start, column, steps[column]), Shifted(start, column, -steps[column]));
            Assert.True(HelixTransport.TryMove(ref up, 360, Turn) && HelixTransport.TryMove(ref down, 360, Turn));
            var (above, below) = (Parameters(up), Parameters(down));
            for (var row = 0; row < 5; row++)
                jacobian[row, column] = (above[row] - below[row]) / (2 * steps[column]);
        }

        start.Covariance = Random(new SplitMix64(3));
        var moved = start;
        Assert.True(HelixTransport.TryMove(ref moved, 360, Turn));
        for (var i = 0; i < 5; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                double expected = 0, scale = 0;
                for (var k = 0; k < 5; k++)
                {
                    for (var l = 0; l < 5; l++)
                    {
                        var term = jacobian[i, k] * start.Covariance[k, l] * jacobian[j, l];
                        (expected, scale) = (expected + term, scale + Math.Abs(term));
                    }
                }

                Assert.Equal(expected, moved.Covariance[i, j], 1e-7 * scale);
            }
        }
    }

    [Fact]
    public void TheUpdateIsTheWeightedMean()
    {
        // With a diagonal covariance the two measured parameters are means of two numbers, and the others stay.
        var state = new TrackState { Azimuth = 0.1, Z = 5, Beta = 0.2, CotTheta = 0.3, QOverPt = 0.4 };
        for (var i = 0; i < 5; i++)
            state.Covariance[i, i] = i + 1;
        state.Update(azimuth: 0.6, z: -4, azimuthVariance: 3, zVariance: 6);
        Assert.Equal([0.1 + (0.6 * 1 / 4), 5 - (4.0 * 2 / 8), 0.2, 0.3, 0.4], Parameters(state), Close);
        Assert.Equal([0.75, 1.5, 3, 4, 5], Enumerable.Range(0, 5).Select(i => state.Covariance[i, i]), Close);
    }

    [Fact]
    public void TwoUpdatesAreOneOfTheirMean()
    {
        // Measurements of equal variance v are one of variance v / 2, correlations included.
        var once = new TrackState { Covariance = Random(new SplitMix64(8)) };
        var twice = once;
        once.Update(0.3, 0.2, 0.01, 0.02);
        twice.Update(0.2, 0.5, 0.02, 0.04);
        twice.Update(0.4 - twice.Azimuth, -0.1 - twice.Z, 0.02, 0.04);
        Assert.Equal(Parameters(once), Parameters(twice), Close);
        for (var i = 0; i < 15; i++)
            Assert.Equal(once.Covariance[i], twice.Covariance[i], 1e-12);
    }

    [Fact]
    public void ScatteringChangesTheDirectionAtFixedMomentum()
    {
        var state = new TrackState { CotTheta = 0.8, QOverPt = -0.7 };
        state.Scatter(1e-6);
        var (sinTheta, momentum) = (1 / Math.Sqrt(1 + (0.8 * 0.8)), state.Momentum);
        var theta = Math.Atan2(1, 0.8);
        const double step = 1e-3;
        var cotangent = (1 / Math.Tan(theta + step)) - 0.8;
        var turn = (-1 / (momentum * Math.Sin(theta + step))) + 0.7;
        Assert.Equal(1e-6 / (sinTheta * sinTheta), state.Covariance[2, 2], 1e-18);
        Assert.Equal(1, state.Covariance[3, 3] / (cotangent * cotangent), 0.01);
        Assert.Equal(1, state.Covariance[4, 3] / (cotangent * turn), 0.01);
        Assert.Equal(1, state.Covariance[4, 4] / (turn * turn), 0.01);
        Assert.Equal(0, state.Covariance[3, 2]);
    }

    private static bool Close(double expected, double found) => Math.Abs(expected - found) < 1e-12;

    private static TrackState Crossing(Helix helix, double radius)
    {
        Assert.True(helix.TryCross(radius, out var point));
        return new TrackState
        {
            Radius = radius,
            Azimuth = point.Azimuth,
            Z = point.Z,
            Beta = LayeredHits.Wrap(point.Direction - point.Azimuth),
            CotTheta = helix.CotTheta,
            QOverPt = helix.QOverPt,
        };
    }

    private static double[] Parameters(TrackState state) => [state.Azimuth, state.Z, state.Beta, state.CotTheta, state.QOverPt];

    private static TrackState Shifted(TrackState state, int parameter, double by)
    {
        var steps = new double[5];
        steps[parameter] = by;
        return state with
        {
            Azimuth = state.Azimuth + steps[0],
            Z = state.Z + steps[1],
            Beta = state.Beta + steps[2],
            CotTheta = state.CotTheta + steps[3],
            QOverPt = state.QOverPt + steps[4],
        };
    }

    // A A^T is symmetric and positive definite.
    private static SymmetricMatrix5 Random(SplitMix64 random)
    {
        double[][] rows = [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, 5).Select(_ => random.Normal()).ToArray())];
        var matrix = default(SymmetricMatrix5);
        for (var i = 0; i < 5; i++)
        {
            for (var j = 0; j <= i; j++)
                matrix[i, j] = rows[i].Zip(rows[j], (left, right) => left * right).Sum();
        }

        return matrix;
    }
}
