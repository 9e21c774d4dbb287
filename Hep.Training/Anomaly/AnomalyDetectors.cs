using Hep.Data;
using Hep.Models;
using Hep.Training.Checkpoints;
using Hep.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Anomaly;

/// <summary>From a card for anomalies to its detector, fresh or trained, and from events to scores.</summary>
internal static class AnomalyDetectors
{
    /// <summary>Makes an untrained detector, its weights drawn from the card's seed.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="inputs">The fitted stage of inputs.</param>
    public static AnomalyDetector Create(AnomalyCard card, InputStage inputs)
    {
        _ = manual_seed(card.Training.Seed);
        return new AnomalyDetector(inputs, new Autoencoder(card.Network, inputs.Outputs), card.Loss, card.Scores);
    }

    /// <summary>A detector with placeholders for all that a saved state brings.</summary>
    public static AnomalyDetector Untrained(AnomalyCard card) => Create(card, FittedInputs.Unfitted(card.Data.Events));

    /// <summary>Loads the detector of a run.</summary>
    /// <exception cref="InvalidDataException">The checkpoint is broken, or of another model.</exception>
    public static AnomalyDetector Load(AnomalyCard card, string checkpoint)
    {
        var detector = Untrained(card);
        _ = Checkpoint.Load(checkpoint, detector);
        detector.eval();
        return detector;
    }

    /// <summary>The numbers that the network sees, [N, F] row-major.</summary>
    public static float[] Prepare(AnomalyDetector detector, EventTable events) => Gather(detector, events, detector.Inputs.Outputs, raw => detector.Inputs.call(raw));

    /// <summary>The latent numbers of events, [N, L] row-major.</summary>
    public static double[] Latent(AnomalyDetector detector, EventTable events) =>
        Array.ConvertAll(Gather(detector, events, detector.Network.LatentSize, raw => detector.Network.Encode(detector.Inputs.call(raw))), value => (double)value);

    /// <summary>What the reconstruction of each input costs, [N, F], and the scores, [N, S], row-major.</summary>
    /// <param name="detector">The detector; put into evaluation mode.</param>
    /// <param name="events">The events.</param>
    /// <param name="type">The type of its numbers.</param>
    public static (double[] Terms, double[] Values) Score(AnomalyDetector detector, EventTable events, ScalarType type = ScalarType.Float32)
    {
        var (features, kinds) = (detector.Inputs.Outputs, detector.Kinds.Count);
        var (terms, values) = (new double[events.Count * features], new double[events.Count * kinds]);
        ForEach(detector, events, type, (start, count, raw) =>
        {
            var scores = detector.Scores(raw);
            Copy(scores.Terms, terms.AsSpan(start * features, count * features));
            Copy(scores.Values, values.AsSpan(start * kinds, count * kinds));
        });
        return (terms, values);
    }

    private static float[] Gather(AnomalyDetector detector, EventTable events, int width, Func<Tensor, Tensor> of)
    {
        var found = new float[events.Count * width];
        ForEach(detector, events, ScalarType.Float32, (start, count, raw) => of(raw).cpu().contiguous().data<float>().CopyTo(found.AsSpan(start * width, count * width)));
        return found;
    }

    private static void Copy(Tensor from, Span<double> to) => from.to(ScalarType.Float64).cpu().contiguous().data<double>().CopyTo(to);

    private static void ForEach(AnomalyDetector detector, EventTable events, ScalarType type, Action<int, int, Tensor> use)
    {
        var (rows, width, most) = (events.ToRowMajor(), events.Width, detector.Inputs.EventsAtOnce);
        detector.eval();
        using var untracked = no_grad();
        for (var start = 0; start < events.Count; start += most)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(most, events.Count - start);
            use(start, count, tensor(rows.AsSpan(start * width, count * width).ToArray(), [count, width]).to(type, detector.Device));
        }
    }
}
