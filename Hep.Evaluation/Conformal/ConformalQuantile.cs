namespace Hep.Evaluation.Conformal;

/// <summary>The quantile on which split conformal prediction rests.</summary>
public static class ConformalQuantile
{
    /// <summary>
    /// The k-th smallest of n scores with k = ceil((n + 1) confidence): a new score, exchangeable with them, is not above it with at least that
    /// probability, and with at most 1 / (n + 1) more where scores do not tie (Vovk et al. 2005; Lei et al., arXiv:1604.04173, theorem 2.2).
    /// +infinity where n is too small for the confidence. Every score counts one: event weights have no place here, since nothing is known of the
    /// weight of an event to come.
    /// </summary>
    /// <param name="scores">Nonconformity scores of the calibration events, shape [n]: large where the truth was unexpected.</param>
    /// <param name="confidence">The probability of coverage, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not in (0, 1).</exception>
    /// <exception cref="InvalidDataException">No scores, or one that is NaN.</exception>
    public static double Of(ReadOnlySpan<double> scores, double confidence)
    {
        if (!(confidence > 0 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "a confidence lies between 0 and 1");
        if (scores.IsEmpty)
            throw new InvalidDataException("conformal prediction: no calibration events; expected some that the training has not seen");
        var sorted = scores.ToArray();
        Array.Sort(sorted);

        // NaN sorts first.
        if (double.IsNaN(sorted[0]))
            throw new InvalidDataException("conformal prediction: a score of a calibration event is NaN; expected numbers");

        // (n + 1) 0.9 is a little more than a whole number where it should be one.
        var rank = (int)Math.Ceiling(((sorted.Length + 1) * confidence) - 1e-9);
        return rank <= sorted.Length ? sorted[Math.Max(rank, 1) - 1] : double.PositiveInfinity;
    }
}
