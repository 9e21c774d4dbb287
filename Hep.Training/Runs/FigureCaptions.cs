using Hep.Evaluation;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>What captions say of the options of a figure.</summary>
internal static class FigureCaptions
{
    /// <summary>The caption of the significances against the threshold.</summary>
    /// <param name="options">With the uncertainty of the background.</param>
    /// <param name="rest">Which events, and how the threshold was chosen.</param>
    public static string OfSignificance(EvaluationSection options, string rest) => FormattableString.Invariant(
        $"Asimov significance and s / √(b + σ²) against the threshold, with an uncertainty σ of the background of {100 * options.BackgroundUncertainty:0.####}%, {rest}.");

    /// <summary>What the cells of a confusion matrix are fractions of.</summary>
    /// <param name="normalization">The choice.</param>
    public static string Normalised(Normalization normalization) => normalization switch
    {
        Normalization.Row => "by row",
        Normalization.Column => "by column",
        _ => "to the total",
    };
}
