using System.Diagnostics;
using Hep.Common;
using Hep.Evaluation.Flavour;
using Hep.Models;
using Hep.Onnx;
using Hep.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Flavour;

/// <summary>
/// Writes a jet tagger as one ONNX file: tracks, in any number, none included, and the jet's pT and eta in; probabilities of the flavours and D_b out. It is compared with the model in float64 on jets of the test split, by
/// numbers of tracks, and not written if it does not agree.
/// </summary>
internal static class JetTaggerExport
{
    /// <summary>Input: validity, S_d0, S_z0, pT fraction, Delta R and grade of the tracks, valid ones first; [batch, tracks, 6].</summary>
    public const string Tracks = "tracks";

    /// <summary>Input: pT in GeV and eta, [batch, 2].</summary>
    public const string Jets = "jets";

    /// <summary>Output: [batch, 4].</summary>
    public const string Probabilities = "probabilities";

    /// <summary>Output: D_b, [batch, 1].</summary>
    public const string Discriminant = "discriminant";

    private const int MostCompared = 20_000, Batch = 256, Batches = 40, WarmUp = 200;

    private const double LargestOfDiscriminant = 1e-4;

    // Below it, a probability counts as this in D_b.
    private const float Floor = 1e-30f;

    /// <summary>Exports, compares, measures.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="card">The run card.</param>
    /// <param name="model">The trained tagger.</param>
    /// <param name="jets">The jets to compare on.</param>
    /// <param name="runId">The run's name, for the metadata.</param>
    /// <exception cref="RunFailedException">The file would not agree with the model.</exception>
    public static ExportFacts Write(string path, FlavourCard card, JetTagger model, JetSample jets, string runId)
    {
        using var candidate = new TransientFile(path + ".candidate");
        AtomicFile.Write(candidate.FullPath, Build(card, model, runId), "ONNX file");
        using var session = new OnnxTensors(candidate.FullPath);
        using var exact = new JetTagger((JetTaggerOptions)card.Model, new TrackInputs(), model.Flavours);
        exact.load_state_dict(model.state_dict());
        exact.to(ScalarType.Float64);
        var some = jets.Select([.. Enumerable.Range(0, Math.Min(jets.Count, MostCompared))]);
        var (wanted, single) = (JetTaggers.Score(exact, some, ScalarType.Float64), JetTaggers.Score(model, some));
        var (ofOnnx, ofModel) = (0.0, Largest(wanted, single));
        var discriminant = FlavourDiscriminant.OfBottom(JetSample.Flavours, card.Evaluation.CharmFraction, card.Evaluation.TauFraction);
        foreach (var group in Enumerable.Range(0, some.Count).GroupBy(some.Tracks.Length).SelectMany(group => group.Chunk(Batch)))
        {
            // The batch as its own numbers of tracks have it, and once more with places that are filled up.
            foreach (var room in new[] { some.Tracks.Length(group[0]), some.Tracks.Longest + 1 })
            {
                var (found, tagged) = Score(session, some, group, room);
                for (var i = 0; i < found.Length; i++)
                    ofOnnx = Math.Max(ofOnnx, Math.Abs(found[i] - wanted[(group[i / model.Flavours] * model.Flavours) + (i % model.Flavours)]));

                // D_b is a ratio: where the probabilities agree, it does to the rounding of its own logarithms.
                var expected = discriminant.OfProbabilities(Array.ConvertAll(found, value => (double)value));
                if (tagged.Where((value, i) => !(Math.Abs(value - expected[i]) <= LargestOfDiscriminant * Math.Max(1, Math.Abs(expected[i])))).Any())
                    ofOnnx = double.NaN;
            }
        }

        if (!(ofOnnx <= card.Export.Tolerance))
        {
            throw new RunFailedException(FormattableString.Invariant(
                $"{path}: not written: the ONNX file differs from the model by up to {ofOnnx:0.00E+0} on {some.Count} jets, more than the {card.Export.Tolerance:0.0E+0} of export.tolerance (the model itself differs from float64 by {ofModel:0.00E+0})"));
        }

        var (p50, p99) = Latency(session, some, card.Export.LatencyCalls);
        var rate = Rate(session, some);
        File.Move(candidate.FullPath, path, overwrite: true);
        return new ExportFacts { Events = some.Count, OnnxDifference = ofOnnx, ModelDifference = ofModel, Tolerance = card.Export.Tolerance, LatencyP50Us = p50, LatencyP99Us = p99, EventsPerSecond = rate };
    }

    private static byte[] Build(FlavourCard card, JetTagger model, string runId)
    {
        var builder = new OnnxGraphBuilder(card.Model.Name);
        var graph = OnnxExporter.Graph(builder);
        var tracks = builder.AddInput(Tracks, ScalarType.Float32, OnnxGraphBuilder.BatchAxis, "tracks", TrackInputs.Raw);
        var jets = builder.AddInput(Jets, ScalarType.Float32, OnnxGraphBuilder.BatchAxis, TrackInputs.JetNumbers);
        var probabilities = model.Emit(graph, tracks, jets);
        builder.AddOutput(Probabilities, probabilities, ScalarType.Float32, OnnxGraphBuilder.BatchAxis, model.Flavours);
        builder.AddOutput(Discriminant, DiscriminantOf(graph, card.Evaluation, probabilities), ScalarType.Float32, OnnxGraphBuilder.BatchAxis, 1);
        builder.SetMetadata(OnnxMetadata.Version, Provenance.Version);
        builder.SetMetadata(OnnxMetadata.RunId, runId);
        builder.SetMetadata(OnnxMetadata.Commit, Provenance.Commit);
        builder.SetMetadata(OnnxMetadata.Classes, OnnxMetadata.WriteClasses(JetSample.Flavours));
        return builder.Build();
    }

    // log p_b - log (f_c p_c + f_tau p_tau + (1 - f_c - f_tau) p_light)
    private static string DiscriminantOf(IGraph graph, FlavourEvaluation evaluation, string probabilities)
    {
        float[] shares = [.. JetSample.Flavours.Select(flavour => (float)(flavour switch
        {
            "c" => evaluation.CharmFraction,
            "tau" => evaluation.TauFraction,
            "light" => 1 - evaluation.CharmFraction - evaluation.TauFraction,
            _ => 0,
        }))];
        float[] signal = [.. JetSample.Flavours.Select(flavour => flavour == "b" ? 1f : 0f)];
        string Log(string name, float[] weights) => graph.Node("Log", graph.Node("Max", graph.Node("MatMul", probabilities, graph.Constant(name, weights, weights.Length, 1)), graph.Constant("floor", [Floor])));
        return graph.Node("Sub", Log("signal", signal), Log("shares", shares));
    }

    private static (float[] Probabilities, float[] Discriminants) Score(OnnxTensors session, JetSample jets, int[] rows, int room)
    {
        var tracks = new float[rows.Length * room * TrackInputs.Raw];
        for (var i = 0; i < rows.Length; i++)
            jets.Tracks.Of(rows[i]).CopyTo(tracks.AsSpan(i * room * TrackInputs.Raw));
        var found = session.Run(
            [new OnnxTensor(Tracks, tracks, rows.Length, room, TrackInputs.Raw), new OnnxTensor(Jets, jets.JetNumbers(rows), rows.Length, TrackInputs.JetNumbers)],
            Probabilities,
            Discriminant);
        return (found[0], found[1]);
    }

    private static double Largest(double[] wanted, double[] found) => wanted.Zip(found, (one, other) => Math.Abs(one - other)).Max();

    private static (double P50, double P99) Latency(OnnxTensors session, JetSample jets, int calls)
    {
        var ticks = new long[calls];
        for (var call = -WarmUp; call < calls; call++)
        {
            var jet = (call + WarmUp) % jets.Count;
            var start = Stopwatch.GetTimestamp();
            _ = Score(session, jets, [jet], jets.Tracks.Length(jet));
            if (call >= 0)
                ticks[call] = Stopwatch.GetTimestamp() - start;
        }

        Array.Sort(ticks);
        double At(double quantile) => ticks[(int)Math.Ceiling(quantile * calls) - 1] * 1e6 / Stopwatch.Frequency;
        return (At(0.5), At(0.99));
    }

    // As jets come, in batches filled up to the most tracks.
    private static double Rate(OnnxTensors session, JetSample jets)
    {
        int[][] batches = [.. Enumerable.Range(0, jets.Count).Chunk(Batch).Take(Batches)];
        _ = Score(session, jets, batches[0], jets.Tracks.Longest);
        var clock = Stopwatch.StartNew();
        foreach (var batch in batches)
            _ = Score(session, jets, batch, jets.Tracks.Longest);
        return batches.Sum(batch => batch.Length) / clock.Elapsed.TotalSeconds;
    }
}
