namespace Hep.Data.Tracking.Finding;

/// <summary>
/// Predicts the next hit of tracks from the hits that they have so far. Following, branching and the resolution of ambiguities are the same for every predictor: a Kalman filter
/// (<see cref="KalmanPredictor"/>), or a network that keeps a hidden state a track.
/// </summary>
public interface IHitPredictor
{
    /// <summary>Begins a track at each seed.</summary>
    /// <param name="hits">The hits of the event.</param>
    /// <param name="seeds">The first hits of every track, shape [T][hits of the seed]: places in the event, on rising layers; three or more a track.</param>
    /// <returns>T tracks.</returns>
    ITrackStates Start(LayeredHits hits, IReadOnlyList<int[]> seeds);
}
