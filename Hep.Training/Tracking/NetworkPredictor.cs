using Hep.Data.Tracking;
using Hep.Data.Tracking.Finding;
using Hep.Models;
using static TorchSharp.torch;

namespace Hep.Training.Tracking;

/// <summary>A trained <see cref="HitPredictor"/> in the place of a Kalman filter: what it remembers of each track goes along with the track's branches.</summary>
public sealed class NetworkPredictor : IHitPredictor
{
    private readonly BarrelDetector detector;
    private readonly IReadOnlyList<double> scales;

    /// <summary>A predictor.</summary>
    /// <param name="model">The trained model, on the processor; put into evaluation mode.</param>
    /// <param name="detector">The detector.</param>
    public NetworkPredictor(HitPredictor model, BarrelDetector detector)
    {
        model.eval();
        (Model, this.detector, scales) = (model, detector, model.Helix.Scales);
    }

    internal HitPredictor Model { get; }

    /// <inheritdoc/>
    public ITrackStates Start(LayeredHits hits, IReadOnlyList<int[]> seeds)
    {
        if (seeds.FirstOrDefault(seed => seed.Length != TrackSteps.SeedHits) is { } other)
            throw new ArgumentException(FormattableString.Invariant($"found a seed of {other.Length} hits, expected {TrackSteps.SeedHits}"), nameof(seeds));
        return new NetworkStates(this, hits, [.. seeds]);
    }

    /// <summary>The radius of a layer in mm.</summary>
    internal double RadiusOf(int layer) => detector.Layers[layer].Radius;

    /// <summary>What the network says of the next hits.</summary>
    /// <param name="windows">Windows of tracks, [T, 13].</param>
    /// <param name="layer">The layer.</param>
    /// <param name="state">What it remembers of them.</param>
    /// <param name="predictions">Receives the predictions, [T].</param>
    /// <returns>What it remembers after this step.</returns>
    internal RecurrentState Predict(float[] windows, int layer, RecurrentState state, Span<HitPrediction> predictions)
    {
        var tracks = predictions.Length;
        var steps = HelixStage.Apply(windows, scales);
        var features = new float[tracks * HelixStage.Features];
        for (var i = 0; i < features.Length; i++)
            features[i] = (float)steps[(i / HelixStage.Features * HelixStage.Width) + (i % HelixStage.Features)];
        var (said, next) = Model.Step(tensor(features, [tracks, HelixStage.Features]), state);
        var (radius, halfLength) = (detector.Layers[layer].Radius, detector.Layers[layer].HalfLength);
        double[] targets = [.. Enumerable.Repeat(radius, tracks)];
        var found = HitPredictor.Predict(steps, said.contiguous().data<float>().ToArray(), targets);
        for (var track = 0; track < tracks; track++)
        {
            var prediction = found.AsSpan(track * HitPredictor.Outputs, HitPredictor.Outputs);
            var helix = steps.AsSpan((track * HelixStage.Width) + HelixStage.Features);
            predictions[track] = helix[6] > 0 && Math.Abs(prediction[1]) <= halfLength
                ? new HitPrediction(prediction[0], prediction[1], prediction[2], prediction[3], prediction[4]) { Radius = radius, AzimuthSlope = helix[4], ZSlope = helix[5] }
                : HitPrediction.None;
        }

        return next;
    }
}
