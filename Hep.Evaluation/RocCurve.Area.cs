namespace Hep.Evaluation;

public sealed partial class RocCurve
{
    private Estimate? auc;

    /// <summary>
    /// The area under the curve, the weighted Mann-Whitney statistic: theta = sum_i sum_j a_i b_j psi(x_i, y_j) / (A B), with psi = 1, 1/2,
    /// 0 for a signal score x above, at, below a background score y; weights a of signal (sum A) and b of background (sum B).
    /// <para>The error is that of DeLong, DeLong and Clarke-Pearson (Biometrics 44 (1988) 837), carried to weights. With the structural
    /// components V_i = sum_j b_j psi(x_i, y_j) / B of a signal event and V_j = sum_i a_i psi(x_i, y_j) / A of a background event,
    /// var = m / (m - 1) sum_i (a_i / A)^2 (V_i - theta)^2 + n / (n - 1) sum_j (b_j / B)^2 (V_j - theta)^2, with m and n the numbers of
    /// events. Equal weights give DeLong's S10 / m + S01 / n exactly. The components come from the ordered scores, as Sun and Xu
    /// (IEEE Signal Processing Letters 21 (2014) 1389) do with mid-ranks. NaN with one event in a class.</para>
    /// </summary>
    public Estimate Auc => auc ??= Area(1);

    /// <summary>
    /// The area under the curve from background efficiency 0 to a largest one f, which lies between f^2 / 2 for a blind guess and f; the curve is a line
    /// through its points. Its error is that of <see cref="Auc"/> with the components of the part: of a signal event max(0, f - F), of a
    /// background event min(0, T_f - T) where T, F are signal and background efficiency at its score, less their means; f = 1 is the whole area.
    /// </summary>
    /// <param name="maxBackgroundEfficiency">The largest background efficiency f, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not in (0, 1].</exception>
    public Estimate PartialAuc(double maxBackgroundEfficiency)
    {
        if (!(maxBackgroundEfficiency > 0 && maxBackgroundEfficiency <= 1))
            throw new ArgumentOutOfRangeException(nameof(maxBackgroundEfficiency), maxBackgroundEfficiency, "a background efficiency lies in (0, 1]");
        return Area(maxBackgroundEfficiency);
    }

    /// <summary>
    /// The partial area on the scale on which a blind guess has 1/2 and a perfect classifier 1: (1 + (A - f^2 / 2) / (f - f^2 / 2)) / 2 (McClish, Medical
    /// Decision Making 9 (1989) 190), as scikit-learn gives it for <c>max_fpr</c>.
    /// </summary>
    /// <param name="maxBackgroundEfficiency">The largest background efficiency f, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not in (0, 1].</exception>
    public Estimate StandardisedPartialAuc(double maxBackgroundEfficiency)
    {
        var area = PartialAuc(maxBackgroundEfficiency);
        var guess = 0.5 * maxBackgroundEfficiency * maxBackgroundEfficiency;
        var reach = maxBackgroundEfficiency - guess;
        return new Estimate(0.5 * (1 + ((area.Value - guess) / reach)), 0.5 * area.Error / reach);
    }

    /// <summary>
    /// The interval of the area that is symmetric in ln(A / (1 - A)), and so stays within [0, 1]; where the area is 0 or 1 it has no width. DeLong's error
    /// is a sum of squares c_i^2 with one degree of freedom each, of which those of heavy events at the edge of the other class are few and large: it is
    /// multiplied by the quantile of Student's t with nu = (sum c_i^2)^2 / sum c_i^4 degrees of freedom (Satterthwaite, Biometrics Bulletin 2 (1946)
    /// 110). Events of one class and score enter the sum of fourth powers with their mean squared weight.
    /// </summary>
    /// <param name="level">The confidence level, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in (0, 1).</exception>
    public Interval AucInterval(double level = Interval.OneSigma)
    {
        var (area, error) = (Auc.Value, Auc.Error);
        var z = Interval.Deviations(level, DegreesOfFreedom(area));
        if (area is not (> 0 and < 1))
            return new Interval(area, area - (z * error), area + (z * error), level);
        var (logit, reach) = (Math.Log(area / (1 - area)), z * error / (area * (1 - area)));
        return new Interval(area, 1 / (1 + Math.Exp(reach - logit)), 1 / (1 + Math.Exp(-reach - logit)), level);
    }

    /// <summary>
    /// What each event adds to the error of the area: w (V - theta) / W with the structural component V and the weight W of its class, times
    /// sqrt(n / (n - 1)), so that the variance is the sum of squares, and covariances of classifiers on the same events are sums of products.
    /// Shape [N], in the order of the sample.
    /// </summary>
    internal double[] AucComponents(BinarySample sample)
    {
        var (signal, background) = (this.signal[^1], this.background[^1]);
        var ofSignal = Math.Sqrt(SmallSample(signal.Count)) / signal.Sum;
        var ofBackground = Math.Sqrt(SmallSample(background.Count)) / background.Sum;
        var area = Auc.Value;
        var components = new double[sample.Count];
        var order = sample.Order;
        for (int point = 1, i = 0; point < Count; point++)
        {
            var overBackground = 1 - (MidRank(this.background, point) / background.Sum) - area;
            var underSignal = (MidRank(this.signal, point) / signal.Sum) - area;
            for (; i < order.Ends[point - 1]; i++)
            {
                var index = order.Events[i];
                components[index] = sample.Weights[index] * (order.IsSignal[i] ? ofSignal * overBackground : ofBackground * underSignal);
            }
        }

        return components;
    }

    private double DegreesOfFreedom(double area)
    {
        var (signal, background) = (this.signal[^1], this.background[^1]);
        var (ofSignal, ofBackground) = (SmallSample(signal.Count) / (signal.Sum * signal.Sum), SmallSample(background.Count) / (background.Sum * background.Sum));
        var (squares, fourthPowers) = (0.0, 0.0);
        for (var i = 1; i < Count; i++)
        {
            Add(this.signal[i] - this.signal[i - 1], ofSignal, 1 - (MidRank(this.background, i) / background.Sum) - area);
            Add(this.background[i] - this.background[i - 1], ofBackground, (MidRank(this.signal, i) / signal.Sum) - area);
        }

        return squares * squares / fourthPowers;

        void Add(WeightSum events, double scale, double component)
        {
            if (events.Count == 0)
                return;
            var square = events.SumOfSquares * scale * component * component;
            squares += square;
            fourthPowers += square * square / events.Count;
        }
    }

    private Estimate Area(double limit)
    {
        var (signal, background) = (this.signal[^1], this.background[^1]);
        // With negative weights the curve may pass the end of the axis and come back; the whole area takes all of it.
        var (last, t) = limit < 1 ? Reach(this.background, limit) : new RocCut(Count - 1, 1);
        var area = 0.0;
        for (var i = 1; i < last; i++)
            area += (this.background[i].Sum - this.background[i - 1].Sum) * MidRank(this.signal, i);
        var atLimit = double.Lerp(this.signal[last - 1].Sum, this.signal[last].Sum, t);
        var beforeLimit = 0.5 * (this.signal[last - 1].Sum + atLimit);
        area += t * (this.background[last].Sum - this.background[last - 1].Sum) * beforeLimit;
        area /= signal.Sum * background.Sum;

        // The components are zero beyond the limit, and of the tied events that it parts, a share t is before it.
        var (meanOfSignal, meanOfBackground) = (area, area - (limit * atLimit / signal.Sum));
        double signalTerm = 0, backgroundTerm = 0;
        for (var i = 1; i <= last; i++)
        {
            var (over, under) = i < last
                ? (MidRank(this.background, i), MidRank(this.signal, i))
                : (0.5 * (this.background[last - 1].Sum + double.Lerp(this.background[last - 1].Sum, this.background[last].Sum, t)), beforeLimit);
            var share = i < last ? 1 : t;
            var ofSignal = (share * (limit - (over / background.Sum))) - meanOfSignal;
            var ofBackground = (share * (under - atLimit) / signal.Sum) - meanOfBackground;
            signalTerm += (this.signal[i].SumOfSquares - this.signal[i - 1].SumOfSquares) * ofSignal * ofSignal;
            backgroundTerm += (this.background[i].SumOfSquares - this.background[i - 1].SumOfSquares) * ofBackground * ofBackground;
        }

        signalTerm += (signal.SumOfSquares - this.signal[last].SumOfSquares) * meanOfSignal * meanOfSignal;
        backgroundTerm += (background.SumOfSquares - this.background[last].SumOfSquares) * meanOfBackground * meanOfBackground;

        var variance = (signalTerm / (signal.Sum * signal.Sum) * SmallSample(signal.Count))
            + (backgroundTerm / (background.Sum * background.Sum) * SmallSample(background.Count));
        return new Estimate(area, Math.Sqrt(variance));
    }

    /// <summary>The weight above the scores of a point, and half of that at it.</summary>
    private static double MidRank(WeightSum[] sums, int point) => 0.5 * (sums[point - 1].Sum + sums[point].Sum);

    private static double SmallSample(long events) => events > 1 ? events / (events - 1.0) : double.NaN;
}
