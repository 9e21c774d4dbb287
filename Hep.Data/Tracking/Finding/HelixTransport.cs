namespace Hep.Data.Tracking.Finding;

/// <summary>
/// Carries a track and its covariance from one cylinder to the next, along its helix and in closed form. With the curvature k, r sin(beta) - k r^2 / 2 is the same at every radius (it says how far the centre
/// of the circle is from the axis); and by the law of tangents in the triangle of axis, first and second point, tan(dphi / 2) = (r2 - r1) / (r2 + r1) tan((beta1 + beta2) / 2). Neither
/// divides by the curvature.
/// </summary>
internal static class HelixTransport
{
    // A track that meets the layer at a smaller angle is about to turn around.
    private const double LargestSine = 0.98;

    /// <summary>Carries the track.</summary>
    /// <param name="state">The track.</param>
    /// <param name="radius">The radius of the next cylinder in mm, larger than the present one.</param>
    /// <param name="turn">The curvature in 1 / mm of a track of unit charge and transverse momentum.</param>
    /// <returns>False where it turns around before: the state is then as it was.</returns>
    public static bool TryMove(ref TrackState state, double radius, double turn)
    {
        var (r1, r2, curvature) = (state.Radius, radius, turn * state.QOverPt);
        var (sin1, cos1) = Math.SinCos(state.Beta);
        var widening = (r2 * r2) - (r1 * r1);
        var sin2 = ((r1 * sin1) + (0.5 * curvature * widening)) / r2;
        if (!(Math.Abs(sin2) < LargestSine))
            return false;
        var beta2 = Math.Asin(sin2);
        var cos2 = Math.Sqrt(1 - (sin2 * sin2));
        var ratio = (r2 - r1) / (r2 + r1);
        var mean = 0.5 * (state.Beta + beta2);
        var (sinMean, cosMean) = Math.SinCos(mean);
        var step = 2 * Math.Atan2(ratio * sinMean, cosMean);
        var half = 0.5 * (beta2 - state.Beta + step);
        var chord = Math.Sqrt(((r2 - r1) * (r2 - r1)) + (4 * r1 * r2 * Math.Sin(0.5 * step) * Math.Sin(0.5 * step)));
        var (stretch, stretchSlope) = ArcOverChord(half);

        // Derivatives with respect to beta1 and to q / pT.
        double betaByBeta = r1 * cos1 / (r2 * cos2), betaByTurn = 0.5 * turn * widening / (r2 * cos2);
        var stepByMean = 2 * ratio / ((cosMean * cosMean) + (ratio * ratio * sinMean * sinMean));
        double stepByBeta = stepByMean * 0.5 * (1 + betaByBeta), stepByTurn = stepByMean * 0.5 * betaByTurn;
        var chordByStep = r1 * r2 * Math.Sin(step) / chord;
        var arcByBeta = (stretch * chordByStep * stepByBeta) + (chord * stretchSlope * 0.5 * (betaByBeta - 1 + stepByBeta));
        var arcByTurn = (stretch * chordByStep * stepByTurn) + (chord * stretchSlope * 0.5 * (betaByTurn + stepByTurn));
        var arc = chord * stretch;
        Transform(ref state.Covariance, stepByBeta, stepByTurn, state.CotTheta * arcByBeta, arc, state.CotTheta * arcByTurn, betaByBeta, betaByTurn);
        state.Radius = radius;
        state.Azimuth = LayeredHits.Wrap(state.Azimuth + step);
        state.Z += state.CotTheta * arc;
        state.Beta = beta2;
        return true;
    }

    // h / sin h and its derivative.
    private static (double Value, double Slope) ArcOverChord(double half)
    {
        if (Math.Abs(half) < 1e-3)
            return (1 + (half * half / 6), half / 3);
        var (sin, cos) = Math.SinCos(half);
        return (half / sin, (sin - (half * cos)) / (sin * sin));
    }

    /// <summary>C' = F C F^T, where F is the unit matrix but for azimuth (a by beta, b by q/pT), z (c by beta, d by cot theta, e by q/pT) and beta (f by beta, g by q/pT).</summary>
    private static void Transform(ref SymmetricMatrix5 p, double a, double b, double c, double d, double e, double f, double g)
    {
        double p20 = p[2, 0], p21 = p[2, 1], p22 = p[2, 2], p30 = p[3, 0], p31 = p[3, 1], p32 = p[3, 2], p33 = p[3, 3];
        double p40 = p[4, 0], p41 = p[4, 1], p42 = p[4, 2], p43 = p[4, 3], p44 = p[4, 4];
        double m02 = p20 + (a * p22) + (b * p42), m04 = p40 + (a * p42) + (b * p44);
        double m12 = p21 + (c * p22) + (d * p32) + (e * p42), m14 = p41 + (c * p42) + (d * p43) + (e * p44), m13 = p31 + (c * p32) + (d * p33) + (e * p43);
        double m22 = (f * p22) + (g * p42), m24 = (f * p42) + (g * p44), m23 = (f * p32) + (g * p43);
        var m10 = p[1, 0] + (c * p20) + (d * p30) + (e * p40);
        p[0, 0] += (a * p20) + (b * p40) + (a * m02) + (b * m04);
        p[1, 1] += (c * p21) + (d * p31) + (e * p41) + (c * m12) + (d * m13) + (e * m14);
        p[1, 0] = m10 + (a * m12) + (b * m14);
        p[2, 0] = (f * p20) + (g * p40) + (a * m22) + (b * m24);
        p[2, 1] = (f * p21) + (g * p41) + (c * m22) + (d * m23) + (e * m24);
        p[2, 2] = (f * m22) + (g * m24);
        p[3, 0] = p30 + (a * p32) + (b * p43);
        p[3, 1] = m13;
        p[3, 2] = m23;
        p[4, 0] = m04;
        p[4, 1] = m14;
        p[4, 2] = m24;
    }
}
