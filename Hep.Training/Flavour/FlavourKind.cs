using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Kinds;
using Hep.Training.Progress;
using Hep.Training.Runs;

namespace Hep.Training.Flavour;

/// <summary>Flavour tagging: jets with tracks in, probabilities of the flavours out.</summary>
internal sealed class FlavourKind : RunKind
{
    private const int FastEvents = 3000, FastEpochs = 2;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Models => FlavourCard.ModelNames;

    /// <inheritdoc/>
    public override IRunCard Read(CardSource source) => FlavourCard.Read(source);

    /// <inheritdoc/>
    public override IRunCard Shorten(IRunCard card)
    {
        var flavour = (FlavourCard)card;
        return flavour with
        {
            // The simulation makes fewer jets, and a file gives fewer.
            Data = flavour.Data with { Events = Math.Max(FastEvents, Math.Min(flavour.Data.Events, FastEvents)) },
            Training = flavour.Training with { Epochs = Math.Min(flavour.Training.Epochs, FastEpochs), Warmup = null },
        };
    }

    /// <inheritdoc/>
    public override RunWork Begin(IRunCard card, RunContext context) => new FlavourWork((FlavourCard)card, context);

    /// <inheritdoc/>
    public override MetricsTree Evaluate(RunFolder run, RunFolder target, ThresholdOptions? threshold, IStageProgress? progress)
    {
        if (threshold is not null)
            throw new InvalidDataException("--threshold: found it with a run of flavour tagging, whose cuts are set by b efficiency (evaluation.efficiencies), expected none");
        progress?.Stage("reading");
        var (card, facts) = ((FlavourCard)RunCards.Load(run.Card), RunFacts.Load(run.Facts));
        return Evaluate(run, target, card, facts, facts.BestEpoch is null ? [] : TrainingHistory.Losses(run.History), progress);
    }

    internal static MetricsTree Evaluate(RunFolder run, RunFolder target, FlavourCard card, RunFacts facts, IReadOnlyList<EpochLosses> history, IStageProgress? progress)
    {
        progress?.Stage("figures of merit");
        var own = FlavourPredictions.Load(run.Predictions);
        var evaluator = new FlavourEvaluator(card, NameOf(card), own, [.. card.Evaluation.Beside.Select(path => Beside(path, card, own))]);
        evaluator.Metrics.Save(target.Metrics);
        progress?.Stage("figures");
        var figures = new FigureFolder(target.Plots, card.Evaluation);
        evaluator.Draw(figures, history);
        FlavourReport.Save(run, target, facts, evaluator.Metrics, figures.Figures);
        return evaluator.Metrics;
    }

    /// <summary>Checks that the runs beside are there, before hours of training.</summary>
    internal static void RequireBeside(FlavourCard card)
    {
        foreach (var path in card.Evaluation.Beside)
            _ = Other(path);
    }

    /// <inheritdoc/>
    public override ExportFacts Export(RunFolder run, string? path, IStageProgress? progress)
    {
        progress?.Stage("reading");
        var (card, facts) = ((FlavourCard)RunCards.Load(run.Card), RunFacts.Load(run.Facts));
        using var model = JetTaggers.Load(card, run.Best);
        var sets = JetSets.Load(card.Data);
        progress?.Stage("export");
        var export = JetTaggerExport.Write(path ?? run.Onnx, card, model, sets.Test, facts.Id);
        if (path is null)
        {
            (facts with { Export = export }).Save(run.Facts);
            _ = Evaluate(run, run, threshold: null, progress);
        }

        return export;
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Summary(RunFacts facts, MetricsTree metrics)
    {
        yield return ("test", $"at 70% b efficiency: light rejection {metrics.Figure("test.light_rejection_at_70")} ({metrics.Figure("test.light_over_ip3d_at_70")} times IP3D's), c rejection {metrics.Figure("test.c_rejection_at_70")} ({metrics.Figure("test.c_over_ip3d_at_70")} times)");
        yield return ("accuracy", metrics.Figure("test.accuracy").ToString());
    }

    /// <inheritdoc/>
    public override ReportTable Table(MetricsTree metrics) => FlavourEvaluator.WorkingPoints(metrics);

    /// <inheritdoc/>
    public override IReadOnlyList<string> PreprocessingInWords(IRunCard card) =>
    [
        "signed logarithms of the significances, logarithms of pT fraction and Delta R of tracks, of the jet's pT; |eta|",
        "minus the mean, over the standard deviation, both of the training split; grades are embedded",
    ];

    private static string NameOf(FlavourCard card) => card.Model is JetTaggerOptions { Recurrent: { } recurrent }
        ? recurrent.Cell.ToString().ToUpperInvariant()
        : FormattableString.Invariant($"dense, {((JetTaggerOptions)card.Model).LeadingTracks} tracks");

    private static (FlavourCard Card, RunFolder Run) Other(string path)
    {
        var run = RunFolder.Open(path);
        return RunCards.Load(run.Card) is FlavourCard other ? (other, run) : throw new InvalidDataException($"evaluation.beside: found {path}, a run of another kind, expected one of flavour tagging");
    }

    private static (string Name, FlavourPredictions Predictions) Beside(string path, FlavourCard card, FlavourPredictions own)
    {
        var (other, run) = Other(path);
        var predictions = FlavourPredictions.Load(run.Predictions);
        if (!predictions.EventIds.SequenceEqual(own.EventIds, StringComparer.Ordinal) || !predictions.Labels.SequenceEqual(own.Labels))
            throw new InvalidDataException($"evaluation.beside: the run {path} was tested on other jets, expected one with the same data section");
        var name = NameOf(other);
        return (name == NameOf(card) ? Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) : name, predictions);
    }
}
