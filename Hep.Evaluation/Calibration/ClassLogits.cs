namespace Hep.Evaluation.Calibration;

/// <summary>Logits of several classes with labels and weights, checked.</summary>
internal sealed class ClassLogits
{
    private readonly double[] logits;

    public ClassLogits(string name, ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights)
    {
        Classes = ClassRows.CountOf(name, logits, labels);
        this.logits = logits.ToArray();
        Labels = labels.ToArray();
        Weights = weights.IsEmpty ? [.. Enumerable.Repeat(1.0, labels.Length)] : weights.ToArray();
        if (Weights.Length != Count)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"sample '{name}' has {Count} labels and {Weights.Length} weights; expected one of each per event"));
        }

        CheckNumbers(name);
        CheckClasses(name);
    }

    public int Classes { get; }

    public int Count => Labels.Length;

    public int[] Labels { get; }

    public double[] Weights { get; }

    public ReadOnlySpan<double> Row(int row) => this.logits.AsSpan(row * Classes, Classes);

    /// <summary>The softmax of the logits times a factor; returns the logarithm of its denominator.</summary>
    public double Softmax(int row, double factor, double[] probabilities)
    {
        var z = Row(row);
        for (var k = 0; k < probabilities.Length; k++)
            probabilities[k] = z[k] * factor;
        return Softmax(probabilities);
    }

    /// <summary>Logits to their softmax, in place; returns the logarithm of its denominator.</summary>
    public static double Softmax(double[] values)
    {
        var (largest, sum) = (values.Max(), 0.0);
        for (var k = 0; k < values.Length; k++)
            sum += values[k] = Math.Exp(values[k] - largest);
        for (var k = 0; k < values.Length; k++)
            values[k] /= sum;
        return largest + Math.Log(sum);
    }

    public double MeanLoss(double factor)
    {
        var probabilities = new double[Classes];
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
            sum += Weights[i] * (Softmax(i, factor, probabilities) - (factor * Row(i)[Labels[i]]));
        return sum / Weights.Sum();
    }

    private void CheckNumbers(string name)
    {
        var bad = Array.FindIndex(this.logits, z => !double.IsFinite(z));
        if (bad >= 0)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"sample '{name}': the logit of event {bad / Classes}, class {bad % Classes} (counted from 0) is {this.logits[bad]}; expected a finite number"));
        }

        bad = Array.FindIndex(Weights, w => !double.IsFinite(w));
        if (bad >= 0)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"sample '{name}': the weight of event {bad} (counted from 0, of {Count}) is {Weights[bad]}; expected a finite number"));
        }
    }

    private void CheckClasses(string name)
    {
        var sums = new double[Classes];
        for (var i = 0; i < Count; i++)
            sums[Labels[i]] += Weights[i];
        var empty = Array.FindIndex(sums, sum => !(sum > 0));
        if (empty >= 0)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"sample '{name}': the weights of class {empty} (of {Classes}) sum to {sums[empty]}; a calibration needs events of every class"));
        }
    }
}
