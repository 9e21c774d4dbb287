namespace Hep.Data.Tracking.Finding;

/// <summary>How seeds are followed outwards, and which of the tracks that come out are kept.</summary>
public sealed record FollowOptions
{
    /// <summary>The largest chi^2 of a hit under the predicted covariance, two degrees of freedom; 20 loses one true hit in 22 000.</summary>
    public double MaximumChiSquare { get; init; } = 20;

    /// <summary>Where the best hit has a chi^2 up to this, that a track has no hit on the layer is not tried; 9 is exceeded by one true hit in 90.</summary>
    public double CertainChiSquare { get; init; } = 9;

    /// <summary>The number of hits on a layer that a track tries, best first.</summary>
    public int Branches { get; init; } = 3;

    /// <summary>The number of branches of a seed that are followed from layer to layer, best score first.</summary>
    public int Beam { get; init; } = 3;

    /// <summary>The number of layers between its first and its last hit on which a track may have no hit; where it has one more, the track ends before.</summary>
    public int MaximumMissing { get; init; } = 1;

    /// <summary>What a layer without a hit takes from the score.</summary>
    public double MissingPenalty { get; init; } = 5;

    /// <summary>The fewest hits of a track.</summary>
    public int MinimumHits { get; init; } = 5;

    /// <summary>The number of its hits that a track may share with better ones; they stay with the better ones.</summary>
    public int MaximumShared { get; init; } = 1;

    /// <exception cref="ArgumentException">A number is outside its range.</exception>
    internal void Check()
    {
        TrackingOption.Require(MaximumChiSquare > 0, nameof(MaximumChiSquare), MaximumChiSquare, "a number above 0");
        TrackingOption.Require(CertainChiSquare >= 0, nameof(CertainChiSquare), CertainChiSquare, "0 or more");
        TrackingOption.Require(Branches >= 1, nameof(Branches), Branches, "1 or more");
        TrackingOption.Require(Beam >= 1, nameof(Beam), Beam, "1 or more");
        TrackingOption.Require(MaximumMissing >= 0, nameof(MaximumMissing), MaximumMissing, "0 or more");
        TrackingOption.Require(double.IsFinite(MissingPenalty), nameof(MissingPenalty), MissingPenalty, "a finite number");
        TrackingOption.Require(MinimumHits >= 3, nameof(MinimumHits), MinimumHits, "3 or more");
        TrackingOption.Require(MaximumShared >= 0, nameof(MaximumShared), MaximumShared, "0 or more");
    }
}
