namespace Hep.Data.Tracking.Finding;

/// <summary>The states of tracks that are followed together. <see cref="Predict"/> and <see cref="Advance"/> take turns, layer by layer.</summary>
public interface ITrackStates : IDisposable
{
    /// <summary>The number of tracks T.</summary>
    int Count { get; }

    /// <summary>Predicts the hits on a layer.</summary>
    /// <param name="layer">The layer, beyond the last one of every track.</param>
    /// <param name="predictions">Receives a prediction a track, shape [T]; <see cref="HitPrediction.None"/> where the track does not cross the layer.</param>
    void Predict(int layer, Span<HitPrediction> predictions);

    /// <summary>Goes on to the layer that was predicted last: a track may branch into several, or end.</summary>
    /// <param name="parents">For every new track the one that it continues, 0 to T - 1, shape [new T].</param>
    /// <param name="hits">Its hit on the layer as a place in the event, or -1 where it has none, shape [new T].</param>
    void Advance(ReadOnlySpan<int> parents, ReadOnlySpan<int> hits);
}
