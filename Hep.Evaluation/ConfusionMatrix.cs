namespace Hep.Evaluation;

/// <summary>
/// The weighted confusion matrix of N classes: rows are the true class, columns the predicted one, as in scikit-learn. Each cell holds the
/// number of events, the sum of weights and the sum of squared weights.
/// </summary>
public sealed partial class ConfusionMatrix
{
    private readonly string[] classes;
    private readonly WeightSum[] cells;

    private ConfusionMatrix(string[] classes, WeightSum[] cells)
    {
        this.classes = classes;
        this.cells = cells;
    }

    /// <summary>The names of the classes, shape [N], in the order of rows and columns.</summary>
    public IReadOnlyList<string> Classes => this.classes;

    /// <summary>A cell.</summary>
    /// <param name="truth">The row: the true class, 0 to N - 1.</param>
    /// <param name="predicted">The column: the predicted class, 0 to N - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such class.</exception>
    public WeightSum this[int truth, int predicted] => this.cells[CellOf(truth, predicted)];

    /// <summary>The sums over a true class.</summary>
    /// <param name="truth">The row.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such class.</exception>
    public WeightSum Row(int truth)
    {
        WeightSum sum = default;
        for (var predicted = 0; predicted < this.classes.Length; predicted++)
            sum += this[truth, predicted];
        return sum;
    }

    /// <summary>The sums over a predicted class.</summary>
    /// <param name="predicted">The column.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such class.</exception>
    public WeightSum Column(int predicted)
    {
        WeightSum sum = default;
        for (var truth = 0; truth < this.classes.Length; truth++)
            sum += this[truth, predicted];
        return sum;
    }

    /// <summary>The sums over all events.</summary>
    public WeightSum Total()
    {
        WeightSum sum = default;
        foreach (var cell in this.cells)
            sum += cell;
        return sum;
    }

    /// <summary>A cell as a fraction, with its binomial error (<see cref="WeightSum.Fraction"/>).</summary>
    /// <param name="truth">The row.</param>
    /// <param name="predicted">The column.</param>
    /// <param name="normalization">What it is a fraction of; left out, of the true class.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such class or normalisation.</exception>
    public Estimate Fraction(int truth, int predicted, Normalization normalization = Normalization.Row) =>
        WeightSum.Fraction(this[truth, predicted], normalization switch
        {
            Normalization.Row => Row(truth),
            Normalization.Column => Column(predicted),
            Normalization.Total => Total(),
            _ => throw new ArgumentOutOfRangeException(nameof(normalization), normalization, "no such normalisation"),
        });

    /// <summary>The matrix of a sample cut at a threshold; class 0 is background and class 1 signal.</summary>
    /// <param name="sample">The scored events.</param>
    /// <param name="threshold">Events with a score at or above it are predicted to be signal.</param>
    /// <param name="backgroundName">The name of class 0.</param>
    /// <param name="signalName">The name of class 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is NaN.</exception>
    public static ConfusionMatrix AtThreshold(
        BinarySample sample,
        double threshold,
        string backgroundName = "background",
        string signalName = "signal")
    {
        ArgumentNullException.ThrowIfNull(sample);
        var counts = sample.At(threshold);
        return new ConfusionMatrix(
            [backgroundName, signalName],
            [counts.TrueNegative, counts.FalsePositive, counts.FalseNegative, counts.TruePositive]);
    }

    /// <summary>The matrix of predicted classes.</summary>
    /// <param name="classes">The names of the N classes.</param>
    /// <param name="truth">The true class of each event, shape [M], 0 to N - 1.</param>
    /// <param name="predicted">The predicted class of each event, shape [M], 0 to N - 1.</param>
    /// <param name="weights">The event weights, shape [M]; left out (an empty span), every event counts 1.</param>
    /// <exception cref="InvalidDataException">Lengths that differ, a class out of range, or a weight that is not finite.</exception>
    public static ConfusionMatrix FromClasses(
        IReadOnlyList<string> classes,
        ReadOnlySpan<int> truth,
        ReadOnlySpan<int> predicted,
        ReadOnlySpan<double> weights = default)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentOutOfRangeException.ThrowIfZero(classes.Count, nameof(classes));
        if (predicted.Length != truth.Length || (weights.Length != 0 && weights.Length != truth.Length))
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"confusion matrix: {truth.Length} true classes, {predicted.Length} predicted classes and {weights.Length} weights; expected one of each per event"));
        }

        var cells = new WeightSum[classes.Count * classes.Count];
        for (var i = 0; i < truth.Length; i++)
        {
            CheckClass("true", truth[i], i, classes.Count);
            CheckClass("predicted", predicted[i], i, classes.Count);
            var weight = weights.Length == 0 ? 1.0 : weights[i];
            if (!double.IsFinite(weight))
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"confusion matrix: the weight of event {i} (counted from 0) is {weight}; expected a finite number"));
            }

            ref var cell = ref cells[(truth[i] * classes.Count) + predicted[i]];
            cell = cell.Add(weight);
        }

        return new ConfusionMatrix([.. classes], cells);
    }

    private static void CheckClass(string what, int value, int index, int classes)
    {
        if (value < 0 || value >= classes)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"confusion matrix: the {what} class of event {index} (counted from 0) is {value}; expected 0 to {classes - 1}"));
        }
    }

    private int CellOf(int truth, int predicted)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)truth, (uint)this.classes.Length, nameof(truth));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)predicted, (uint)this.classes.Length, nameof(predicted));
        return (truth * this.classes.Length) + predicted;
    }
}
