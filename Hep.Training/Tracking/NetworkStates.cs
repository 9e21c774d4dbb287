using Hep.Data.Tracking.Finding;
using Hep.Models;
using static TorchSharp.torch;

namespace Hep.Training.Tracking;

/// <summary>Tracks of a network. A step counts when its hit is found: a layer without a hit leaves what the network remembers as it was.</summary>
internal sealed class NetworkStates : ITrackStates
{
    private readonly NetworkPredictor predictor;
    private readonly LayeredHits hits;
    private int[][] tracks;
    private RecurrentState state;
    private RecurrentState? after;

    public NetworkStates(NetworkPredictor predictor, LayeredHits hits, int[][] seeds)
    {
        (this.predictor, this.hits, tracks) = (predictor, hits, seeds);
        state = predictor.Model.Recurrent.Initial(seeds.Length, predictor.Model.Device, ScalarType.Float32).DetachFromDisposeScope();
    }

    public int Count => tracks.Length;

    public void Predict(int layer, Span<HitPrediction> predictions)
    {
        using var untracked = no_grad();
        if (tracks.Length == 0)
            return;
        var windows = new float[tracks.Length * TrackSteps.Window];
        var radius = predictor.RadiusOf(layer);
        for (var track = 0; track < tracks.Length; track++)
            TrackSteps.WriteWindow(hits, tracks[track], radius, windows.AsSpan(track * TrackSteps.Window, TrackSteps.Window));
        using var scope = NewDisposeScope();
        after?.Dispose();
        after = predictor.Predict(windows, layer, state, predictions).DetachFromDisposeScope();
    }

    public void Advance(ReadOnlySpan<int> parents, ReadOnlySpan<int> hitsOnLayer)
    {
        using var untracked = no_grad();
        var next = new int[parents.Length][];
        for (var track = 0; track < next.Length; track++)
            next[track] = hitsOnLayer[track] < 0 ? tracks[parents[track]] : [.. tracks[parents[track]].TakeLast(TrackSteps.WindowHits - 1), hitsOnLayer[track]];
        using var scope = NewDisposeScope();
        var before = state;
        state = (next.Length == 0 ? predictor.Model.Recurrent.Initial(0, predictor.Model.Device, ScalarType.Float32) : Chosen(parents, hitsOnLayer)).DetachFromDisposeScope();
        before.Dispose();
        tracks = next;
    }

    public void Dispose()
    {
        state.Dispose();
        after?.Dispose();
    }

    // Of the tracks with a hit what is remembered after it, of the others what was before.
    private RecurrentState Chosen(ReadOnlySpan<int> parents, ReadOnlySpan<int> hitsOnLayer)
    {
        var count = state.Batch;
        var rows = new long[parents.Length];
        for (var track = 0; track < rows.Length; track++)
            rows[track] = hitsOnLayer[track] < 0 ? parents[track] : count + parents[track];
        var both = new RecurrentState(cat([state.Hidden, after!.Hidden], 1), state.Cell is null ? null : cat([state.Cell, after.Cell!], 1));
        return both.Select(tensor(rows));
    }
}
