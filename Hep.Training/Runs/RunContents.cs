using Hep.Evaluation;
using Hep.Evaluation.Report;
using Hep.Training.Cards;
using Hep.Training.Kinds;

namespace Hep.Training.Runs;

/// <summary>What a run of any kind has to show.</summary>
public static class RunContents
{
    /// <summary>All figures of merit as a table.</summary>
    /// <param name="run">The run folder.</param>
    /// <param name="metrics">Its figures of merit, or those of another evaluation of it.</param>
    public static ReportTable Figures(RunFolder run, MetricsTree metrics) => RunKind.Of(RunCards.Load(run.Card)).Table(metrics);

    /// <summary>What becomes of the data before the network sees it, a line a step.</summary>
    /// <param name="run">The run folder.</param>
    public static IReadOnlyList<string> Preprocessing(RunFolder run)
    {
        var card = RunCards.Load(run.Card);
        return RunKind.Of(card).PreprocessingInWords(card);
    }
}
