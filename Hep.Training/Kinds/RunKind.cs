using Hep.Evaluation;
using Hep.Evaluation.Report;
using Hep.Training.Anomaly;
using Hep.Training.Cards;
using Hep.Training.Flavour;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Hep.Training.Tracking;

namespace Hep.Training.Kinds;

/// <summary>
/// A kind of run, told by <c>model.name</c>: what its cards hold, and how a run of it is done, evaluated and exported. A new kind of study is one more of these.
/// </summary>
internal abstract class RunKind
{
    private static readonly RunKind[] All = [new ClassificationKind(), new TrackingKind(), new HitLabelKind(), new FlavourKind(), new AnomalyKind()];

    /// <summary>What <c>model.name</c> may be in cards of this kind.</summary>
    public abstract IReadOnlyList<string> Models { get; }

    /// <summary>The kind of a card.</summary>
    public static RunKind Of(IRunCard card) => All.First(kind => kind.Models.Contains(card.Model.Name));

    /// <summary>The kind of a model; that of classifiers for a name that none has, whose cards say what is expected.</summary>
    /// <param name="model">What <c>model.name</c> says; null: nothing.</param>
    public static RunKind Of(string? model) => All.FirstOrDefault(kind => kind.Models.Contains(model ?? "")) ?? All[0];

    /// <summary>The names of all models.</summary>
    public static IEnumerable<string> AllModels => All.SelectMany(kind => kind.Models);

    /// <summary>Reads a card of this kind.</summary>
    /// <param name="source">Its text, with the values that replace some of it.</param>
    /// <exception cref="InvalidDataException">It is none; the message holds everything that is wrong.</exception>
    public abstract IRunCard Read(CardSource source);

    /// <summary>The card of a run that is there to see whether everything works.</summary>
    /// <param name="card">The user's.</param>
    public abstract IRunCard Shorten(IRunCard card);

    /// <summary>A run of this kind.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="context">What the run is done in.</param>
    public abstract RunWork Begin(IRunCard card, RunContext context);

    /// <summary>Evaluates a run again from what it has written.</summary>
    /// <param name="run">The run folder.</param>
    /// <param name="target">The folder that gets metrics, plots and report.</param>
    /// <param name="threshold">Takes the place of the card's threshold; null: the card's.</param>
    /// <param name="progress">Is told which part is at hand; null: nobody is.</param>
    /// <exception cref="InvalidDataException">A file of the run is broken, or the kind knows no threshold.</exception>
    public abstract MetricsTree Evaluate(RunFolder run, RunFolder target, ThresholdOptions? threshold, IStageProgress? progress);

    /// <summary>Exports a run again from its best checkpoint.</summary>
    /// <param name="run">The run folder.</param>
    /// <param name="path">The ONNX file; null: the run folder's own.</param>
    /// <param name="progress">Is told which part is at hand; null: nobody is.</param>
    public abstract ExportFacts Export(RunFolder run, string? path, IStageProgress? progress);

    /// <summary>The figures of merit of a run in a few lines, a name and its value.</summary>
    public abstract IEnumerable<(string Name, string Value)> Summary(RunFacts facts, MetricsTree metrics);

    /// <summary>All figures of merit as a table.</summary>
    public abstract ReportTable Table(MetricsTree metrics);

    /// <summary>What becomes of the data before the network sees it, a line a step.</summary>
    public abstract IReadOnlyList<string> PreprocessingInWords(IRunCard card);
}
