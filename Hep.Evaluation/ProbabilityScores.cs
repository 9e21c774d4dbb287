namespace Hep.Evaluation;

/// <summary>Proper scoring rules of a sample whose scores are probabilities of signal: weighted means over the events, with errors.</summary>
public static class ProbabilityScores
{
    /// <summary>
    /// The weighted mean of -ln p for signal and -ln(1 - p) for background, p kept within one double-precision epsilon of 0 and 1 (as
    /// scikit-learn's log_loss does). The error is that of a weighted mean, sqrt(M / (M - 1) sum w^2 (l - mean)^2) / |sum w|.
    /// </summary>
    /// <param name="sample">Events whose scores are probabilities.</param>
    /// <exception cref="InvalidDataException">A score outside [0, 1], or weights that sum to zero over both classes.</exception>
    public static Estimate LogLoss(BinarySample sample)
    {
        const double epsilon = 2.220446049250313e-16;
        return Mean(sample, static (p, isSignal) =>
        {
            var kept = Math.Clamp(p, epsilon, 1 - epsilon);
            return -Math.Log(isSignal ? kept : 1 - kept);
        });
    }

    /// <summary>The weighted mean of (p - y)^2 with y = 1 for signal and 0 for background (Brier, Monthly Weather Review 78 (1950) 1).</summary>
    /// <param name="sample">Events whose scores are probabilities.</param>
    /// <exception cref="InvalidDataException">A score outside [0, 1], or weights that sum to zero over both classes.</exception>
    public static Estimate Brier(BinarySample sample) => Mean(sample, static (p, isSignal) => isSignal ? (1 - p) * (1 - p) : p * p);

    private static Estimate Mean(BinarySample sample, Func<double, bool, double> loss)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var losses = new double[sample.Count];
        var (sum, total, scale) = (0.0, 0.0, 0.0);
        for (var i = 0; i < losses.Length; i++)
        {
            var p = sample.Scores[i];
            if (p is < 0 or > 1)
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"sample '{sample.Name}': the score of event {i} (counted from 0) is {p}; expected a probability from 0 to 1"));
            }

            losses[i] = loss(p, sample.IsSignal[i]);
            sum += sample.Weights[i] * losses[i];
            total += sample.Weights[i];
            scale += Math.Abs(sample.Weights[i]);
        }

        if (Math.Abs(total) <= 1e-12 * scale)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"sample '{sample.Name}': the weights of all {sample.Count} events sum to {total}; expected a total that is not zero"));
        }

        var mean = sum / total;
        var squares = 0.0;
        for (var i = 0; i < losses.Length; i++)
        {
            var term = sample.Weights[i] * (losses[i] - mean);
            squares += term * term;
        }

        return new Estimate(mean, Math.Sqrt(squares * losses.Length / (losses.Length - 1.0)) / Math.Abs(total));
    }
}
