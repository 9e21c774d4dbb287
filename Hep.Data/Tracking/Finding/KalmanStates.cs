namespace Hep.Data.Tracking.Finding;

/// <summary>The tracks of a Kalman filter.</summary>
internal sealed class KalmanStates(KalmanPredictor filter, LayeredHits hits, TrackState[] tracks) : ITrackStates
{
    // Where tracks[i] would be on the layer that was predicted last.
    private TrackState[] moved = [];
    private int layer;

    public int Count => tracks.Length;

    public void Predict(int layer, Span<HitPrediction> predictions)
    {
        this.layer = layer;
        moved = new TrackState[tracks.Length];
        for (var track = 0; track < tracks.Length; track++)
        {
            moved[track] = tracks[track];
            predictions[track] = filter.TryReach(ref moved[track], layer) ? filter.Expect(moved[track], layer) : HitPrediction.None;
        }
    }

    public void Advance(ReadOnlySpan<int> parents, ReadOnlySpan<int> hitsOnLayer)
    {
        tracks = new TrackState[parents.Length];
        for (var track = 0; track < tracks.Length; track++)
        {
            tracks[track] = moved[parents[track]];
            if (hitsOnLayer[track] >= 0)
                filter.Measure(ref tracks[track], hits, layer, hitsOnLayer[track]);
            filter.CrossMaterial(ref tracks[track], layer);
        }
    }

    public void Dispose()
    {
    }
}
