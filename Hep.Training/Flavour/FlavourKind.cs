using Hep.Data;
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
            // Not fewer than give every split all flavours.
            Data = flavour.Data with { Events = FastEvents },
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
        var evaluator = new FlavourEvaluator(card, NameOf(card), own, Beside(card, own));
        evaluator.Metrics.Save(target.Metrics);
        progress?.Stage("figures");
        var figures = new FigureFolder(target.Plots, card.Evaluation);
        evaluator.Draw(figures, history);
        FlavourReport.Save(run, target, facts, evaluator.Metrics, figures.Figures);
        return evaluator.Metrics;
    }

    /// <summary>Checks that the runs beside are there, and were tested on the same jets, before hours of training.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="hash">SHA-256 of the input file; null: the jets are simulated.</param>
    internal static void RequireBeside(FlavourCard card, string? hash) => _ = Others(card, hash);

    /// <inheritdoc/>
    public override ExportFacts Export(RunFolder run, string? path, IStageProgress? progress)
    {
        progress?.Stage("reading");
        var (card, facts) = ((FlavourCard)RunCards.Load(run.Card), RunFacts.Load(run.Facts));
        using var model = JetTaggers.Load(card, run.Best);
        if (facts.InputSha256 is { } known)
            ResumedRun.RequireSame([(card.Data.Source, known)], [(card.Data.Source, InputFingerprint.Sha256(card.Data.Source))]);
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

    // The data sections tell which jets: event ids and flavours are the same whatever else a simulation is told.
    private static List<(string Name, RunFolder Run)> Others(FlavourCard card, string? hash)
    {
        var others = new List<(string Name, RunFolder Run)>();
        foreach (var path in card.Evaluation.Beside)
        {
            var run = RunFolder.Open(path);
            if (RunCards.Load(run.Card) is not FlavourCard other)
                throw new InvalidDataException($"evaluation.beside: found {path}, a run of another kind, expected one of flavour tagging");
            if (!other.Data.SameJets(card.Data) || (hash is not null && RunFacts.Load(run.Facts).InputSha256 != hash))
                throw new InvalidDataException($"evaluation.beside: the run {path} was tested on other jets, expected one with the same data section");
            string[] taken = [FlavourEvaluator.Baseline, NameOf(card), .. others.Select(known => known.Name)];
            var name = taken.Contains(NameOf(other), StringComparer.Ordinal) ? FigureFolder.NameOf(Path.GetFileName(Path.TrimEndingDirectorySeparator(path))) : NameOf(other);
            if (taken.Contains(name, StringComparer.Ordinal))
                throw new InvalidDataException($"evaluation.beside: found two runs called {name}, expected folders of different names");
            others.Add((name, run));
        }

        return others;
    }

    private static List<(string Name, FlavourPredictions Predictions)> Beside(FlavourCard card, FlavourPredictions own)
    {
        var all = new List<(string Name, FlavourPredictions Predictions)>();
        foreach (var (name, run) in Others(card, hash: null))
        {
            var predictions = FlavourPredictions.Load(run.Predictions);
            if (!predictions.EventIds.SequenceEqual(own.EventIds, StringComparer.Ordinal) || !predictions.Labels.SequenceEqual(own.Labels))
                throw new InvalidDataException($"evaluation.beside: the run {run.FullPath} was tested on other jets, expected one with the same data section");
            all.Add((name, predictions));
        }

        return all;
    }
}
