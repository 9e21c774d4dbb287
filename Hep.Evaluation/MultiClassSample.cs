namespace Hep.Evaluation;

/// <summary>
/// Scored events of C classes with weights, checked once. An event is predicted to be of the class with the largest score, the first of several.
/// Weights may be negative.
/// </summary>
public sealed partial class MultiClassSample : IResamplable<MultiClassSample>
{
    private readonly string[] classes;
    private readonly double[] scores;
    private readonly int[] labels;
    private readonly double[] weights;

    /// <summary>Checks and copies the events.</summary>
    /// <param name="name">What the sample is called in legends and messages, such as <c>ParticleNet, test</c>.</param>
    /// <param name="classes">The names of the classes, shape [C], two or more.</param>
    /// <param name="scores">Classifier outputs, shape [N, C], row by row; finite, larger for the class that is more likely.</param>
    /// <param name="labels">The true classes, shape [N], 0 to C - 1.</param>
    /// <param name="weights">Event weights, shape [N], finite; left out (an empty span), every event counts 1.</param>
    /// <exception cref="InvalidDataException">
    /// No events, shapes that do not fit, a score or weight that is not finite, a label that is no class, a class without events, or one whose weights sum to zero.
    /// </exception>
    public MultiClassSample(
        string name,
        IReadOnlyList<string> classes,
        ReadOnlySpan<double> scores,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<double> weights = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes.Count, 2, nameof(classes));
        Name = name;
        this.classes = [.. classes];
        (this.scores, this.labels) = (scores.ToArray(), labels.ToArray());
        this.weights = weights.Length == 0 ? [.. Enumerable.Repeat(1.0, labels.Length)] : weights.ToArray();
        CheckShapes();
        CheckScores();
        CheckLabels();
        Totals = CheckWeights();
    }

    private MultiClassSample(MultiClassSample other, double[] weights)
    {
        (Name, this.classes, this.scores, this.labels, this.weights) = (other.Name, other.classes, other.scores, other.labels, weights);
        CheckShapes();
        Totals = CheckWeights();
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count => this.labels.Length;

    /// <summary>The names of the classes, shape [C].</summary>
    public IReadOnlyList<string> Classes => this.classes;

    /// <summary>The scores, shape [N, C], row by row.</summary>
    public ReadOnlySpan<double> Scores => this.scores;

    /// <summary>The true classes, shape [N].</summary>
    public ReadOnlySpan<int> Labels => this.labels;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Weights => this.weights;

    /// <summary>The sums over each true class, shape [C].</summary>
    public IReadOnlyList<WeightSum> Totals { get; }

    /// <summary>The scores of one event, shape [C].</summary>
    internal ReadOnlySpan<double> ScoresOf(int index) => this.scores.AsSpan(index * this.classes.Length, this.classes.Length);

    /// <summary>One class as the signal and all others as the background, with the scores of that class.</summary>
    /// <param name="signal">The class, 0 to C - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such class.</exception>
    /// <exception cref="InvalidDataException">The weights of all others sum to zero.</exception>
    public BinarySample OneVsRest(int signal)
    {
        CheckClass(signal, nameof(signal));
        return new BinarySample(this.classes[signal], Column(signal), Array.ConvertAll(this.labels, label => label == signal), this.weights);
    }

    /// <summary>The events of two classes alone, with the scores of the first, which is the signal.</summary>
    /// <param name="signal">One class, 0 to C - 1.</param>
    /// <param name="background">Another one.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such class, or the same one twice.</exception>
    public BinarySample OneVsOne(int signal, int background)
    {
        CheckClass(signal, nameof(signal));
        CheckClass(background, nameof(background));
        ArgumentOutOfRangeException.ThrowIfEqual(background, signal);
        var events = EventsOf(signal, background);
        var column = Column(signal);
        return new BinarySample(
            $"{this.classes[signal]} vs {this.classes[background]}",
            Array.ConvertAll(events, i => column[i]),
            Array.ConvertAll(events, i => this.labels[i] == signal),
            Array.ConvertAll(events, i => this.weights[i]));
    }

    /// <inheritdoc/>
    public MultiClassSample WithWeights(ReadOnlySpan<double> weights) => new(this, weights.ToArray());

    /// <inheritdoc/>
    public void CheckSameEvents(MultiClassSample other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Count != Count || other.classes.Length != this.classes.Length)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"samples '{Name}' and '{other.Name}' have {Count} and {other.Count} events of {this.classes.Length} and {other.classes.Length} classes; expected the same events in the same order"));
        }

        for (var i = 0; i < Count; i++)
        {
            if (this.labels[i] != other.labels[i] || this.weights[i] != other.weights[i])
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"samples '{Name}' and '{other.Name}' differ in the label or weight of event {i} (counted from 0); expected the same events in the same order"));
            }
        }
    }

    private int[] EventsOf(int first, int second) => [.. Enumerable.Range(0, Count).Where(i => this.labels[i] == first || this.labels[i] == second)];

    private double[] Column(int column)
    {
        var values = new double[Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = this.scores[(i * this.classes.Length) + column];
        return values;
    }

    private void CheckClass(int value, string parameter) =>
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)value, (uint)this.classes.Length, parameter);

    private void CheckShapes()
    {
        if (this.labels.Length == 0)
            throw new InvalidDataException($"sample '{Name}' has no events; expected events of {this.classes.Length} classes");
        if (this.scores.Length != (long)this.labels.Length * this.classes.Length || this.weights.Length != this.labels.Length)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"sample '{Name}' has {this.scores.Length} scores, {this.labels.Length} labels and {this.weights.Length} weights; expected {this.classes.Length} scores (one of each class), one label and one weight per event"));
        }
    }

    private void CheckScores()
    {
        var bad = Array.FindIndex(this.scores, value => !double.IsFinite(value));
        if (bad >= 0)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"sample '{Name}': the score of event {bad / this.classes.Length} (counted from 0, of {Count}) for class '{this.classes[bad % this.classes.Length]}' is {this.scores[bad]}; expected a finite number"));
        }
    }

    private void CheckLabels()
    {
        var bad = Array.FindIndex(this.labels, label => label < 0 || label >= this.classes.Length);
        if (bad >= 0)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"sample '{Name}': the label of event {bad} (counted from 0, of {Count}) is {this.labels[bad]}; expected a class from 0 to {this.classes.Length - 1}"));
        }
    }

    private WeightSum[] CheckWeights()
    {
        var sums = new WeightSum[this.classes.Length];
        for (var i = 0; i < Count; i++)
        {
            if (!double.IsFinite(this.weights[i]))
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"sample '{Name}': the weight of event {i} (counted from 0, of {Count}) is {this.weights[i]}; expected a finite number"));
            }

            sums[this.labels[i]] = sums[this.labels[i]].Add(this.weights[i]);
        }

        for (var k = 0; k < sums.Length; k++)
        {
            if (sums[k].Count == 0)
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"sample '{Name}': no event of its {Count} is of class '{this.classes[k]}' ({k}); expected events of every class (check the label column and the split)"));
            }

            if (sums[k].IsZero)
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"sample '{Name}': the weights of its {sums[k].Count} {this.classes[k]} events sum to {sums[k].Sum}; expected a total that is not zero (check the weight column)"));
            }
        }

        return sums;
    }
}
