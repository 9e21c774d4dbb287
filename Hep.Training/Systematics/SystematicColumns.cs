using Hep.Training.Cards;

namespace Hep.Training.Systematics;

/// <summary>The columns that sources of systematic uncertainty need of the input, and those in which the predictions keep what they do.</summary>
internal static class SystematicColumns
{
    private const string Up = "up";

    /// <summary>The variations of a source: up, and down unless it is one-sided.</summary>
    public static IReadOnlyList<string> SidesOf(SystematicSource source) => source.IsOneSided ? [Up] : [Up, "down"];

    /// <summary>Whether a variation is the one up.</summary>
    public static bool IsUp(string side) => side == Up;

    /// <summary>The scores of the varied events.</summary>
    public static string Score(SystematicSource source, string side) => $"{source.Name}.score_{side}";

    /// <summary>The weights of the varied events.</summary>
    public static string Weight(SystematicSource source, string side) => $"{source.Name}.weight_{side}";

    /// <summary>The shifted values of a feature that is drawn.</summary>
    public static string Value(SystematicSource source, string column, string side) => $"{source.Name}.{column}_{side}";

    /// <summary>The columns of the predictions for all sources.</summary>
    public static IEnumerable<string> Of(EvaluationSection card) => card.Systematics.SelectMany(source => Of(source, card.Variables));

    /// <summary>The columns of the predictions for one source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="variables">The columns that are drawn.</param>
    public static IEnumerable<string> Of(SystematicSource source, IReadOnlyList<string> variables) => SidesOf(source).SelectMany(side => source switch
    {
        SystematicSource.Files => [],
        SystematicSource.Columns columns => [Score(source, side), .. columns.Shifted.Select(shift => shift.Column).Where(variables.Contains).Select(column => Value(source, column, side))],
        _ => new[] { Weight(source, side) },
    });

    /// <summary>The columns of numbers that the formulas of a card take besides features and weight.</summary>
    public static IEnumerable<string> Inputs(RunCard card) => card.Evaluation.Systematics
        .SelectMany(source => source.Formulas)
        .SelectMany(formula => formula.Columns)
        .Where(name => name != card.Data.Weight && card.Data.Features.All(feature => feature.Name != name))
        .Distinct(StringComparer.Ordinal);
}
