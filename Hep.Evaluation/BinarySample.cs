namespace Hep.Evaluation;

/// <summary>
/// Scored events of two classes with weights, checked once, from which every figure of merit is made. An event with a score at or above
/// a threshold is selected as signal. Weights may be negative, as those of next-to-leading-order generators are.
/// </summary>
public sealed class BinarySample : IResamplable<BinarySample>
{
    private readonly double[] scores;
    private readonly bool[] isSignal;
    private readonly double[] weights;
    private readonly Lazy<ScoreOrder> order;
    private RocCurve? roc;
    private PrecisionRecallCurve? precisionRecall;

    /// <summary>Checks and copies the events.</summary>
    /// <param name="name">What the curve is called in legends and messages, such as <c>MLP, test</c>.</param>
    /// <param name="scores">Classifier outputs, shape [N], higher for signal; finite.</param>
    /// <param name="isSignal">The truth, shape [N].</param>
    /// <param name="weights">Event weights, shape [N], finite; left out (an empty span), every event counts 1.</param>
    /// <exception cref="InvalidDataException">
    /// No events, lengths that differ, a score or weight that is not finite, a class without events, or one whose weights sum to zero.
    /// </exception>
    public BinarySample(string name, ReadOnlySpan<double> scores, ReadOnlySpan<bool> isSignal, ReadOnlySpan<double> weights = default)
        : this(name, scores.ToArray(), isSignal, weights)
    {
    }

    /// <summary>Checks and copies the events.</summary>
    /// <param name="name">What the curve is called in legends and messages.</param>
    /// <param name="scores">Classifier outputs, shape [N], higher for signal; finite.</param>
    /// <param name="isSignal">The truth, shape [N].</param>
    /// <param name="weights">Event weights, shape [N], finite; left out (an empty span), every event counts 1.</param>
    /// <exception cref="InvalidDataException">As for scores in double precision.</exception>
    public BinarySample(string name, ReadOnlySpan<float> scores, ReadOnlySpan<bool> isSignal, ReadOnlySpan<double> weights = default)
        : this(name, Widen(scores), isSignal, weights)
    {
    }

    private BinarySample(string name, double[] scores, ReadOnlySpan<bool> isSignal, ReadOnlySpan<double> weights)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        this.scores = scores;
        this.isSignal = isSignal.ToArray();
        this.weights = weights.ToArray();
        if (this.weights.Length == 0)
        {
            this.weights = new double[scores.Length];
            Array.Fill(this.weights, 1.0);
        }

        CheckShapes();
        CheckFinite("score", this.scores);
        order = new Lazy<ScoreOrder>(() => new ScoreOrder(this.scores, this.isSignal));
        (Signal, Background) = CheckWeights();
    }

    private BinarySample(BinarySample other, double[] weights)
    {
        (Name, this.scores, this.isSignal, order, this.weights) = (other.Name, other.scores, other.isSignal, other.order, weights);
        CheckShapes();
        (Signal, Background) = CheckWeights();
    }

    /// <summary>What the curve is called in legends and messages.</summary>
    public string Name { get; }

    /// <summary>The number of events N.</summary>
    public int Count => this.scores.Length;

    /// <summary>The scores, shape [N].</summary>
    public ReadOnlySpan<double> Scores => this.scores;

    /// <summary>The truth, shape [N]: true for signal.</summary>
    public ReadOnlySpan<bool> IsSignal => this.isSignal;

    /// <summary>The event weights, shape [N].</summary>
    public ReadOnlySpan<double> Weights => this.weights;

    /// <summary>The sums over all signal events.</summary>
    public WeightSum Signal { get; }

    /// <summary>The sums over all background events.</summary>
    public WeightSum Background { get; }

    /// <summary>The weighted ROC curve, made on first use: O(N).</summary>
    public RocCurve Roc => roc ??= RocCurve.Create(this);

    /// <summary>The weighted precision-recall curve, made on first use: O(N).</summary>
    public PrecisionRecallCurve PrecisionRecall => precisionRecall ??= new PrecisionRecallCurve(Roc);

    /// <summary>The events in the order of their scores.</summary>
    internal ScoreOrder Order => order.Value;

    /// <summary>The event weights from the highest score to the lowest, shape [N].</summary>
    internal double[] OrderedWeights() => RadixOrder.Take(this.weights, Order.Events);

    /// <summary>What a threshold selects: one pass over the events, without ordering them.</summary>
    /// <param name="threshold">Events with a score at or above it are selected.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is NaN.</exception>
    public BinaryConfusion At(double threshold)
    {
        if (double.IsNaN(threshold))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "a threshold is a number");
        // Signal at 0 and 1, background at 2 and 3, the selected ones first: no branch on labels and scores that no processor can foresee.
        Span<WeightSum> cells = stackalloc WeightSum[4];
        for (var i = 0; i < this.scores.Length; i++)
        {
            ref var cell = ref cells[(this.isSignal[i] ? 0 : 2) + (this.scores[i] >= threshold ? 0 : 1)];
            cell = cell.Add(this.weights[i]);
        }

        return new BinaryConfusion(cells[0], cells[1], cells[2], cells[3]);
    }

    /// <inheritdoc/>
    public BinarySample WithWeights(ReadOnlySpan<double> weights) => new(this, weights.ToArray());

    /// <inheritdoc/>
    public void CheckSameEvents(BinarySample other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Count != Count)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"samples '{Name}' and '{other.Name}' have {Count} and {other.Count} events; expected the same events in the same order"));
        }

        if (FirstDifference(other) is var i && i < Count)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"samples '{Name}' and '{other.Name}' differ in the label or weight of event {i} (counted from 0); expected the same events in the same order"));
        }
    }

    /// <summary>Whether another sample has the same events in the same order, by their classes and weights.</summary>
    internal bool HasSameEvents(BinarySample other) => Count == other.Count && FirstDifference(other) == Count;

    private int FirstDifference(BinarySample other)
    {
        var i = 0;
        while (i < Count && this.isSignal[i] == other.isSignal[i] && this.weights[i] == other.weights[i])
            i++;
        return i;
    }

    private static double[] Widen(ReadOnlySpan<float> scores)
    {
        var wide = new double[scores.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = scores[i];
        return wide;
    }

    private void CheckShapes()
    {
        if (this.scores.Length == 0)
            throw new InvalidDataException($"sample '{Name}' has no events; expected events of signal and of background");
        if (this.isSignal.Length != this.scores.Length || this.weights.Length != this.scores.Length)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"sample '{Name}' has {this.scores.Length} scores, {this.isSignal.Length} labels and {this.weights.Length} weights; expected one of each per event"));
        }
    }

    private void CheckFinite(string what, double[] values)
    {
        var bad = 0;
        while (bad < values.Length && double.IsFinite(values[bad]))
            bad++;
        if (bad < values.Length)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"sample '{Name}': the {what} of event {bad} (counted from 0, of {Count}) is {values[bad]}; expected a finite number"));
        }
    }

    private (WeightSum Signal, WeightSum Background) CheckWeights()
    {
        CheckFinite("weight", this.weights);
        var sums = new ClassSums();
        for (var i = 0; i < this.weights.Length; i++)
            sums.Add(this.isSignal[i], this.weights[i]);
        var (signal, background) = (sums.Signal, sums.Background);
        CheckClass("signal", signal, "background");
        CheckClass("background", background, "signal");
        return (signal, background);
    }

    private void CheckClass(string name, WeightSum sum, string other)
    {
        if (sum.Count == 0)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"sample '{Name}': all {Count} events are {other}; expected events of both classes (check the label column and the split)"));
        }

        if (sum.IsZero)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"sample '{Name}': the weights of its {sum.Count} {name} events sum to {sum.Sum}; expected a total that is not zero (check the weight column)"));
        }
    }
}
