namespace Hep.Data.Tracking.Finding;

/// <summary>The helix of three hits: the circle through them in the transverse plane, and z linear in the length of its arc from the first to the last.</summary>
internal static class ThreePointHelix
{
    /// <summary>The direction at the first hit, and the helix.</summary>
    /// <param name="hits">The event.</param>
    /// <param name="first">The innermost hit.</param>
    /// <param name="second">The hit between.</param>
    /// <param name="third">The outermost hit.</param>
    /// <param name="field">The field in T; not 0.</param>
    public static Helix Through(HitEvent hits, int first, int second, int third, double field)
    {
        var (curvature, direction, cotTheta) = Arc(hits, first, second, third);
        return Tracking.Helix.Through(hits.X[first], hits.Y[first], hits.Z[first], direction, cotTheta, QOverPt(curvature, field), field);
    }

    /// <summary>Charge over transverse momentum in e / GeV of a curvature in 1 / mm.</summary>
    public static double QOverPt(double curvature, double field) => -curvature / (Tracking.Helix.TurnPerTesla * field);

    /// <summary>Curvature in 1 / mm (positive: counterclockwise), the azimuth of the direction at the first hit, and the cotangent of the polar angle.</summary>
    public static (double Curvature, double Direction, double CotTheta) Arc(HitEvent hits, int first, int second, int third)
    {
        double x12 = hits.X[second] - hits.X[first], y12 = hits.Y[second] - hits.Y[first];
        double x23 = hits.X[third] - hits.X[second], y23 = hits.Y[third] - hits.Y[second];
        double x13 = x12 + x23, y13 = y12 + y23;
        double chord12 = Math.Sqrt((x12 * x12) + (y12 * y12)), chord23 = Math.Sqrt((x23 * x23) + (y23 * y23)), chord13 = Math.Sqrt((x13 * x13) + (y13 * y13));

        // Half the sine of the turn at the middle hit over the opposite side.
        var curvature = 2 * ((x12 * y23) - (y12 * x23)) / (chord12 * chord23 * chord13);
        var half = Math.Asin(Math.Clamp(0.5 * curvature * chord13, -1, 1));
        var arc = Math.Abs(half) < 1e-4 ? chord13 : chord13 * half / Math.Sin(half);
        return (curvature, Math.Atan2(y13, x13) - half, (hits.Z[third] - hits.Z[first]) / arc);
    }
}
