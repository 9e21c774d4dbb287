using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>
/// From predictions to numbers and pictures. It needs no model, so a run can be evaluated again at any time. The threshold is chosen on the
/// validation split and used on the test split.
/// </summary>
public sealed class ClassificationEvaluation
{
    private static readonly FigureFormat[] Formats = [FigureFormat.Png, FigureFormat.Svg, FigureFormat.Pdf];
    private readonly EvaluationSection options;
    private readonly LabelNames labels;
    private readonly Dictionary<string, BinarySample> samples;
    private readonly Dictionary<string, AmsScan> scans = new(StringComparer.Ordinal);

    /// <summary>Computes the figures of merit.</summary>
    /// <param name="predictions">Scores, labels and weights of the splits.</param>
    /// <param name="options">The run card's section.</param>
    /// <param name="labels">The names of the classes.</param>
    /// <exception cref="InvalidDataException">There is no test split, or a split lacks a class.</exception>
    public ClassificationEvaluation(Predictions predictions, EvaluationSection options, LabelNames labels)
    {
        this.options = options;
        this.labels = labels;
        samples = Predictions.SplitNames
            .Select(split => (Split: split, Sample: predictions.Sample(split, split)))
            .Where(pair => pair.Sample is not null)
            .ToDictionary(pair => pair.Split, pair => pair.Sample!, StringComparer.Ordinal);

        if (!samples.ContainsKey("test"))
            throw new InvalidDataException("the predictions have no event of the split 'test', on which the figures are quoted");

        // Each split holds a share of the events, and stands for all of them.
        var ams = new AmsOptions
        {
            Regularisation = options.AmsRegularization,
            ExpectedSignal = predictions.Yield(signal: true),
            ExpectedBackground = predictions.Yield(signal: false),
        };
        foreach (var (split, sample) in samples)
            scans.Add(split, new AmsScan(sample, ams));
        Threshold = scans[Chosen].BestThreshold;
        foreach (var (split, sample) in samples)
            Measure(split, sample);
    }

    /// <summary>The names of the two classes, for figures and messages.</summary>
    /// <param name="Background">Class 0.</param>
    /// <param name="Signal">Class 1.</param>
    public sealed record LabelNames(string Background, string Signal);

    /// <summary>All figures of merit.</summary>
    public MetricsTree Metrics { get; } = new();

    /// <summary>The cut on the score with the largest AMS on the validation split.</summary>
    public double Threshold { get; }

    // Without a validation split the threshold is the test split's own, and the tree says so.
    private string Chosen => samples.ContainsKey("validation") ? "validation" : "test";

    private BinarySample Test => samples["test"];

    /// <summary>Draws the figures into a folder, each as PNG, SVG and PDF with its numbers beside it.</summary>
    /// <param name="folder">Where; made if it is missing.</param>
    /// <param name="history">The losses by epoch; null leaves that figure out.</param>
    /// <returns>Name, caption and path without extension of each figure.</returns>
    public IReadOnlyList<(string Name, string Caption, string Path)> Draw(string folder, IReadOnlyList<EpochLosses>? history)
    {
        Directory.CreateDirectory(folder);
        var figures = new List<(string Name, string Caption, string Path)>();
        void Add(string name, string caption, Figure figure)
        {
            var path = Path.Combine(folder, name);
            FigureWriter.Save(figure.WithNote(options.Label), path, Formats);
            figures.Add((name, caption, path));
        }

        Add("roc", $"ROC curve: {labels.Signal} efficiency against {labels.Background} efficiency, weighted, on the test split.", RocFigure.Create(Test));
        Add("rejection", "Background rejection against signal efficiency on the test split; the band is the statistical uncertainty.", RejectionFigure.Create(Test));
        Add("scores", "Distribution of the score: test split as points with weighted errors, training split as lines.", ScoreFigure.Create(Test, samples.GetValueOrDefault("train"), new ScoreFigureOptions { Bins = options.ScoreBins }));
        Add("ams", FormattableString.Invariant($"Approximate median significance against the threshold; {Threshold:G4} was chosen on the {Chosen} split."), AmsFigure.Create(scans[Chosen], scans["test"]));
        Add("confusion", FormattableString.Invariant($"Confusion matrix on the test split at the threshold {Threshold:G4}, normalised by row."), ConfusionFigure.Create(Confusion(Test)));
        if (history is { Count: > 0 })
            Add("loss", "Weighted mean loss by epoch.", LossFigure.Create(history, BestEpoch(history)));
        return figures;
    }

    private static int BestEpoch(IReadOnlyList<EpochLosses> history) => history.MinBy(epoch => epoch.Validation)!.Epoch;

    private ConfusionMatrix Confusion(BinarySample sample) => ConfusionMatrix.AtThreshold(sample, Threshold, labels.Background, labels.Signal);

    private void Measure(string split, BinarySample sample)
    {
        var roc = sample.Roc;
        Metrics.Set($"{split}.auc", roc.Auc);
        foreach (var efficiency in options.SignalEfficiencies)
            Metrics.Set(FormattableString.Invariant($"{split}.rejection_at_{efficiency * 100:0.####}"), roc.AtSignalEfficiency(efficiency).BackgroundRejection);
        Metrics.Set($"{split}.log_loss", ProbabilityScores.LogLoss(sample));
        Metrics.Set($"{split}.brier", ProbabilityScores.Brier(sample));
        Metrics.Set($"{split}.ams", scans[split].At(Threshold));
        Metrics.Set($"{split}.threshold", Threshold);
        Metrics.Set($"{split}.threshold_chosen_on", Chosen);
        var (signal, background) = scans[split].YieldsAt(Threshold);
        Metrics.Set($"{split}.selected_signal", signal);
        Metrics.Set($"{split}.selected_background", background);
        var confusion = Confusion(sample);
        Metrics.Set($"{split}.accuracy", confusion.Accuracy);
        Metrics.Set($"{split}.signal_efficiency", confusion.Fraction(1, 1));
        Metrics.Set($"{split}.background_efficiency", confusion.Fraction(0, 1));
        Metrics.Set($"{split}.events", sample.Count);
        Metrics.Set($"{split}.sum_of_weights.signal", sample.Signal.Sum);
        Metrics.Set($"{split}.sum_of_weights.background", sample.Background.Sum);
    }
}
