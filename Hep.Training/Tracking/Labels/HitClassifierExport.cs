using System.Diagnostics;
using Hep.Common;
using Hep.Models;
using Hep.Onnx;
using Hep.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Tracking;

/// <summary>
/// Writes a hit classifier as an ONNX file that takes hits and seeds as they are: helix, scales and candidates are in it. It is compared with the model in float64 on events of the test split, padded as they come and cut to
/// their first hit and their first two, and is not written if it does not agree.
/// </summary>
internal static class HitClassifierExport
{
    /// <summary>Input: r in mm, phi in rad and z in mm of hits by layer and azimuth, [batch, hits, 3].</summary>
    public const string Hits = "hits";

    /// <summary>Input: r, phi and z of the three hits of each seed, zeros where there is none, [batch, T, 9].</summary>
    public const string Seeds = "seeds";

    /// <summary>Input: real hits of each event, [batch], whole numbers of 64 bits.</summary>
    public const string Lengths = "lengths";

    /// <summary>Output: the probabilities of each seed, then of none, [batch, hits, T + 1].</summary>
    public const string Probabilities = "probabilities";

    private const int MostEvents = 320, EventsAtOnce = 16, WarmUp = 20;

    /// <summary>Exports, compares, measures.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="card">The run card.</param>
    /// <param name="model">The trained model, on the processor.</param>
    /// <param name="events">The events that it is compared on.</param>
    /// <param name="runId">The run's name, for the metadata.</param>
    /// <returns>What was measured: differences of probabilities, the latency of one event.</returns>
    /// <exception cref="RunFailedException">The file would not agree with the model.</exception>
    public static ExportFacts Write(string path, HitLabelCard card, HitClassifier model, SeededEvents events, string runId)
    {
        using var candidate = new TransientFile(path + ".candidate");
        AtomicFile.Write(candidate.FullPath, Build(card, model, runId), "ONNX file");
        using var session = new HitLabelSession(candidate.FullPath);
        using var exact = new HitClassifier(card.Model, model.Seeds.Scales);
        exact.load_state_dict(model.state_dict());
        exact.to(ScalarType.Float64).eval();
        var (ofOnnx, ofModel, compared) = (0.0, 0.0, 0);
        using var untracked = no_grad();
        foreach (var which in events.InOrder(EventsAtOnce).Take(MostEvents / EventsAtOnce))
        {
            foreach (var most in new[] { 1, 2, int.MaxValue })
            {
                using var scope = NewDisposeScope();
                var given = events.Batch(which, CPU);
                var hits = given.Hits.narrow(1, 0, Math.Min(most, given.Hits.size(1))).contiguous();
                var lengths = Array.ConvertAll(given.Lengths, length => Math.Min(length, most));
                var wanted = exact.Classify(hits, given.Seeds, lengths).contiguous().data<double>().ToArray();
                var found = session.Classify(hits.data<float>().ToArray(), given.Seeds.contiguous().data<float>().ToArray(), lengths);
                ofOnnx = Math.Max(ofOnnx, Largest(wanted, found));
                ofModel = Math.Max(ofModel, Largest(wanted, model.Classify(hits, given.Seeds, lengths).contiguous().data<float>().ToArray()));
            }

            compared += which.Length;
        }

        if (!(ofOnnx <= card.Export.Tolerance))
        {
            throw new RunFailedException(FormattableString.Invariant(
                $"{path}: not written: probabilities of the ONNX file differ from those of the model by up to {ofOnnx:0.00E+0} in {compared} events, more than the {card.Export.Tolerance:0.0E+0} of export.tolerance (the model itself differs from float64 by {ofModel:0.00E+0})"));
        }

        var (p50, p99) = Latency(session, events, card.Export.LatencyCalls);
        File.Move(candidate.FullPath, path, overwrite: true);
        return new ExportFacts { Events = compared, OnnxDifference = ofOnnx, ModelDifference = ofModel, Tolerance = card.Export.Tolerance, LatencyP50Us = p50, LatencyP99Us = p99 };
    }

    /// <summary>The file.</summary>
    internal static byte[] Build(HitLabelCard card, HitClassifier model, string runId)
    {
        var builder = new OnnxGraphBuilder(card.Model.Name);
        var hits = builder.AddInput(Hits, ScalarType.Float32, OnnxGraphBuilder.BatchAxis, Hits, 3);
        var seeds = builder.AddInput(Seeds, ScalarType.Float32, OnnxGraphBuilder.BatchAxis, card.Model.Tracks, SeedStage.SeedWidth);
        var lengths = builder.AddInput(Lengths, ScalarType.Int64, OnnxGraphBuilder.BatchAxis);
        builder.AddOutput(Probabilities, model.Emit(OnnxExporter.Graph(builder), hits, seeds, lengths), ScalarType.Float32, OnnxGraphBuilder.BatchAxis, Hits, card.Model.Tracks + 1);
        builder.SetMetadata(OnnxMetadata.Version, Provenance.Version);
        builder.SetMetadata(OnnxMetadata.RunId, runId);
        builder.SetMetadata(OnnxMetadata.Commit, Provenance.Commit);
        return builder.Build();
    }

    private static double Largest(double[] wanted, float[] found)
    {
        var largest = 0.0;
        for (var i = 0; i < wanted.Length; i++)
            largest = Math.Max(largest, Math.Abs(found[i] - wanted[i]));

        return largest;
    }

    private static (double P50, double P99) Latency(HitLabelSession session, SeededEvents events, int calls)
    {
        var given = events.Batch([0], CPU);
        var (hits, seeds, ticks) = (given.Hits.contiguous().data<float>().ToArray(), given.Seeds.contiguous().data<float>().ToArray(), new long[calls]);
        for (var call = -WarmUp; call < calls; call++)
        {
            var start = Stopwatch.GetTimestamp();
            _ = session.Classify(hits, seeds, given.Lengths);
            if (call >= 0)
                ticks[call] = Stopwatch.GetTimestamp() - start;
        }

        Array.Sort(ticks);
        double At(double quantile) => ticks[(int)Math.Ceiling(quantile * calls) - 1] * 1e6 / Stopwatch.Frequency;
        return (At(0.5), At(0.99));
    }
}
