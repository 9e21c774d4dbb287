namespace Hep.Data.Tracking;

/// <summary>A point on a helix, and the direction there.</summary>
/// <param name="X">x in mm.</param>
/// <param name="Y">y in mm.</param>
/// <param name="Z">z in mm, along the field.</param>
/// <param name="Direction">The azimuth of the momentum in rad, in (-π, π].</param>
/// <param name="Path">The length of the arc in the transverse plane from the perigee to here in mm, negative before it.</param>
public readonly record struct HelixPoint(double X, double Y, double Z, double Direction, double Path)
{
    /// <summary>The distance to the z axis in mm.</summary>
    public double Radius => Math.Sqrt((X * X) + (Y * Y));

    /// <summary>The azimuth of the point in rad, in (-π, π].</summary>
    public double Azimuth => Math.Atan2(Y, X);
}
