using Hep.Training.Runs;
using Hep.Training.Systematics;

namespace Hep.Training.Cards;

/// <summary>Whether the columns that go along into <c>predictions.csv</c> can all stand there: known when the card is read, not when the file is written at the end.</summary>
internal static class KeptNames
{
    private const string Data = "data";
    private const string Evaluation = "evaluation";

    /// <summary>Notes names that the file uses itself, and columns that are asked for both as text and as numbers.</summary>
    public static void Check(CardReader card, DataSection data, EvaluationSection evaluation)
    {
        var split = (data.Split as SplitOptions.Column)?.Name;
        var challenge = evaluation.Challenge;
        string[] made = [.. SystematicColumns.Of(evaluation)];

        // A column named as that of the splits is one with it, unless something else is read from it.
        foreach (var (section, key, column) in new[] { (Data, "process", data.Process), (Data, "split", split == Predictions.SplitColumn ? null : split), (Evaluation, "challenge", challenge?.Set), (Evaluation, "challenge", challenge?.Weight) })
        {
            if (column is not null && (Predictions.IsReserved(column) || made.Contains(column)))
                card.RefuseBelow(section, key, $"found {column}, which is what predictions.csv calls a column of its own, expected another column");
        }

        (string? Column, string What)[] texts = [(data.ProcessColumn, "names the processes"), (split, "divides the events")];
        foreach (var (key, column) in Numbers(data, evaluation))
        {
            if (texts.FirstOrDefault(text => text.Column == column).What is { } what)
                card.RefuseBelow(Evaluation, key, $"found {column}, which {what}, expected columns of numbers");
        }
    }

    private static IEnumerable<(string Key, string Column)> Numbers(DataSection data, EvaluationSection evaluation)
    {
        if (evaluation.Challenge?.Weight is { } weight)
            yield return ("challenge", weight);
        foreach (var name in evaluation.Variables)
            yield return ("variables", name);
        foreach (var compared in evaluation.Compared)
            yield return compared;
        foreach (var name in evaluation.Systematics.SelectMany(source => source.Formulas).SelectMany(formula => formula.Columns).Distinct(StringComparer.Ordinal))
        {
            if (name != data.Weight && data.Features.All(feature => feature.Name != name))
                yield return ("systematics", name);
        }
    }
}
