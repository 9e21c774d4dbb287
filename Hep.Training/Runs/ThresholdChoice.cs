using Hep.Evaluation;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>A threshold on the score, and how it came about.</summary>
/// <param name="Value">Events with a score at or above it are selected.</param>
/// <param name="ChosenOn">The events that chose it, or <see cref="Given"/>.</param>
/// <param name="ChosenBy">What they were asked for, in words; empty: for the largest AMS.</param>
internal sealed record ThresholdChoice(double Value, string ChosenOn, string ChosenBy)
{
    /// <summary>What stands in the place of the events that chose, where the threshold is a number of the card or the command line.</summary>
    public const string Given = "given";

    /// <summary>Chooses.</summary>
    /// <param name="options">How.</param>
    /// <param name="scans">The significances of the events that choose.</param>
    /// <param name="chosenOn">What they are called.</param>
    /// <returns>The choice; its value is +infinity, which selects nothing, where the events have no such threshold.</returns>
    public static ThresholdChoice Of(EvaluationSection options, SignificanceScans scans, string chosenOn) => options.Threshold switch
    {
        ThresholdOptions.Value given => new(given.Threshold, Given, ""),
        ThresholdOptions.SignalEfficiency wanted => new(
            scans.Sample.Roc.ThresholdOfSignalEfficiency(wanted.Efficiency), chosenOn, FormattableString.Invariant($"a signal efficiency of at least {100 * wanted.Efficiency:0.######}%")),
        ThresholdOptions.BackgroundEfficiency wanted => new(
            scans.Sample.Roc.ThresholdOfBackgroundEfficiency(wanted.Efficiency), chosenOn, FormattableString.Invariant($"a background efficiency of at most {100 * wanted.Efficiency:0.######}%")),
        ThresholdOptions.Significance wanted => new(scans.Of(wanted.Figure).BestThreshold, chosenOn, $"the largest {SignificanceScans.NameOf(wanted.Figure)}"),
        _ => new(scans.Ams.BestThreshold, chosenOn, ""),
    };

    /// <summary>Writes the choice below a key; that of the largest AMS, which is the rule, without words.</summary>
    public void Set(MetricsTree metrics, string key)
    {
        metrics.Set($"{key}.threshold", Value);
        metrics.Set($"{key}.threshold_chosen_on", ChosenOn);
        if (ChosenBy.Length > 0)
            metrics.Set($"{key}.threshold_chosen_by", ChosenBy);
    }

    /// <summary>How the threshold below a key was chosen, in words: <c>chosen on validation for a signal efficiency of at least 70%</c>.</summary>
    public static string InWords(MetricsTree metrics, string key) => new ThresholdChoice(
        metrics.Number($"{key}.threshold"),
        metrics.Text($"{key}.threshold_chosen_on"),
        metrics.Contains($"{key}.threshold_chosen_by") ? metrics.Text($"{key}.threshold_chosen_by") : "").InWords();

    /// <summary>How it was chosen, in words.</summary>
    /// <param name="largestAms">What is said of the largest AMS.</param>
    public string InWords(string largestAms = "") => ChosenOn == Given ? Given
        : $"chosen on {ChosenOn}" + (ChosenBy.Length > 0 ? $" for {ChosenBy}" : largestAms.Length > 0 ? $" for {largestAms}" : "");
}
