namespace Hep.Data.Tracking.Finding;

/// <summary>Where a track's next hit is expected, and how well that is known.</summary>
/// <param name="Azimuth">The azimuth of the crossing with the layer in rad, in [-π, π].</param>
/// <param name="Z">z of the crossing in mm.</param>
/// <param name="RPhiVariance">The variance of the measured position along the circumference around the expected one, the measurement's error included, mm^2.</param>
/// <param name="Covariance">Its covariance with the position along the beam, mm^2.</param>
/// <param name="ZVariance">The variance of the measured position along the beam, the measurement's error included, mm^2.</param>
public readonly record struct HitPrediction(double Azimuth, double Z, double RPhiVariance, double Covariance, double ZVariance)
{
    /// <summary>The track does not cross the layer: it curls inside, or passes its end.</summary>
    public static HitPrediction None => default;

    /// <summary>Whether the track crosses the layer.</summary>
    public bool Crosses => RPhiVariance > 0;

    /// <summary>The radius at which it is expected, mm.</summary>
    public double Radius { get; init; }

    /// <summary>The change of the azimuth with the radius in rad / mm, for hits that are not at the radius of the layer; 0: not known.</summary>
    public double AzimuthSlope { get; init; }

    /// <summary>The change of z with the radius.</summary>
    public double ZSlope { get; init; }

    /// <summary>The residual of a hit, measured minus expected at its radius.</summary>
    /// <param name="radius">The hit's radius in mm.</param>
    /// <param name="azimuth">Its azimuth in rad, in [-π, π].</param>
    /// <param name="z">Its z in mm.</param>
    /// <returns>Along the circumference of the layer, and along the beam, in mm.</returns>
    public (double RPhi, double Z) Residual(double radius, double azimuth, double z)
    {
        var beyond = radius - Radius;
        return (Radius * LayeredHits.Wrap(azimuth - Azimuth - (AzimuthSlope * beyond)), z - Z - (ZSlope * beyond));
    }

    /// <summary>The square of the residual in units of its covariance: chi^2 of two degrees of freedom.</summary>
    /// <param name="rPhi">The residual along the circumference, mm.</param>
    /// <param name="z">The residual along the beam, mm.</param>
    public double ChiSquare(double rPhi, double z) =>
        ((ZVariance * rPhi * rPhi) - (2 * Covariance * rPhi * z) + (RPhiVariance * z * z)) / ((RPhiVariance * ZVariance) - (Covariance * Covariance));
}
