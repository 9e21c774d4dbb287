namespace Hep.Evaluation;

/// <summary>Proper scoring rules of samples whose scores are probabilities: weighted means over the events, with errors.</summary>
public static class ProbabilityScores
{
    // Softmax in single precision sums to 1 within about 1e-6.
    private const double SumTolerance = 1e-5;

    /// <summary>
    /// The weighted mean of -ln p for signal and -ln(1 - p) for background, p kept within one double-precision epsilon of 0 and 1 (as
    /// scikit-learn's log_loss does). The error is that of a weighted mean, sqrt(M / (M - 1) sum w^2 (l - mean)^2) / |sum w|.
    /// </summary>
    /// <param name="sample">Events whose scores are probabilities.</param>
    /// <exception cref="InvalidDataException">A score outside [0, 1], or weights that sum to zero over both classes.</exception>
    public static Estimate LogLoss(BinarySample sample) => Mean(sample, static (p, isSignal) => Surprise(isSignal ? p : 1 - p));

    /// <summary>The weighted mean of -ln p of the true class, with p kept and the error taken as for two classes.</summary>
    /// <param name="sample">Events whose scores are probabilities.</param>
    /// <exception cref="InvalidDataException">A score outside [0, 1], a row that does not sum to 1, or weights that sum to zero over all classes.</exception>
    public static Estimate LogLoss(MultiClassSample sample) => Mean(sample, static (row, label) => Surprise(row[label]));

    /// <summary>The weighted mean of (p - y)^2 with y = 1 for signal and 0 for background (Brier, Monthly Weather Review 78 (1950) 1).</summary>
    /// <param name="sample">Events whose scores are probabilities.</param>
    /// <exception cref="InvalidDataException">A score outside [0, 1], or weights that sum to zero over both classes.</exception>
    public static Estimate Brier(BinarySample sample) => Mean(sample, static (p, isSignal) => isSignal ? (1 - p) * (1 - p) : p * p);

    /// <summary>
    /// The weighted mean of sum_k (p_k - y_k)^2 with y = 1 for the true class and 0 for the others: from 0 to 2, the definition of Brier's paper. With two classes it
    /// is twice the score of <see cref="Brier(BinarySample)"/>.
    /// </summary>
    /// <param name="sample">Events whose scores are probabilities.</param>
    /// <exception cref="InvalidDataException">A score outside [0, 1], a row that does not sum to 1, or weights that sum to zero over all classes.</exception>
    public static Estimate Brier(MultiClassSample sample) => Mean(sample, static (row, label) =>
    {
        var sum = 0.0;
        for (var k = 0; k < row.Length; k++)
            sum += k == label ? (1 - row[k]) * (1 - row[k]) : row[k] * row[k];
        return sum;
    });

    /// <summary>Why the scores of a sample are no probabilities of its classes, with the first event that shows it; null where they are.</summary>
    /// <param name="sample">The events.</param>
    public static string? Objection(MultiClassSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        for (var i = 0; i < sample.Count; i++)
        {
            var row = sample.ScoresOf(i);
            var sum = 0.0;
            for (var k = 0; k < row.Length; k++)
            {
                if (row[k] is < 0 or > 1)
                {
                    return FormattableString.Invariant(
                        $"sample '{sample.Name}': the score of event {i} (counted from 0) for class '{sample.Classes[k]}' is {row[k]}; expected a probability from 0 to 1 (these look like logits: apply softmax first)");
                }

                sum += row[k];
            }

            if (Math.Abs(sum - 1) > SumTolerance)
            {
                return FormattableString.Invariant(
                    $"sample '{sample.Name}': the scores of event {i} (counted from 0) sum to {sum}; expected probabilities of {row.Length} classes that sum to 1 (apply softmax, or divide by the sum)");
            }
        }

        return null;
    }

    private static double Surprise(double p)
    {
        const double epsilon = 2.220446049250313e-16;
        return -Math.Log(Math.Clamp(p, epsilon, 1 - epsilon));
    }

    private static Estimate Mean(BinarySample sample, Func<double, bool, double> loss)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var losses = new double[sample.Count];
        for (var i = 0; i < losses.Length; i++)
        {
            var p = sample.Scores[i];
            if (p is < 0 or > 1)
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"sample '{sample.Name}': the score of event {i} (counted from 0) is {p}; expected a probability from 0 to 1 (these look like logits: apply the logistic function first)"));
            }

            losses[i] = loss(p, sample.IsSignal[i]);
        }

        return Mean(sample.Name, losses, sample.Weights);
    }

    private static Estimate Mean(MultiClassSample sample, Func<ReadOnlySpan<double>, int, double> loss)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (Objection(sample) is { } objection)
            throw new InvalidDataException(objection);
        var losses = new double[sample.Count];
        for (var i = 0; i < losses.Length; i++)
            losses[i] = loss(sample.ScoresOf(i), sample.Labels[i]);

        return Mean(sample.Name, losses, sample.Weights);
    }

    private static Estimate Mean(string name, double[] losses, ReadOnlySpan<double> weights)
    {
        var (sum, total, scale) = (0.0, 0.0, 0.0);
        for (var i = 0; i < losses.Length; i++)
        {
            sum += weights[i] * losses[i];
            total += weights[i];
            scale += Math.Abs(weights[i]);
        }

        if (Math.Abs(total) <= 1e-12 * scale)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"sample '{name}': the weights of all {losses.Length} events sum to {total}; expected a total that is not zero"));
        }

        var mean = sum / total;
        var squares = 0.0;
        for (var i = 0; i < losses.Length; i++)
        {
            var term = weights[i] * (losses[i] - mean);
            squares += term * term;
        }

        return new Estimate(mean, Math.Sqrt(squares * losses.Length / (losses.Length - 1.0)) / Math.Abs(total));
    }
}
