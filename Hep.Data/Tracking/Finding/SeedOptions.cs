namespace Hep.Data.Tracking.Finding;

/// <summary>Which triples of hits on the inner layers become seeds. The cuts are on the tracks; what scattering and resolution do to three hits is allowed for on top.</summary>
public sealed record SeedOptions
{
    /// <summary>The number of inner layers, three or more; hits on any three of them make a seed, so that a hit that is missing there does not cost the track.</summary>
    public int InnerLayers { get; init; } = 4;

    /// <summary>The least transverse momentum in GeV, above 0.</summary>
    public double MinimumPt { get; init; } = 0.4;

    /// <summary>The largest |z| at which a track leaves the z axis, mm.</summary>
    public double MaximumZ0 { get; init; } = 250;

    /// <summary>The largest distance in mm at which a track of high momentum passes the z axis.</summary>
    public double MaximumD0 { get; init; } = 0.5;

    /// <summary>The largest |cot theta| = sinh |eta|; 1.4 is |eta| = 1.14.</summary>
    public double MaximumCotTheta { get; init; } = 1.4;

    /// <summary>The number of standard deviations by which scattering and resolution may move a hit.</summary>
    public double Deviations { get; init; } = 4.5;

    /// <summary>Checks the numbers against a detector.</summary>
    /// <param name="layers">The number of its layers.</param>
    /// <exception cref="ArgumentException">A number is outside its range.</exception>
    internal void Check(int layers)
    {
        TrackingOption.Require(InnerLayers >= 3 && InnerLayers <= layers, nameof(InnerLayers), InnerLayers, FormattableString.Invariant($"3 to {layers}, the layers of the detector"));
        TrackingOption.Require(MinimumPt > 0 && double.IsFinite(MinimumPt), nameof(MinimumPt), MinimumPt, "a transverse momentum in GeV above 0");
        TrackingOption.Require(MaximumZ0 > 0, nameof(MaximumZ0), MaximumZ0, "a length in mm above 0");
        TrackingOption.Require(MaximumD0 > 0, nameof(MaximumD0), MaximumD0, "a length in mm above 0");
        TrackingOption.Require(MaximumCotTheta > 0, nameof(MaximumCotTheta), MaximumCotTheta, "a number above 0");
        TrackingOption.Require(Deviations > 0, nameof(Deviations), Deviations, "a number above 0");
    }
}
