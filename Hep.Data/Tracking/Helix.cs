namespace Hep.Data.Tracking;

/// <summary>
/// The way of a charged particle in a uniform field along z: five parameters at the perigee, the point that is nearest to the z axis. That point is
/// (-d0 sin φ0, d0 cos φ0, z0); d0 is positive where the z axis is to the right of the particle. A positive charge in a positive field turns clockwise, seen against the z axis.
/// Everything is in closed form, and goes over into straight lines where the curvature vanishes.
/// </summary>
/// <param name="D0">The signed transverse impact parameter in mm.</param>
/// <param name="Z0">z at the perigee in mm.</param>
/// <param name="Phi0">The azimuth of the momentum at the perigee in rad.</param>
/// <param name="CotTheta">The cotangent of the polar angle of the momentum: pz / pT = sinh η.</param>
/// <param name="QOverPt">Charge over transverse momentum, in units of e / GeV.</param>
/// <param name="Field">The field in T.</param>
public readonly record struct Helix(double D0, double Z0, double Phi0, double CotTheta, double QOverPt, double Field)
{
    /// <summary>Turns of the azimuth in rad per mm of a particle with 1 GeV of transverse momentum and the elementary charge, in 1 T: c in m/s, 10^-12.</summary>
    public const double TurnPerTesla = 2.99792458e-4;

    /// <summary>The change of the direction's azimuth per transverse length, in rad / mm: 1 / radius, negative where the particle turns clockwise.</summary>
    public double Curvature => -TurnPerTesla * Field * QOverPt;

    /// <summary>The helix through a point with a given direction there.</summary>
    /// <param name="x">x of the point in mm.</param>
    /// <param name="y">y in mm.</param>
    /// <param name="z">z in mm.</param>
    /// <param name="direction">The azimuth of the momentum in rad.</param>
    /// <param name="cotTheta">The cotangent of its polar angle.</param>
    /// <param name="qOverPt">Charge over transverse momentum in e / GeV.</param>
    /// <param name="field">The field in T.</param>
    /// <param name="path">The transverse length from the perigee to the point in mm, where it is less than half a turn.</param>
    /// <remarks>The solution for d0 is that of V. Karimäki, Nucl. Instrum. Meth. A 305 (1991) 187, section 2, which is stable for small curvatures.</remarks>
    public static Helix Through(double x, double y, double z, double direction, double cotTheta, double qOverPt, double field, out double path)
    {
        var curvature = -TurnPerTesla * field * qOverPt;
        var (sin, cos) = Math.SinCos(direction);
        // (1 + curvature d0) n0 = curvature (x, y) + n, where n and n0 are normal to the direction here and at the perigee.
        var (normalX, normalY) = ((curvature * x) - sin, (curvature * y) + cos);
        var a = (curvature * ((x * x) + (y * y))) + (2 * ((y * cos) - (x * sin)));
        var root = Math.Sqrt((normalX * normalX) + (normalY * normalY));
        var d0 = a / (1 + root);
        var phi0 = Math.Atan2(-normalX, normalY);
        var (sin0, cos0) = Math.SinCos(phi0);
        var (chordX, chordY) = (x + (d0 * sin0), y - (d0 * cos0));
        var chord = Math.CopySign(Math.Sqrt((chordX * chordX) + (chordY * chordY)), (chordX * cos0) + (chordY * sin0));
        path = ArcOf(chord, curvature);
        return new Helix(d0, z - (path * cotTheta), phi0, cotTheta, qOverPt, field);
    }

    /// <summary>The helix through a point with a given direction there.</summary>
    /// <inheritdoc cref="Through(double, double, double, double, double, double, double, out double)"/>
    public static Helix Through(double x, double y, double z, double direction, double cotTheta, double qOverPt, double field) =>
        Through(x, y, z, direction, cotTheta, qOverPt, field, out _);

    /// <summary>The point behind a transverse length of arc from the perigee.</summary>
    /// <param name="path">The length in mm; negative: before the perigee.</param>
    public HelixPoint PointAt(double path)
    {
        var half = 0.5 * Curvature * path;
        var chord = path * Sinc(half);
        var (sin0, cos0) = Math.SinCos(Phi0);
        var (sin, cos) = Math.SinCos(Phi0 + half);
        return new HelixPoint(
            (chord * cos) - (D0 * sin0),
            (chord * sin) + (D0 * cos0),
            Z0 + (path * CotTheta),
            Math.Atan2(Math.Sin(Phi0 + (2 * half)), Math.Cos(Phi0 + (2 * half))),
            path);
    }

    /// <summary>
    /// Where the particle, coming from the perigee, crosses a cylinder around the z axis for the first time. With the chord c from the perigee, r² = d0² + (1 + κ d0) c², κ being
    /// the curvature.
    /// </summary>
    /// <param name="radius">The radius of the cylinder in mm.</param>
    /// <param name="point">The crossing.</param>
    /// <returns>False where it never does: the perigee is outside, or the particle curls inside.</returns>
    public bool TryCross(double radius, out HelixPoint point)
    {
        var curvature = Curvature;
        var square = ((radius * radius) - (D0 * D0)) / (1 + (curvature * D0));
        var chord = Math.Sqrt(square);
        var crosses = square >= 0 && Math.Abs(0.5 * curvature * chord) <= 1;
        point = crosses ? PointAt(ArcOf(chord, curvature)) : default;
        return crosses;
    }

    // A chord c spans the angle 2 asin(κ c / 2); rounding may carry the diameter beyond 1.
    private static double ArcOf(double chord, double curvature)
    {
        var half = Math.Clamp(0.5 * curvature * chord, -1, 1);
        return Math.Abs(half) < 1e-4 ? chord * (1 + (half * half / 6)) : chord * Math.Asin(half) / half;
    }

    private static double Sinc(double angle) => Math.Abs(angle) < 1e-4 ? 1 - (angle * angle / 6) : Math.Sin(angle) / angle;
}
