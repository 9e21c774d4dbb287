namespace Hep.Data;

/// <summary>A point in mm, seen from the true primary vertex.</summary>
/// <param name="X">x.</param>
/// <param name="Y">y.</param>
/// <param name="Z">z.</param>
internal readonly record struct FlightPoint(double X, double Y, double Z)
{
    /// <summary>The distance to the beam line.</summary>
    public double Radius => Math.Sqrt((X * X) + (Y * Y));

    /// <summary>The distance to another point.</summary>
    public double DistanceTo(FlightPoint other) => Math.Sqrt(((X - other.X) * (X - other.X)) + ((Y - other.Y) * (Y - other.Y)) + ((Z - other.Z) * (Z - other.Z)));

    /// <summary>Where a particle is after some of its own time; charged ones fly straight, too, since their ways are short against their curvature.</summary>
    /// <param name="momentum">The particle.</param>
    /// <param name="properLength">Its own time, times c, in mm.</param>
    /// <param name="mass">Its mass in GeV.</param>
    public FlightPoint After(FourVector momentum, double properLength, double mass)
    {
        var scale = properLength / mass;
        return new FlightPoint(X + (scale * momentum.Px), Y + (scale * momentum.Py), Z + (scale * momentum.Pz));
    }
}
