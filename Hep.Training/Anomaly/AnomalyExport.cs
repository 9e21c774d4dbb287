using Hep.Common;
using Hep.Data;
using Hep.Onnx;
using Hep.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Anomaly;

/// <summary>
/// Writes a detector as one ONNX file for a trigger: raw features in; score, decision and costs of the inputs out, the threshold inside. It is compared with the model in float64 on the test split, and not written if it does not
/// agree.
/// </summary>
internal static class AnomalyExport
{
    /// <summary>Output: how odd the event is, [batch, 1].</summary>
    public const string Score = "score";

    /// <summary>Output: 1 where the score is at or above the threshold, else 0; [batch, 1], int64.</summary>
    public const string Decision = "decision";

    /// <summary>Output: what the reconstruction of each input of the network costs, [batch, inputs].</summary>
    public const string Costs = "costs";

    private const int Batch = 1024, MostTimed = 1 << 14;

    /// <summary>Exports, compares, measures.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="card">The run card.</param>
    /// <param name="detector">The trained detector with its threshold.</param>
    /// <param name="events">The events to compare on.</param>
    /// <param name="runId">The run's name, for the metadata.</param>
    /// <exception cref="RunFailedException">The file would not agree with the model.</exception>
    public static ExportFacts Write(string path, AnomalyCard card, AnomalyDetector detector, EventTable events, string runId)
    {
        using var candidate = new TransientFile(path + ".candidate");
        AtomicFile.Write(candidate.FullPath, Build(card, detector, runId), "ONNX file");
        using var exact = AnomalyDetectors.Untrained(card);
        exact.load_state_dict(detector.state_dict());
        exact.to(ScalarType.Float64);
        var (wanted, single) = (Decisive(exact, events, ScalarType.Float64), Decisive(detector, events, ScalarType.Float32));
        var (found, decisions) = Run(candidate.FullPath, events);
        var (ofOnnx, ofModel) = (Largest(wanted, found), Largest(wanted, single));
        var tolerance = card.Export.Tolerance;
        if (!(ofOnnx <= tolerance))
        {
            throw new RunFailedException(FormattableString.Invariant(
                $"{path}: not written: the ONNX file differs from the model by up to {ofOnnx:0.00E+0} of a score (of 1 for scores below it) on {events.Count} events, more than the {tolerance:0.0E+0} of export.tolerance (the model itself differs from float64 by {ofModel:0.00E+0})"));
        }

        // Right at the threshold either is right.
        var threshold = detector.Threshold;
        for (var i = 0; i < wanted.Length; i++)
        {
            if (decisions[i] != (wanted[i] >= threshold ? 1 : 0) && Math.Abs(wanted[i] - threshold) > tolerance * Math.Max(1, threshold))
                throw new RunFailedException(FormattableString.Invariant($"{path}: not written: the ONNX file decides {decisions[i]} for event {i} (counted from 0) of the test split, whose score {wanted[i]:G6} is {(wanted[i] >= threshold ? "above" : "below")} the threshold {threshold:G6}"));
        }

        var some = events.Thinned(MostTimed).ToRowMajor();
        var latency = LatencyProbe.Measure(candidate.FullPath, some, card.Export.LatencyCalls);
        File.Move(candidate.FullPath, path, overwrite: true);
        return new ExportFacts { Events = events.Count, OnnxDifference = ofOnnx, ModelDifference = ofModel, Tolerance = tolerance, LatencyP50Us = latency.P50, LatencyP99Us = latency.P99 };
    }

    private static byte[] Build(AnomalyCard card, AnomalyDetector detector, string runId)
    {
        var builder = new OnnxGraphBuilder(card.Model.Name);
        var features = card.Data.Events.Features;
        var (score, decision, terms) = detector.Emit(OnnxExporter.Graph(builder), OnnxExporter.AddInputs(builder, features.Count));
        builder.AddOutput(Score, score, 1);
        builder.AddOutput(Decision, decision, ScalarType.Int64, OnnxGraphBuilder.BatchAxis, 1);
        builder.AddOutput(Costs, terms, detector.Inputs.Outputs);
        builder.SetMetadata(OnnxMetadata.Version, Provenance.Version);
        builder.SetMetadata(OnnxMetadata.RunId, runId);
        builder.SetMetadata(OnnxMetadata.Commit, Provenance.Commit);
        builder.SetMetadata(OnnxMetadata.Features, OnnxMetadata.WriteFeatures(features.Select(feature => new OnnxFeature(feature.Name, feature.Unit))));
        builder.SetMetadata(OnnxMetadata.Preprocessing, OnnxMetadata.WritePreprocessing(card.Data.Events.PreprocessingInWords));
        if (card.Data.Events.Missing is { } missing)
            builder.SetMetadata(OnnxMetadata.Missing, OnnxMetadata.WriteMissing((float)missing));
        return builder.Build();
    }

    private static double[] Decisive(AnomalyDetector detector, EventTable events, ScalarType type)
    {
        var (scores, kinds) = (AnomalyDetectors.Score(detector, events, type).Values, detector.Kinds.Count);
        return [.. Enumerable.Range(0, events.Count).Select(row => scores[row * kinds])];
    }

    private static (double[] Scores, long[] Decisions) Run(string path, EventTable events)
    {
        var (scores, decisions) = (new List<double>(), new List<long>());
        using var model = new OnnxTensors(path);
        var (rows, width) = (events.ToRowMajor(), events.Width);
        for (var start = 0; start < events.Count; start += Batch)
        {
            var count = Math.Min(Batch, events.Count - start);
            var found = model.RunAny([new OnnxTensor(OnnxExporter.Features, rows.AsSpan(start * width, count * width).ToArray(), count, width)], [Score, Decision]);
            scores.AddRange(((float[])found[0]).Select(score => (double)score));
            decisions.AddRange((long[])found[1]);
        }

        return ([.. scores], [.. decisions]);
    }

    // Math.Max passes on what is no number, Enumerable.Max does not.
    private static double Largest(double[] wanted, double[] found) =>
        wanted.Zip(found, (one, other) => Math.Abs(one - other) / Math.Max(1, Math.Abs(one))).Aggregate(0.0, Math.Max);
}
