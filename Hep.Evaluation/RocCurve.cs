namespace Hep.Evaluation;

/// <summary>
/// The weighted receiver operating characteristic: for every threshold, the sums of weights and of squared weights of the events at or
/// above it. Events of equal score enter together and make one point, so the order of the input does not matter. Made in O(N) after the
/// ordering of the scores. With negative weights the curve need not be monotone.
/// </summary>
public sealed partial class RocCurve
{
    private readonly double[] thresholds;
    private readonly WeightSum[] signal;
    private readonly WeightSum[] background;

    private RocCurve(string name, double[] thresholds, WeightSum[] signal, WeightSum[] background)
    {
        Name = name;
        this.thresholds = thresholds;
        this.signal = signal;
        this.background = background;
    }

    /// <summary>The name of the sample.</summary>
    public string Name { get; }

    /// <summary>The number of points P: the distinct scores and the point (0, 0) before them.</summary>
    public int Count => this.thresholds.Length;

    /// <summary>The thresholds, shape [P], falling; the first is +infinity, which selects nothing, the last selects everything.</summary>
    public ReadOnlySpan<double> Thresholds => this.thresholds;

    /// <summary>The sums over the selected signal, shape [P].</summary>
    public ReadOnlySpan<WeightSum> Signal => this.signal;

    /// <summary>The sums over the selected background, shape [P].</summary>
    public ReadOnlySpan<WeightSum> Background => this.background;

    /// <summary>A point of the curve.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1, from the tightest threshold to the loosest.</param>
    public RocPoint this[int index] => Point(this.thresholds[index], this.signal[index], this.background[index]);

    /// <summary>The signal efficiencies (true positive rate), shape [P].</summary>
    public double[] SignalEfficiencies() => Fractions(this.signal, 0);

    /// <summary>The background efficiencies (false positive rate), shape [P].</summary>
    public double[] BackgroundEfficiencies() => Fractions(this.background, 0);

    /// <summary>The working point of a threshold: the events with a score at or above it.</summary>
    /// <param name="threshold">Any number but NaN; beyond the scores, everything or nothing is selected.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is NaN.</exception>
    public RocPoint AtThreshold(double threshold)
    {
        var index = IndexOf(threshold);
        return Point(threshold, this.signal[index], this.background[index]);
    }

    /// <summary>The position of the last point whose threshold is at or above the given one: the events it selects are those at or above it.</summary>
    internal int IndexOf(double threshold)
    {
        if (double.IsNaN(threshold))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "a threshold is a number");
        int first = 0, last = Count - 1;
        while (first < last)
        {
            var middle = (first + last + 1) / 2;
            if (this.thresholds[middle] >= threshold)
                first = middle;
            else
                last = middle - 1;
        }

        return first;
    }

    internal static RocCurve Create(BinarySample sample)
    {
        var (order, weights) = (sample.Order, sample.OrderedWeights());
        var (ends, isSignal) = (order.Ends, order.IsSignal);
        var signal = GC.AllocateUninitializedArray<WeightSum>(ends.Length + 1);
        var background = GC.AllocateUninitializedArray<WeightSum>(ends.Length + 1);
        (signal[0], background[0]) = (default, default);
        var sums = new ClassSums();
        for (int point = 0, i = 0; point < ends.Length; point++)
        {
            for (; i < ends[point]; i++)
                sums.Add(isSignal[i], weights[i]);
            (signal[point + 1], background[point + 1]) = (sums.Signal, sums.Background);
        }

        return new RocCurve(sample.Name, order.Thresholds, signal, background);
    }

    /// <summary>The fractions of the whole at the points from a first one on.</summary>
    internal static double[] Fractions(WeightSum[] sums, int first) => RadixOrder.Fill(sums.Length - first, (start, values) =>
    {
        var total = sums[^1].Sum;
        var fractions = values.Span;
        for (var i = 0; i < fractions.Length; i++)
            fractions[i] = sums[first + start + i].Sum / total;
    });

    /// <summary>The sums over the selected signal, shape [P], as an array.</summary>
    internal WeightSum[] SignalSums => this.signal;

    /// <summary>The sums over the selected background, shape [P].</summary>
    internal WeightSum[] BackgroundSums => this.background;

    private RocPoint Point(double threshold, WeightSum signal, WeightSum background) =>
        new(threshold, WeightSum.Fraction(signal, this.signal[^1]), WeightSum.Fraction(background, this.background[^1]));
}
