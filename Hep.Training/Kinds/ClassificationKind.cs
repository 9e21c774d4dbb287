using Hep.Evaluation;
using Hep.Evaluation.Report;
using Hep.Training.Cards;
using Hep.Training.Measured;
using Hep.Training.Parameters;
using Hep.Training.Progress;
using Hep.Training.Runs;

namespace Hep.Training.Kinds;

/// <summary>Signal against background: events or images in, a probability out.</summary>
internal sealed class ClassificationKind : RunKind
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Models => ModelCards.Names;

    /// <inheritdoc/>
    public override IRunCard Read(CardSource source) => RunCard.Read(source);

    /// <inheritdoc/>
    public override IRunCard Shorten(IRunCard card) => FastRun.Shorten((RunCard)card);

    /// <inheritdoc/>
    public override RunWork Begin(IRunCard card, RunContext context) => new ClassificationWork((RunCard)card, context);

    /// <inheritdoc/>
    public override MetricsTree Evaluate(RunFolder run, RunFolder target, ThresholdOptions? threshold, IStageProgress? progress) => ClassifierEvaluation.Evaluate(run, target, threshold, progress);

    /// <inheritdoc/>
    public override ExportFacts Export(RunFolder run, string? path, IStageProgress? progress) => ClassifierRunExport.Export(run, path, progress);

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Summary(RunFacts facts, MetricsTree metrics)
    {
        yield return ("test AUC", metrics.Figure("test.auc").ToString());
        yield return ("test AMS", $"{metrics.Figure("test.ams")}  (threshold {FormattableString.Invariant($"{metrics.Number("test.threshold"):G4}")}, {ThresholdChoice.InWords(metrics, "test")}; {YieldScale.InWords(metrics)})");
        if (metrics.Contains(ChallengeScore.Key))
            yield return ("boards", $"public AMS {metrics.Figure($"{ChallengeScore.Key}.public.ams")}, private AMS {metrics.Figure($"{ChallengeScore.Key}.private.ams")}");
        if (PointAreas.InWords(facts, metrics) is { } areas)
            yield return ("by point", areas);
        if (MeasuredFigures.InWords(metrics) is { } measured)
            yield return ("measured", measured);
    }

    /// <inheritdoc/>
    public override ReportTable Table(MetricsTree metrics) => MetricsTable.Of("", metrics, [.. Predictions.SplitNames.Where(split => metrics.Contains(split))]);

    /// <inheritdoc/>
    public override IReadOnlyList<string> PreprocessingInWords(IRunCard card) => ((RunCard)card).Data.PreprocessingInWords;
}
