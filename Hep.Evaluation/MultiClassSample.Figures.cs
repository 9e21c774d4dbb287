namespace Hep.Evaluation;

public sealed partial class MultiClassSample
{
    /// <summary>The predicted classes, shape [N]: the largest score, the first of several.</summary>
    public int[] Predictions()
    {
        var predicted = new int[Count];
        for (var i = 0; i < predicted.Length; i++)
        {
            var row = ScoresOf(i);
            for (var k = 1; k < row.Length; k++)
            {
                if (row[k] > row[predicted[i]])
                    predicted[i] = k;
            }
        }

        return predicted;
    }

    /// <summary>The confusion matrix of the predicted classes.</summary>
    public ConfusionMatrix Confusion() => ConfusionMatrix.FromClasses(this.classes, this.labels, Predictions(), this.weights);

    /// <summary>The fraction of all weight whose true class is among the k of largest score (of equal scores, the earlier class first), with its binomial error.</summary>
    /// <param name="k">1 to C - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is out of range.</exception>
    public Estimate TopAccuracy(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(k, this.classes.Length);
        WeightSum right = default, all = default;
        for (var i = 0; i < Count; i++)
        {
            all = all.Add(this.weights[i]);
            if (Rank(ScoresOf(i), this.labels[i]) < k)
                right = right.Add(this.weights[i]);
        }

        return WeightSum.Fraction(right, all);
    }

    /// <summary>
    /// The area under the ROC curve, averaged over classes or pairs of classes.
    /// <list type="bullet">
    /// <item>One against the rest: sum_k c_k AUC_k, with c_k = 1 / C (macro) or the share of class k in the weight.</item>
    /// <item>One against one: sum over pairs of c_jk (AUC(j|k) + AUC(k|j)) / 2, where AUC(j|k) orders the events of both by the score of j; c_jk = 1 / number of
    /// pairs (macro) or the share of both classes in the weight, normalised to 1.</item>
    /// </list>
    /// The error is DeLong's: the components of each event are summed over the areas, which are correlated, before they are squared; shares fluctuate
    /// too.
    /// </summary>
    /// <param name="kind">What stands against what.</param>
    /// <param name="averaging">Macro or weighted.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another average.</exception>
    public Estimate Auc(MultiClassAuc kind, Averaging averaging)
    {
        if (averaging is not (Averaging.Macro or Averaging.Weighted))
            throw new ArgumentOutOfRangeException(nameof(averaging), averaging, "areas under ROC curves have a macro and a weighted average");
        var areas = kind switch
        {
            MultiClassAuc.OneVsRest => Enumerable.Range(0, this.classes.Length).Select(k => new Area([k], OneVsRest(k), null)),
            MultiClassAuc.OneVsOne =>
                from j in Enumerable.Range(0, this.classes.Length)
                from k in Enumerable.Range(0, this.classes.Length)
                where j != k
                select new Area([j, k], OneVsOne(j, k), EventsOf(j, k)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such choice"),
        };
        return Average(areas, averaging == Averaging.Weighted);
    }

    /// <summary>The place of a class in the order of the scores, from 0.</summary>
    private static int Rank(ReadOnlySpan<double> scores, int label)
    {
        var rank = 0;
        for (var k = 0; k < scores.Length; k++)
        {
            if (scores[k] > scores[label] || (scores[k] == scores[label] && k < label))
                rank++;
        }

        return rank;
    }

    /// <summary>
    /// sum_a s_a A_a / sum_a s_a, with s_a the weight of the classes whose share counts. An event's component is s_a times that of the area, and where
    /// shares count, its weight times (A_a - mean) for each area of its class; all over sum_a s_a.
    /// </summary>
    private Estimate Average(IEnumerable<Area> areas, bool weighted)
    {
        var components = new double[Count];
        var ofClass = new double[this.classes.Length];
        var counted = new double[this.classes.Length];
        var (sum, shares) = (0.0, 0.0);
        foreach (var (classes, sample, events) in areas)
        {
            var share = weighted ? classes.Sum(k => Totals[k].Sum) : 1.0;
            var area = sample.Roc.Auc.Value;
            sum += share * area;
            shares += share;
            var own = sample.Roc.AucComponents(sample);
            for (var i = 0; i < own.Length; i++)
                components[events?[i] ?? i] += share * own[i];
            foreach (var k in classes)
            {
                ofClass[k] += area;
                counted[k]++;
            }
        }

        var mean = sum / shares;
        var variance = 0.0;
        for (var i = 0; i < components.Length; i++)
        {
            var ofShare = weighted ? this.weights[i] * (ofClass[this.labels[i]] - (counted[this.labels[i]] * mean)) : 0;
            variance += (components[i] + ofShare) * (components[i] + ofShare);
        }

        return new Estimate(mean, Math.Sqrt(variance) / Math.Abs(shares));
    }

    /// <summary>One area: the classes whose share weighs it, its sample, and where its events are among all (null: all of them, in order).</summary>
    private sealed record Area(int[] Classes, BinarySample Sample, int[]? Events);
}
