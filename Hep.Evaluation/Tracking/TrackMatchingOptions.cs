namespace Hep.Evaluation.Tracking;

/// <summary>When a found track counts as a particle's, and which particles have to be found.</summary>
public sealed record TrackMatchingOptions
{
    /// <summary>The share of a track's hits, noise included, that a particle has to have left for the track to match it; above 1/2, so that a track matches one particle at most.</summary>
    public double MinimumShare { get; init; } = 0.75;

    /// <summary>A particle that left fewer hits is in no denominator.</summary>
    public int MinimumHits { get; init; } = 5;

    internal void Check()
    {
        if (!(MinimumShare > 0.5 && MinimumShare <= 1))
            throw new ArgumentException(FormattableString.Invariant($"{nameof(MinimumShare)} is {MinimumShare}; expected a share above 0.5, up to 1"));
        if (MinimumHits < 1)
            throw new ArgumentException(FormattableString.Invariant($"{nameof(MinimumHits)} is {MinimumHits}; expected 1 or more"));
    }
}
