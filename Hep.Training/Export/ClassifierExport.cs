using Hep.Common;
using Hep.Data;
using Hep.Models;
using Hep.Onnx;
using Hep.Training.Cards;
using Hep.Training.Parameters;
using Hep.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Export;

/// <summary>
/// Writes a run's classifier as one ONNX file: raw features in, probability out. The file is compared with the trained model on real
/// events first, both against a float64 evaluation, and is not written if it does not agree.
/// </summary>
public static class ClassifierExport
{
    /// <summary>The name of the graph's output, [batch, 1].</summary>
    public const string Output = "probability";

    // The latency is that of single events: more of them do not change it.
    private const int MostTimed = 1 << 14;

    /// <summary>Exports, compares, measures.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="card">The run card.</param>
    /// <param name="classifier">The trained classifier.</param>
    /// <param name="events">The events to compare on.</param>
    /// <param name="runId">The run's name, for the file's metadata.</param>
    /// <param name="told">The parameters that the network is told, each an input of its own in the file; null: none.</param>
    /// <returns>What was measured.</returns>
    /// <exception cref="RunFailedException">The file would not agree with the model.</exception>
    public static ExportFacts Write(string path, RunCard card, Classifier classifier, EventSet events, string runId, IReadOnlyList<ParameterFacts>? told = null)
    {
        var bytes = Build(card, classifier, runId, [.. (told ?? []).Select(parameter => parameter.ToOnnx())]);
        using var candidate = new TransientFile(path + ".candidate");
        AtomicFile.Write(candidate.FullPath, bytes, "ONNX file");
        var facts = Compare(candidate.FullPath, card, classifier, events);
        if (!(facts.OnnxDifference <= facts.Tolerance))
        {
            throw new RunFailedException(FormattableString.Invariant(
                $"{path}: not written: the ONNX file differs from the model by up to {facts.OnnxDifference:0.00E+0} on {facts.Events} events, more than the {facts.Tolerance:0.0E+0} of export.tolerance (the model itself differs from float64 by {facts.ModelDifference:0.00E+0})"));
        }

        var some = new float[Math.Min(events.Count, MostTimed) * events.Width];
        events.Read(0, some);
        var latency = LatencyProbe.Measure(candidate.FullPath, some, card.Export.LatencyCalls);
        File.Move(candidate.FullPath, path, overwrite: true);
        return facts with { LatencyP50Us = latency.P50, LatencyP99Us = latency.P99 };
    }

    private static byte[] Build(RunCard card, Classifier classifier, string runId, OnnxParameter[] parameters)
    {
        var features = card.Data.Features;
        var graph = new OnnxGraphBuilder(card.Model.Name);
        var image = card.Data.Image is { } plan ? new OnnxImage(plan.Column, plan.Unit, [plan.Height, plan.Width], plan.IsSigned) : null;
        var output = OnnxExporter.Emit(
            classifier,
            graph,
            image is null ? OnnxExporter.AddInputs(graph, features.Count, [.. parameters.Select(parameter => parameter.Name)]) : OnnxExporter.AddInputs(graph, features.Count, image));
        graph.AddOutput(Output, output, 1);
        graph.SetMetadata(OnnxMetadata.Version, Provenance.Version);
        graph.SetMetadata(OnnxMetadata.RunId, runId);
        graph.SetMetadata(OnnxMetadata.Commit, Provenance.Commit);
        graph.SetMetadata(OnnxMetadata.Features, OnnxMetadata.WriteFeatures(features.Select(feature => new OnnxFeature(feature.Name, feature.Unit))));
        graph.SetMetadata(OnnxMetadata.Preprocessing, OnnxMetadata.WritePreprocessing(card.Data.PreprocessingInWords));
        graph.SetMetadata(OnnxMetadata.Classes, OnnxMetadata.WriteClasses([card.Data.Label.Background, card.Data.Label.Signal]));
        if (image is not null)
            graph.SetMetadata(OnnxMetadata.Images, OnnxMetadata.WriteImages([image]));
        if (parameters.Length > 0)
            graph.SetMetadata(OnnxMetadata.Parameters, OnnxMetadata.WriteParameters(parameters));
        if (card.Data.Missing is { } missing)
            graph.SetMetadata(OnnxMetadata.Missing, OnnxMetadata.WriteMissing((float)missing));
        return graph.Build();
    }

    private static ExportFacts Compare(string path, RunCard card, Classifier classifier, EventSet events)
    {
        var width = card.Data.InputWidth;
        using var scorer = new OnnxScorer(path);
        using var copy = Exact(card, classifier);
        var (ofOnnx, ofModel) = (0.0, 0.0);
        foreach (var (_, rows) in events.Pieces())
        {
            var exact = Classifiers.Score(copy, rows, ScalarType.Float64);
            ofOnnx = Math.Max(ofOnnx, Largest(exact.Zip(scorer.Score(rows, width), (e, o) => e - o)));
            ofModel = Math.Max(ofModel, Largest(exact.Zip(Classifiers.Score(classifier, rows), (e, s) => e - s)));
        }

        return new ExportFacts { Events = events.Count, OnnxDifference = ofOnnx, ModelDifference = ofModel, Tolerance = card.Export.Tolerance };
    }

    // Enumerable.Max passes over what is no number, Math.Max does not: a score that is none must not pass.
    private static double Largest(IEnumerable<double> differences) => differences.Aggregate(0.0, (largest, difference) => Math.Max(largest, Math.Abs(difference)));

    private static Classifier Exact(RunCard card, Classifier classifier)
    {
        using var scope = NewDisposeScope();
        var state = classifier.state_dict();
        var copy = Classifiers.Untrained(card, Calibrations.Like(state.Select(entry => (entry.Key, (IReadOnlyList<long>)entry.Value.shape))));
        copy.load_state_dict(state);
        return copy.to(ScalarType.Float64);
    }
}
