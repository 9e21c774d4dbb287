namespace Hep.Evaluation.Calibration;

/// <summary>
/// A calibration of a binary classifier: the network's logit to the logit of a better probability, rising throughout. A sample to fit it on has
/// logits as scores, events that the training has not seen, and the weights of the loss: its probabilities hold for a sample so weighted.
/// </summary>
public abstract class LogitMap
{
    private protected LogitMap()
    {
    }

    /// <summary>The calibrated logit.</summary>
    /// <param name="logit">The network's logit.</param>
    public abstract double Apply(double logit);

    /// <summary>The calibrated probability, 1 / (1 + exp(-z)).</summary>
    /// <param name="logit">The network's logit.</param>
    public double Probability(double logit) => Logistic.Sigmoid(Apply(logit));

    /// <summary>The weighted mean negative log-likelihood after this calibration.</summary>
    /// <param name="logits">Events whose scores are logits.</param>
    public double MeanLoss(BinarySample logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < logits.Count; i++)
        {
            sum += logits.Weights[i] * Logistic.Loss(Apply(logits.Scores[i]), logits.IsSignal[i] ? 1 : 0);
            total += logits.Weights[i];
        }

        return sum / total;
    }

    /// <summary>Refuses what no maximum of the likelihood can be found on: events whose weights, over both classes, cancel or are negative in sum.</summary>
    private protected static void RequireWeight(BinarySample logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        RequireWeight(logits.Name, logits.Signal + logits.Background);
    }

    /// <inheritdoc cref="RequireWeight(BinarySample)"/>
    internal static void RequireWeight(string name, WeightSum all)
    {
        if (all.Sum <= 0 || all.IsZero)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"sample '{name}': the weights of its {all.Count} events sum to {all.Sum}; a calibration needs more than zero: take other weights, or none"));
        }
    }

    /// <summary>The same events with calibrated probabilities as scores.</summary>
    /// <param name="logits">Events whose scores are logits.</param>
    public BinarySample Probabilities(BinarySample logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        var scores = new double[logits.Count];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = Probability(logits.Scores[i]);
        return new BinarySample(logits.Name, scores, logits.IsSignal, logits.Weights);
    }
}
