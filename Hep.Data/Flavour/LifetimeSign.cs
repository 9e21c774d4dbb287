namespace Hep.Data.Flavour;

/// <summary>The signs with which impact parameters enter taggers: positive for tracks that pass the jet's axis in front of the primary vertex.</summary>
public static class LifetimeSign
{
    /// <summary>The signed d0: |d0| with the sign of sin(φ of the jet - φ of the track) d0, d0 being signed as <see cref="Tracking.Helix.D0"/> is.</summary>
    /// <param name="d0">The impact parameter.</param>
    /// <param name="trackPhi">The azimuth of the track in rad.</param>
    /// <param name="jetPhi">The azimuth of the jet in rad.</param>
    public static double D0(double d0, double trackPhi, double jetPhi) => d0 * Math.Sign(Math.Sin(jetPhi - trackPhi));

    /// <summary>The signed z0: |z0| with the sign of (η of the jet - η of the track) z0.</summary>
    /// <param name="z0">The distance to the primary vertex along the beam.</param>
    /// <param name="trackEta">The pseudorapidity of the track.</param>
    /// <param name="jetEta">The pseudorapidity of the jet.</param>
    public static double Z0(double z0, double trackEta, double jetEta) => z0 * Math.Sign(jetEta - trackEta);
}
