namespace Hep.Evaluation.Calibration;

/// <summary>
/// Probabilities and whether what they were given to came true, with weights, checked once: what every measure of calibration is made
/// from. A forecast may be "this event is signal", "it is of class k", or "the most probable class is the true one". Weights may be negative.
/// </summary>
public sealed class Forecasts
{
    private readonly double[] probabilities;
    private readonly bool[] outcomes;
    private readonly double[] weights;

    /// <summary>Checks and copies the forecasts.</summary>
    /// <param name="name">What they are called in legends and messages.</param>
    /// <param name="probabilities">Shape [N], in [0, 1].</param>
    /// <param name="outcomes">Whether it came true, shape [N].</param>
    /// <param name="weights">Shape [N], finite; left out (an empty span), every forecast counts 1.</param>
    /// <exception cref="InvalidDataException">
    /// No forecasts, lengths that differ, a number outside of [0, 1], a weight that is not finite, or weights that do not sum to more than zero.
    /// </exception>
    public Forecasts(string name, ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> outcomes, ReadOnlySpan<double> weights = default)
        : this(name, probabilities.ToArray(), outcomes.ToArray(), weights.IsEmpty ? Ones(probabilities.Length) : weights.ToArray())
    {
    }

    private Forecasts(string name, double[] probabilities, bool[] outcomes, double[] weights)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        this.probabilities = probabilities;
        this.outcomes = outcomes;
        this.weights = weights;
        CheckShapes();
        TotalWeight = CheckNumbers();
    }

    /// <summary>What they are called in legends and messages.</summary>
    public string Name { get; }

    /// <summary>The number of forecasts N.</summary>
    public int Count => this.probabilities.Length;

    /// <summary>The probabilities, shape [N].</summary>
    public ReadOnlySpan<double> Probabilities => this.probabilities;

    /// <summary>Whether it came true, shape [N].</summary>
    public ReadOnlySpan<bool> Outcomes => this.outcomes;

    /// <summary>The weights, shape [N].</summary>
    public ReadOnlySpan<double> Weights => this.weights;

    /// <summary>The sum of the weights.</summary>
    public double TotalWeight { get; }

    /// <summary>"This event is signal", with the score as its probability.</summary>
    /// <param name="sample">Events whose scores are probabilities of signal.</param>
    /// <exception cref="InvalidDataException">A score outside of [0, 1].</exception>
    public static Forecasts OfSignal(BinarySample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return new Forecasts(sample.Name, sample.Scores, sample.IsSignal, sample.Weights);
    }

    /// <summary>"The more probable of the two classes is the true one" (at 1/2: signal), with its probability max(p, 1 - p).</summary>
    /// <param name="sample">Events whose scores are probabilities of signal.</param>
    /// <exception cref="InvalidDataException">A score outside of [0, 1].</exception>
    public static Forecasts OfTopLabel(BinarySample sample)
    {
        var signal = OfSignal(sample);
        var (confidences, isRight) = (new double[signal.Count], new bool[signal.Count]);
        for (var i = 0; i < confidences.Length; i++)
        {
            var p = signal.probabilities[i];
            (confidences[i], isRight[i]) = (Math.Max(p, 1 - p), p >= 0.5 == signal.outcomes[i]);
        }

        return new Forecasts(signal.Name, confidences, isRight, signal.weights);
    }

    /// <summary>"The most probable class is the true one" (of equal ones the first), with its probability.</summary>
    /// <param name="sample">Events whose scores are the probabilities of the classes.</param>
    /// <exception cref="InvalidDataException">A probability of a predicted class outside of [0, 1].</exception>
    public static Forecasts OfTopLabel(MultiClassSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var (confidences, isRight) = (new double[sample.Count], new bool[sample.Count]);
        for (var i = 0; i < confidences.Length; i++)
        {
            var row = sample.ScoresOf(i);
            var top = 0;
            for (var k = 1; k < row.Length; k++)
                top = row[k] > row[top] ? k : top;
            (confidences[i], isRight[i]) = (row[top], top == sample.Labels[i]);
        }

        return new Forecasts(sample.Name, confidences, isRight, sample.Weights);
    }

    /// <summary>"This event is of class k", for each class.</summary>
    /// <param name="sample">Events whose scores are the probabilities of the classes.</param>
    /// <returns>[C].</returns>
    /// <exception cref="InvalidDataException">A score outside of [0, 1].</exception>
    public static IReadOnlyList<Forecasts> OfClasses(MultiClassSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return [.. Enumerable.Range(0, sample.Classes.Count).Select(k => OfSignal(sample.OneVsRest(k)))];
    }

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1.0);
        return ones;
    }

    private void CheckShapes()
    {
        if (Count == 0)
            throw new InvalidDataException($"sample '{Name}' has no events; expected events with probabilities");
        if (this.outcomes.Length != Count || this.weights.Length != Count)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"sample '{Name}' has {Count} probabilities, {this.outcomes.Length} outcomes and {this.weights.Length} weights; expected one of each per event"));
        }
    }

    private double CheckNumbers()
    {
        var (total, scale) = (0.0, 0.0);
        for (var i = 0; i < Count; i++)
        {
            if (!(this.probabilities[i] is >= 0 and <= 1))
            {
                var hint = double.IsFinite(this.probabilities[i]) ? "; these look like logits: give 1 / (1 + exp(-z)) instead of z" : "";
                throw new InvalidDataException(FormattableString.Invariant(
                    $"sample '{Name}': the score of event {i} (counted from 0, of {Count}) is {this.probabilities[i]}; expected a probability from 0 to 1{hint}"));
            }

            if (!double.IsFinite(this.weights[i]))
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"sample '{Name}': the weight of event {i} (counted from 0, of {Count}) is {this.weights[i]}; expected a finite number"));
            }

            total += this.weights[i];
            scale += Math.Abs(this.weights[i]);
        }

        return total > 1e-12 * scale ? total : throw new InvalidDataException(FormattableString.Invariant(
            $"sample '{Name}': the weights of its {Count} events sum to {total}; expected more than zero"));
    }
}
