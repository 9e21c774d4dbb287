using Hep.Data;

namespace Hep.Training.Runs;

/// <summary>
/// The weights of the loss: physics weights times one factor a class, fitted on the training split so that they average one there. The network's
/// probabilities, and their calibration, hold for a sample so weighted.
/// </summary>
internal sealed class LossWeights
{
    private readonly ClassBalance balance;

    private LossWeights(ClassBalance balance, double[] factors)
    {
        this.balance = balance;
        Factors = factors;
    }

    /// <summary>What a weight of each class is multiplied by: background, signal.</summary>
    public IReadOnlyList<double> Factors { get; }

    /// <summary>The share of the absolute weight that is negative, by class.</summary>
    public IReadOnlyDictionary<string, double> NegativeShares =>
        balance.Classes.Zip(balance.NegativeShare).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);

    /// <summary>What the user should know of the weights.</summary>
    public IEnumerable<string> Warnings => NegativeShares.Where(pair => pair.Value > 0).Select(
        pair => FormattableString.Invariant($"{pair.Value * 100:0.0}% of the absolute weight of class '{pair.Key}' is negative"));

    /// <summary>Fits the factors.</summary>
    /// <param name="train">The training split.</param>
    /// <param name="areBalanced">True: the weights of every class sum to the same. False: all classes have the same factor.</param>
    public static LossWeights Fit(EventTable train, bool areBalanced)
    {
        var balance = ClassBalance.Fit(train);
        var factor = train.Count / train.Weights.Sum();
        return new LossWeights(balance, areBalanced ? balance.Factors : [.. balance.Classes.Select(_ => factor)]);
    }

    /// <summary>The loss weights of events, [N].</summary>
    /// <param name="events">Any split.</param>
    public double[] Apply(EventTable events) => events.ScaledWeights(Factors);
}
