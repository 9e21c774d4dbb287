using Hep.Data;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using Hep.Training.Optimization;
using static TorchSharp.torch;

namespace Hep.Training.Runs;

/// <summary>From a run card to its classifier, fresh or trained.</summary>
public static class Classifiers
{
    private const string ModelKey = "hep.model";
    private const string FeaturesKey = "hep.features";

    /// <summary>Makes an untrained classifier, its weights drawn from the run card's seed.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="preprocessing">The preprocessing that was fitted on the training split.</param>
    public static Classifier Create(RunCard card, Preprocessing preprocessing) => Create(card, new Preprocessor(preprocessing));

    /// <summary>Makes an untrained classifier behind a fitted stage of inputs, its weights drawn from the run card's seed, and the layers frozen that the card freezes.</summary>
    internal static Classifier Create(RunCard card, InputStage inputs)
    {
        _ = manual_seed(card.Training.Seed);
        var classifier = Assemble(card, inputs, new Temperature());
        TrainedLayers.Freeze((ILayered)classifier.Network, card.Transfer.Freeze);
        return classifier;
    }

    /// <summary>Loads the classifier of a run.</summary>
    /// <param name="card">The run's card.</param>
    /// <param name="checkpoint">One of its checkpoints.</param>
    /// <exception cref="FileNotFoundException">There is no such checkpoint.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is broken, or of another model.</exception>
    public static Classifier Load(RunCard card, string checkpoint)
    {
        var saved = SafeTensorsFile.Read(checkpoint).Tensors.Select(tensor => (tensor.Name, tensor.Shape));
        var classifier = Untrained(card, Calibrations.Like(saved));
        var about = Checkpoint.Load(checkpoint, classifier);
        if (about.TryGetValue(FeaturesKey, out var features) && features != FeaturesOf(card))
            throw new InvalidDataException($"{checkpoint}: a checkpoint of another model than the run card's; take the card it was trained with\n  features: found {features}, expected {FeaturesOf(card)}");
        classifier.eval();
        return classifier;
    }

    /// <summary>Saves a classifier.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="card">The run card.</param>
    /// <param name="classifier">The classifier.</param>
    /// <param name="epoch">After how many epochs.</param>
    public static void Save(string path, RunCard card, Classifier classifier, int epoch) => Save(path, card, Checkpoint.Pack(classifier), epoch);

    /// <summary>Saves a copy of a classifier's state.</summary>
    internal static void Save(string path, RunCard card, IReadOnlyList<SafeTensor> state, int epoch) => SafeTensorsFile.Write(path, state, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [ModelKey] = card.Model.Name,
        ["hep.epoch"] = FormattableString.Invariant($"{epoch}"),
        [FeaturesKey] = FeaturesOf(card),
    });

    /// <summary>The signal's probability for every event.</summary>
    /// <param name="classifier">The classifier; put into evaluation mode.</param>
    /// <param name="rows">Raw features, [N, F] row-major.</param>
    /// <param name="type">The type of the classifier's numbers, in which everything is computed.</param>
    public static double[] Score(Classifier classifier, float[] rows, ScalarType type = ScalarType.Float32) => Evaluate(classifier, rows, type).Scores;

    /// <summary>The network's logit, before the calibration, and the signal's probability for every event.</summary>
    internal static (double[] Logits, double[] Scores) Evaluate(Classifier classifier, float[] rows, ScalarType type = ScalarType.Float32, Action<long>? advance = null)
    {
        var most = classifier.Preprocessing.EventsAtOnce;
        var width = classifier.Preprocessing.Inputs;
        if (rows.Length % width != 0)
            throw new ArgumentException(FormattableString.Invariant($"{rows.Length} numbers are no events of {width}"), nameof(rows));
        var scores = new double[rows.Length / width];
        var logits = new double[scores.Length];
        classifier.eval();
        using var untracked = no_grad();
        for (var start = 0; start < scores.Length; start += most)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(most, scores.Length - start);
            var device = classifier.Device;
            var raw = tensor(rows.AsSpan(start * width, count * width).ToArray(), [count, width]).to(type, device);
            var logit = classifier.Logits(raw);
            Copy(logit, logits.AsSpan(start, count));
            Copy(classifier.Probabilities(logit), scores.AsSpan(start, count));
            advance?.Invoke(count);
        }

        return (logits, scores);

        static void Copy(Tensor column, Span<double> target) => column.to(ScalarType.Float64).cpu().data<double>().CopyTo(target);
    }

    /// <summary>The same for a set of events, window by window; says of each part how many events it had.</summary>
    internal static (double[] Logits, double[] Scores) Evaluate(Classifier classifier, EventSet events, Action<long>? advance = null)
    {
        var (logits, scores) = (new double[events.Count], new double[events.Count]);
        foreach (var (start, rows) in events.Pieces())
        {
            var (ofWindow, scoresOfWindow) = Evaluate(classifier, rows, advance: advance);
            ofWindow.CopyTo(logits, start);
            scoresOfWindow.CopyTo(scores, start);
        }

        return (logits, scores);
    }

    // The preprocessing's numbers are placeholders: a saved state brings the fitted ones.
    internal static Classifier Untrained(RunCard card, nn.Module<Tensor, Tensor> calibration) =>
        Assemble(card, FittedInputs.Unfitted(card.Data), calibration);

    /// <summary>The symmetry by which training events are transformed; null: none.</summary>
    /// <param name="card">The run card.</param>
    internal static DetectorSymmetry? SymmetryOf(RunCard card) => card.Training.Augmentation is { Image: null } symmetries
        ? new DetectorSymmetry(IndicesOf(card, symmetries.Phi), IndicesOf(card, symmetries.Eta), (float?)card.Data.Missing)
        : null;

    private static int[] IndicesOf(RunCard card, IEnumerable<string> columns)
    {
        string[] features = [.. card.Data.Inputs.Select(feature => feature.Name)];
        return [.. columns.Select(column => Array.IndexOf(features, column))];
    }

    private static SymmetryAverage? AverageOf(RunCard card) => card is { Evaluation.Average: { } angles, Training.Augmentation: { Image: null } symmetries }
        ? new SymmetryAverage(card.Data.Inputs.Count, IndicesOf(card, symmetries.Phi), IndicesOf(card, symmetries.Eta), angles, (float?)card.Data.Missing)
        : null;

    /// <summary>What the model takes, in its order, in words.</summary>
    /// <param name="card">The run card.</param>
    internal static string FeaturesOf(RunCard card) =>
        string.Join(',', card.Data.Inputs.Select(feature => feature.Name).Concat(card.Data.Image is { } image ? [FormattableString.Invariant($"{image.Column}[{image.Height} x {image.Width}]")] : []));

    // Where the parameters are among the inputs of the network.
    private static int[] PlacesOf(RunCard card, InputStage preprocessing) =>
    [
        .. card.Data.Told.Select(parameter => preprocessing.OutputNames.ToList().IndexOf(parameter.Name) is >= 0 and var place
            ? place
            : throw new InvalidDataException($"model.conditioning: film: found no input '{parameter.Name}' behind data.preprocessing, expected steps that leave the parameter one column of that name")),
    ];

    private static Classifier Assemble(RunCard card, InputStage preprocessing, nn.Module<Tensor, Tensor> calibration)
    {
        nn.Module<Tensor, Tensor> network = card.Model switch
        {
            MlpOptions { Conditioning: Conditioning.Film } options when card.Data.Told.Count > 0 => new FilmMlp(options, preprocessing.Outputs, PlacesOf(card, preprocessing), outputs: 1),
            MlpOptions options => new Mlp(options, preprocessing.Outputs, outputs: 1),
            CnnOptions options when card.Data.Image is { } image => new Cnn(options, 1, image.OutputHeight, image.OutputWidth, outputs: 1),
            var other => throw new ArgumentException($"no classifier from a model of type {other.GetType()}", nameof(card)),
        };
        return new Classifier(preprocessing, network, calibration, AverageOf(card));
    }
}
