namespace Hep.Training.Parameters;

/// <summary>A point of the parameters, as <c>run.json</c> keeps it.</summary>
/// <param name="Values">The value of each parameter, by name.</param>
/// <param name="Events">Signal events of the sample, all splits and what is held out together.</param>
/// <param name="SumOfWeights">The sum of their weights: the signal that is expected.</param>
/// <param name="IsTrained">Whether the network was trained on such signal.</param>
public sealed record PointFacts(IReadOnlyDictionary<string, double> Values, int Events, double SumOfWeights, bool IsTrained)
{
    /// <summary>The point in words: <c>mass = 500</c>.</summary>
    public string InWords() => string.Join(", ", Values.Select(pair => FormattableString.Invariant($"{pair.Key} = {pair.Value:R}")));
}
