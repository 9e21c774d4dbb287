namespace Hep.Evaluation.Anomaly;

/// <summary>
/// The threshold that lets a wanted share of background through, with what the finite number of events leaves uncertain. Of n events without weights of which k lie at or above the threshold, the k-th highest score, the true
/// share is distributed as Beta(k, n - k + 1) whatever the scores' distribution is (H. A. David, H. N. Nagaraja, "Order Statistics", 2003, 2.5); with weights, n is their effective number.
/// </summary>
/// <param name="Threshold">Events with a score at or above it are let through.</param>
/// <param name="Rate">The share that it lets through of the events it was set on, and the interval of the true share.</param>
/// <param name="Range">The threshold, and the interval in which the threshold of exactly the wanted share lies.</param>
/// <param name="Selected">The events that it lets through.</param>
public sealed record RateThreshold(double Threshold, Interval Rate, Interval Range, int Selected)
{
    // Sums of weights such as 0.1 reach a share such as 0.7 but for this much.
    private const double Rounding = 1e-12;

    /// <summary>Sets the threshold: the lowest at which no more than the wanted share is let through.</summary>
    /// <param name="scores">Scores of background, shape [N].</param>
    /// <param name="rate">The wanted share, in (0, 1).</param>
    /// <param name="weights">Event weights of 0 or more, shape [N]; left out (an empty span), every event counts 1.</param>
    /// <param name="level">The confidence level of both intervals, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate or the level is not in (0, 1).</exception>
    /// <exception cref="InvalidDataException">A score or weight that is not possible, fewer effective events than one over the rate, or more events than the share with the highest score.</exception>
    public static RateThreshold Find(ReadOnlySpan<double> scores, double rate, ReadOnlySpan<double> weights = default, double level = Interval.OneSigma)
    {
        if (!(rate > 0 && rate < 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "a rate of background lies between 0 and 1");
        _ = Interval.Deviations(level);
        var (all, shares) = Checked(scores, weights);
        if (all.EffectiveEntries * rate < 1 - Rounding)
            throw new InvalidDataException(FormattableString.Invariant($"found {all.EffectiveEntries:G6} effective events of background, expected {Math.Ceiling(1 / rate)} or more to set a threshold for a rate of {rate}: below that none is let through"));
        var order = RadixOrder.Descending(scores);
        var sorted = RadixOrder.Take(scores.ToArray(), order);
        var (sums, sum) = (new double[order.Length], 0.0);
        for (var i = 0; i < order.Length; i++)
            sums[i] = sum += shares[order[i]] / all.Sum;

        var selected = CountAt(sorted, sums, rate);
        if (selected == 0)
            throw new InvalidDataException(FormattableString.Invariant($"the highest score {sorted[0]} is that of more background than the rate of {rate}; expected scores that tell more events apart"));

        // The number of events that are let through by the threshold of exactly the wanted share is binomial.
        var tail = (1 - level) / 2;
        var (passing, n) = (sums[selected - 1], all.EffectiveEntries);
        var k = passing * n;
        var (low, high) = (BetaDistribution.Quantile(tail, k, n - k + 1), BetaDistribution.Quantile(1 - tail, k, n - k + 1));
        var spread = Interval.Deviations(level) * Math.Sqrt(rate * (1 - rate) / n);
        var (tight, loose) = (ScoreAt(sorted, sums, rate - spread), ScoreAt(sorted, sums, rate + spread));
        var threshold = sorted[selected - 1];
        return new RateThreshold(threshold, new Interval(passing, low, high, level), new Interval(threshold, Math.Min(threshold, loose), Math.Max(threshold, tight), level), selected);
    }

    // Scores that are equal are selected together.
    private static int CountAt(double[] sorted, double[] sums, double rate)
    {
        var selected = 0;
        for (var i = 0; i < sorted.Length && sums[i] <= rate + Rounding; i++)
        {
            if (i + 1 == sorted.Length || sorted[i + 1] != sorted[i])
                selected = i + 1;
        }

        return selected;
    }

    // The score down to which a share lies; above all of them it is not known.
    private static double ScoreAt(double[] sorted, double[] sums, double rate)
    {
        var place = Array.BinarySearch(sums, rate - Rounding);
        place = place < 0 ? ~place : place;
        return rate < sums[0] - Rounding ? double.PositiveInfinity : sorted[Math.Min(place, sorted.Length - 1)];
    }

    private static (WeightSum All, double[] Shares) Checked(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
    {
        if (scores.IsEmpty || (weights.Length != scores.Length && !weights.IsEmpty))
            throw new InvalidDataException(FormattableString.Invariant($"found {scores.Length} scores of background and {weights.Length} weights, expected one of each an event"));
        var (all, shares) = (default(WeightSum), new double[scores.Length]);
        for (var i = 0; i < scores.Length; i++)
        {
            shares[i] = weights.IsEmpty ? 1 : weights[i];
            if (!double.IsFinite(scores[i]) || !(shares[i] >= 0 && double.IsFinite(shares[i])))
                throw new InvalidDataException(FormattableString.Invariant($"event {i} (counted from 0) has the score {scores[i]} and the weight {shares[i]}; expected finite numbers, and a weight of 0 or more"));
            all = all.Add(shares[i]);
        }

        return all.Sum > 0 ? (all, shares) : throw new InvalidDataException("found weights of background that sum to 0, expected more");
    }
}
