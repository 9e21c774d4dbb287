namespace Hep.Data.Jets;

/// <summary>A direction in the plane of rapidity and azimuth.</summary>
internal readonly record struct RapidityPlane(double Rapidity, double Phi)
{
    public static RapidityPlane Of(FourVector p) => new(p.Rapidity, p.Pt > 0 ? p.Phi : 0);

    /// <summary>ΔR, the square root of Δy² + Δφ².</summary>
    public double DistanceTo(RapidityPlane other)
    {
        var along = Rapidity - other.Rapidity;
        var around = Math.Abs(Phi - other.Phi);
        around = Math.Min(around, (2 * Math.PI) - around);
        return Math.Sqrt((along * along) + (around * around));
    }
}
