namespace Hep.Evaluation;

/// <summary>
/// The weighted receiver operating characteristic: for every threshold, the sums of weights and of squared weights of the events at or
/// above it. Events of equal score enter together and make one point, so the order of the input does not matter. Made in O(N) after the
/// ordering of the scores. With negative weights the curve need not be monotone.
/// </summary>
public sealed class RocCurve
{
    private readonly double[] thresholds;
    private readonly WeightSum[] signal;
    private readonly WeightSum[] background;
    private Estimate? auc;

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
    public double[] SignalEfficiencies() => Array.ConvertAll(this.signal, sum => sum.Sum / this.signal[^1].Sum);

    /// <summary>The background efficiencies (false positive rate), shape [P].</summary>
    public double[] BackgroundEfficiencies() => Array.ConvertAll(this.background, sum => sum.Sum / this.background[^1].Sum);

    /// <summary>
    /// The area under the curve, the weighted Mann-Whitney statistic: theta = sum_i sum_j a_i b_j psi(x_i, y_j) / (A B), with psi = 1, 1/2,
    /// 0 for a signal score x above, at, below a background score y; weights a of signal (sum A) and b of background (sum B).
    /// <para>The error is that of DeLong, DeLong and Clarke-Pearson (Biometrics 44 (1988) 837), carried to weights. With the structural
    /// components V_i = sum_j b_j psi(x_i, y_j) / B of a signal event and V_j = sum_i a_i psi(x_i, y_j) / A of a background event,
    /// var = m / (m - 1) sum_i (a_i / A)^2 (V_i - theta)^2 + n / (n - 1) sum_j (b_j / B)^2 (V_j - theta)^2, with m and n the numbers of
    /// events. Equal weights give DeLong's S10 / m + S01 / n exactly. The components come from the ordered scores, as Sun and Xu
    /// (IEEE Signal Processing Letters 21 (2014) 1389) do with mid-ranks. NaN with one event in a class.</para>
    /// </summary>
    public Estimate Auc => auc ??= Area();

    /// <summary>
    /// The working point that reaches a signal efficiency, by the definition of the curve as a line through its points: between the last
    /// point below the target and the first at or above it, sums and threshold are interpolated linearly (an event between two
    /// thresholds is selected by the toss of a coin). Of several points of that efficiency, the tightest is taken.
    /// </summary>
    /// <param name="signalEfficiency">The target, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The target is not in (0, 1].</exception>
    public RocPoint AtSignalEfficiency(double signalEfficiency)
    {
        if (!(signalEfficiency > 0 && signalEfficiency <= 1))
            throw new ArgumentOutOfRangeException(nameof(signalEfficiency), signalEfficiency, "a signal efficiency lies in (0, 1]");

        var total = this.signal[^1].Sum;
        var above = 1;
        while (above < Count - 1 && this.signal[above].Sum / total < signalEfficiency)
            above++;
        var low = this.signal[above - 1].Sum / total;
        var high = this.signal[above].Sum / total;
        var t = high > low ? Math.Clamp((signalEfficiency - low) / (high - low), 0, 1) : 1;
        var threshold = above == 1 ? this.thresholds[1] : double.Lerp(this.thresholds[above - 1], this.thresholds[above], t);
        return Point(threshold, Between(this.signal, above, t), Between(this.background, above, t));
    }

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
        var order = RadixOrder.Descending(sample.Scores);
        var scores = sample.Scores;
        var isSignal = sample.IsSignal;
        var weights = sample.Weights;

        var points = 1;
        for (var i = 0; i < order.Length; i++)
        {
            if (i == 0 || scores[order[i]] != scores[order[i - 1]])
                points++;
        }

        var thresholds = new double[points];
        var signal = new WeightSum[points];
        var background = new WeightSum[points];
        thresholds[0] = double.PositiveInfinity;
        var point = 0;
        foreach (var index in order)
        {
            if (scores[index] != thresholds[point])
            {
                point++;
                thresholds[point] = scores[index];
                signal[point] = signal[point - 1];
                background[point] = background[point - 1];
            }

            ref var sum = ref (isSignal[index] ? ref signal[point] : ref background[point]);
            sum = sum.Add(weights[index]);
        }

        return new RocCurve(sample.Name, thresholds, signal, background);
    }

    private static WeightSum Between(WeightSum[] sums, int above, double t) => new(
        (long)Math.Round(double.Lerp(sums[above - 1].Count, sums[above].Count, t)),
        double.Lerp(sums[above - 1].Sum, sums[above].Sum, t),
        double.Lerp(sums[above - 1].SumOfSquares, sums[above].SumOfSquares, t));

    private RocPoint Point(double threshold, WeightSum signal, WeightSum background) =>
        new(threshold, WeightSum.Fraction(signal, this.signal[^1]), WeightSum.Fraction(background, this.background[^1]));

    private Estimate Area()
    {
        var (signal, background) = (this.signal[^1], this.background[^1]);
        var area = 0.0;
        for (var i = 1; i < Count; i++)
            area += (this.background[i].Sum - this.background[i - 1].Sum) * MidRank(this.signal, i);
        area /= signal.Sum * background.Sum;

        double signalTerm = 0, backgroundTerm = 0;
        for (var i = 1; i < Count; i++)
        {
            var ofSignal = 1 - (MidRank(this.background, i) / background.Sum) - area;
            var ofBackground = (MidRank(this.signal, i) / signal.Sum) - area;
            signalTerm += (this.signal[i].SumOfSquares - this.signal[i - 1].SumOfSquares) * ofSignal * ofSignal;
            backgroundTerm += (this.background[i].SumOfSquares - this.background[i - 1].SumOfSquares) * ofBackground * ofBackground;
        }

        var variance = (signalTerm / (signal.Sum * signal.Sum) * SmallSample(signal.Count))
            + (backgroundTerm / (background.Sum * background.Sum) * SmallSample(background.Count));
        return new Estimate(area, Math.Sqrt(variance));
    }

    /// <summary>The weight above the scores of a point, and half of that at it.</summary>
    private static double MidRank(WeightSum[] sums, int point) => 0.5 * (sums[point - 1].Sum + sums[point].Sum);

    private static double SmallSample(long events) => events > 1 ? events / (events - 1.0) : double.NaN;
}
