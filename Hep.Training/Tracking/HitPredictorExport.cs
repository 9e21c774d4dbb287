using System.Diagnostics;
using Hep.Common;
using Hep.Data.Sequences;
using Hep.Data.Tracking;
using Hep.Data.Tracking.Finding;
using Hep.Models;
using Hep.Onnx;
using Hep.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Tracking;

/// <summary>
/// Writes a hit predictor as two ONNX files: <c>model.onnx</c> takes the hits of whole tracks, in any number and of any length, and <c>model_step.onnx</c> one step at a time, with what it remembers going in and out. Both
/// hold the helix and its scales: they take r, phi and z as they are. They are compared with the model in float64 on true tracks of the test split, every length by itself, and are not written if they do not agree.
/// </summary>
internal static class HitPredictorExport
{
    /// <summary>Input: r in mm, phi in rad and z in mm of the hits; [batch, hits, 3], and of a step [batch, 4, 3].</summary>
    public const string Hits = "hits";

    /// <summary>Input: the radii in mm at which hits are predicted, behind the first three hits, behind the first four, ...; [batch, hits - 2].</summary>
    public const string Targets = "targets";

    /// <summary>Input of a step: the radius in mm, [batch, 1].</summary>
    public const string Target = "target";

    /// <summary>Output: phi in rad and z in mm.</summary>
    public const string Position = "position";

    /// <summary>Output: the variance of r phi, its covariance with z, and the variance of z, in mm^2.</summary>
    public const string Covariance = "covariance";

    /// <summary>The ending of the outputs of what is remembered.</summary>
    public const string After = "_after";

    private const string Hidden = "hidden", Cell = "cell";
    private const int MostTracks = 4000;
    private const int WarmUp = 200;

    /// <summary>Where the file of single steps lies.</summary>
    /// <param name="path">The file of whole tracks.</param>
    public static string StepFile(string path) => Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileNameWithoutExtension(path) + "_step.onnx");

    /// <summary>Exports, compares, measures.</summary>
    /// <param name="path">The ONNX file of whole tracks.</param>
    /// <param name="card">The run card.</param>
    /// <param name="model">The trained model.</param>
    /// <param name="events">The events whose true tracks it is compared on.</param>
    /// <param name="runId">The run's name, for the metadata.</param>
    /// <returns>What was measured: differences in units of the predicted errors, the latency of one step of one track.</returns>
    /// <exception cref="RunFailedException">A file would not agree with the model.</exception>
    public static ExportFacts Write(string path, TrackingCard card, HitPredictor model, IReadOnlyList<HitEvent> events, string runId)
    {
        using var whole = new TransientFile(path + ".candidate");
        using var single = new TransientFile(StepFile(path) + ".candidate");
        AtomicFile.Write(whole.FullPath, WholeTracks(card, model, runId), "ONNX file");
        AtomicFile.Write(single.FullPath, SingleSteps(card, model, runId), "ONNX file");
        using var tracks = new TrackModelSession(whole.FullPath);
        using var steps = new TrackModelSession(single.FullPath);
        using var exact = new HitPredictor((HitPredictorOptions)card.Model, model.Helix.Scales);
        exact.load_state_dict(model.state_dict());
        exact.to(ScalarType.Float64).eval();
        var all = TrackSteps.Of(card.Data.Detector.ToDetector(), events, card.Data.Longest).Steps;
        var (ofOnnx, ofModel, compared) = (0.0, 0.0, 0);
        foreach (var group in Enumerable.Range(0, Math.Min(all.Count, MostTracks)).GroupBy(all.Length))
        {
            var batch = new TrackBatch(all, [.. group]);
            var (wanted, single32) = (batch.Exactly(exact), batch.Singly(model));
            ofModel = Math.Max(ofModel, Largest(wanted, single32, batch));
            ofOnnx = Math.Max(ofOnnx, Largest(wanted, tracks.Predict(batch.Hits, batch.Targets, batch.Tracks, batch.Steps + 2), batch));
            ofOnnx = Math.Max(ofOnnx, Largest(wanted, Chain(steps, batch, ((HitPredictorOptions)card.Model).Recurrent), batch));
            compared += batch.Tracks;
        }

        if (!(ofOnnx <= card.Export.Tolerance))
        {
            throw new RunFailedException(FormattableString.Invariant(
                $"{path}: not written: the ONNX files differ from the model by up to {ofOnnx:0.00E+0} predicted standard deviations on {compared} tracks, more than the {card.Export.Tolerance:0.0E+0} of export.tolerance (the model itself differs from float64 by {ofModel:0.00E+0})"));
        }

        var (p50, p99) = Latency(steps, all, ((HitPredictorOptions)card.Model).Recurrent, card.Export.LatencyCalls);
        File.Move(single.FullPath, StepFile(path), overwrite: true);
        File.Move(whole.FullPath, path, overwrite: true);
        return new ExportFacts { Events = compared, OnnxDifference = ofOnnx, ModelDifference = ofModel, Tolerance = card.Export.Tolerance, LatencyP50Us = p50, LatencyP99Us = p99 };
    }

    private static byte[] WholeTracks(TrackingCard card, HitPredictor model, string runId)
    {
        var builder = new OnnxGraphBuilder(card.Model.Name);
        var hits = builder.AddInput(Hits, ScalarType.Float32, OnnxGraphBuilder.BatchAxis, "hits", 3);
        var targets = builder.AddInput(Targets, ScalarType.Float32, OnnxGraphBuilder.BatchAxis, "steps");
        AddOutputs(builder, model.Emit(OnnxExporter.Graph(builder), hits, targets), [OnnxGraphBuilder.BatchAxis, "steps"]);
        return Finished(builder, runId);
    }

    private static byte[] SingleSteps(TrackingCard card, HitPredictor model, string runId)
    {
        var builder = new OnnxGraphBuilder(card.Model.Name + "_step");
        var recurrent = model.Recurrent.Options;
        var hits = builder.AddInput(Hits, ScalarType.Float32, OnnxGraphBuilder.BatchAxis, TrackSteps.WindowHits, 3);
        var target = builder.AddInput(Target, ScalarType.Float32, OnnxGraphBuilder.BatchAxis, 1);
        var hidden = builder.AddInput(Hidden, ScalarType.Float32, recurrent.Layers, OnnxGraphBuilder.BatchAxis, recurrent.Hidden);
        var cell = recurrent.Cell == RecurrentCell.Lstm ? builder.AddInput(Cell, ScalarType.Float32, recurrent.Layers, OnnxGraphBuilder.BatchAxis, recurrent.Hidden) : null;
        var (prediction, hiddenAfter, cellAfter) = model.EmitStep(OnnxExporter.Graph(builder), hits, target, hidden, cell);
        AddOutputs(builder, prediction, [OnnxGraphBuilder.BatchAxis]);
        builder.AddOutput(Hidden + After, hiddenAfter, ScalarType.Float32, recurrent.Layers, OnnxGraphBuilder.BatchAxis, recurrent.Hidden);
        if (cellAfter is not null)
            builder.AddOutput(Cell + After, cellAfter, ScalarType.Float32, recurrent.Layers, OnnxGraphBuilder.BatchAxis, recurrent.Hidden);
        return Finished(builder, runId);
    }

    private static void AddOutputs(OnnxGraphBuilder builder, string prediction, OnnxAxis[] axes)
    {
        string Columns(params long[] columns) => builder.AddNode("Gather", [prediction, builder.AddInitializer("columns", columns, columns.Length)], OnnxAttribute.Of("axis", -1L));
        builder.AddOutput(Position, Columns(0, 1), ScalarType.Float32, [.. axes, 2]);
        builder.AddOutput(Covariance, Columns(2, 3, 4), ScalarType.Float32, [.. axes, 3]);
    }

    private static byte[] Finished(OnnxGraphBuilder builder, string runId)
    {
        builder.SetMetadata(OnnxMetadata.Version, Provenance.Version);
        builder.SetMetadata(OnnxMetadata.RunId, runId);
        builder.SetMetadata(OnnxMetadata.Commit, Provenance.Commit);
        return builder.Build();
    }

    private static float[] Chain(TrackModelSession steps, TrackBatch batch, RecurrentOptions recurrent)
    {
        var states = States(recurrent, batch.Tracks);
        var found = new float[batch.Tracks * batch.Steps * HitPredictor.Outputs];
        for (var step = 0; step < batch.Steps; step++)
        {
            var (hits, targets) = batch.Windows(step);
            var said = steps.Step(hits, targets, states, recurrent.Layers);
            for (var track = 0; track < batch.Tracks; track++)
                said.AsSpan(track * HitPredictor.Outputs, HitPredictor.Outputs).CopyTo(found.AsSpan(((track * batch.Steps) + step) * HitPredictor.Outputs));
        }

        return found;
    }

    private static SortedDictionary<string, float[]> States(RecurrentOptions recurrent, int tracks)
    {
        var states = new SortedDictionary<string, float[]>(StringComparer.Ordinal) { [Hidden] = new float[recurrent.Layers * tracks * recurrent.Hidden] };
        if (recurrent.Cell == RecurrentCell.Lstm)
            states[Cell] = new float[recurrent.Layers * tracks * recurrent.Hidden];
        return states;
    }

    // Positions in units of their predicted errors, covariances relative to those.
    private static double Largest(double[] wanted, float[] found, TrackBatch batch)
    {
        var largest = 0.0;
        for (var row = 0; row < wanted.Length / HitPredictor.Outputs; row++)
        {
            var w = wanted.AsSpan(row * HitPredictor.Outputs, HitPredictor.Outputs);
            var f = found.AsSpan(row * HitPredictor.Outputs, HitPredictor.Outputs);
            var (errorRPhi, errorZ) = (Math.Sqrt(w[2]), Math.Sqrt(w[4]));
            double[] differences =
            [
                Math.IEEERemainder(f[0] - w[0], 2 * Math.PI) * batch.Targets[row] / errorRPhi,
                (f[1] - w[1]) / errorZ,
                (f[2] - w[2]) / w[2],
                (f[3] - w[3]) / (errorRPhi * errorZ),
                (f[4] - w[4]) / w[4],
            ];
            foreach (var difference in differences)
                largest = Math.Max(largest, Math.Abs(difference));
        }

        return largest;
    }

    private static (double P50, double P99) Latency(TrackModelSession steps, SequenceSet all, RecurrentOptions recurrent, int calls)
    {
        var one = new TrackBatch(all, [0]);
        var (hits, targets) = one.Windows(0);
        var states = States(recurrent, 1);
        var ticks = new long[calls];
        for (var call = -WarmUp; call < calls; call++)
        {
            var start = Stopwatch.GetTimestamp();
            _ = steps.Step(hits, targets, states, recurrent.Layers);
            if (call >= 0)
                ticks[call] = Stopwatch.GetTimestamp() - start;
        }

        Array.Sort(ticks);
        double At(double quantile) => ticks[(int)Math.Ceiling(quantile * calls) - 1] * 1e6 / Stopwatch.Frequency;
        return (At(0.5), At(0.99));
    }
}
