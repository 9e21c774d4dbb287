namespace Hep.Data.Tracking;

/// <summary>What the readers of hits accept. What is not skipped here is an error, and what is skipped is counted in <see cref="HitSkips"/>.</summary>
public sealed record HitReadingOptions
{
    /// <summary>Hits must lie in this detector; null: anywhere. Without layers in the file it also tells the layer, by the radius.</summary>
    public BarrelDetector? Detector { get; init; }

    /// <summary>The largest distance of a hit from the radius of its layer in <see cref="Detector"/>, and beyond the layer's ends, in mm. Flat sensors and overlaps make several.</summary>
    public double Tolerance { get; init; } = 10;

    /// <summary>Leave events out that have no hits, after all other rules.</summary>
    public bool SkipEmptyEvents { get; init; }

    /// <summary>Leave hits out that lie outside of the detector.</summary>
    public bool SkipOutsideHits { get; init; }

    /// <summary>Take hits for noise whose particle is not known: they have no row in the truth file, or name a particle that is not in the file of particles.</summary>
    public bool SkipUnknownParticles { get; init; }

    /// <summary>Keep the first of several hits of an event with the same id.</summary>
    public bool SkipDuplicateHits { get; init; }
}
