namespace Hep.Evaluation.Calibration;

/// <summary>
/// Vector scaling of several classes, z_k to a_k z_k + b_k before the softmax (Guo et al., arXiv:1706.04599, section 4.2), fitted by maximum likelihood. The
/// offsets sum to zero, since a common one changes nothing.
/// </summary>
public sealed class VectorScaling
{
    private readonly double[] factors;
    private readonly double[] offsets;

    /// <summary>Takes the numbers.</summary>
    /// <param name="factors">a, shape [C].</param>
    /// <param name="offsets">b, shape [C].</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public VectorScaling(ReadOnlySpan<double> factors, ReadOnlySpan<double> offsets)
    {
        if (factors.Length != offsets.Length)
            throw new ArgumentException(FormattableString.Invariant($"{factors.Length} factors but {offsets.Length} offsets"), nameof(offsets));
        this.factors = factors.ToArray();
        this.offsets = offsets.ToArray();
    }

    /// <summary>a, shape [C].</summary>
    public ReadOnlySpan<double> Factors => this.factors;

    /// <summary>b, shape [C].</summary>
    public ReadOnlySpan<double> Offsets => this.offsets;

    /// <summary>The calibrated probabilities of one event.</summary>
    /// <param name="logits">Shape [C].</param>
    /// <returns>[C], summing to one.</returns>
    /// <exception cref="ArgumentException">Another number of classes.</exception>
    public double[] Probabilities(ReadOnlySpan<double> logits)
    {
        if (logits.Length != this.factors.Length)
            throw new ArgumentException(FormattableString.Invariant($"found {logits.Length} logits, expected {this.factors.Length}, one a class"), nameof(logits));
        var values = new double[logits.Length];
        for (var k = 0; k < values.Length; k++)
            values[k] = (this.factors[k] * logits[k]) + this.offsets[k];
        _ = Logistic.Softmax(values);
        return values;
    }

    /// <summary>Fits factors and offsets.</summary>
    /// <param name="logits">Events whose scores are the logits of the classes.</param>
    /// <exception cref="InvalidDataException">The weights do not sum to more than zero.</exception>
    public static VectorScaling Fit(MultiClassSample logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        var all = logits.Totals.Aggregate((left, right) => left + right);
        LogitMap.RequireWeight(logits.Name, all);
        var (classes, total) = (logits.Classes.Count, all.Sum);
        var p = new double[classes];

        // The last class has no offset of its own while fitting.
        var start = new double[(2 * classes) - 1];
        Array.Fill(start, 1.0, 0, classes);
        var theta = NewtonMinimiser.Minimise(start, (at, gradient, hessian) =>
        {
            Array.Clear(gradient);
            Array.Clear(hessian);
            var loss = 0.0;
            for (var i = 0; i < logits.Count; i++)
            {
                var z = logits.ScoresOf(i);
                var w = logits.Weights[i] / total;
                for (var k = 0; k < classes; k++)
                    p[k] = (at[k] * z[k]) + (k < classes - 1 ? at[classes + k] : 0);
                var ofTruth = p[logits.Labels[i]];
                loss += w * (Logistic.Softmax(p) - ofTruth);
                Accumulate(gradient, hessian, z, p, logits.Labels[i], w);
            }

            return loss;
        });

        var offsets = new double[classes];
        theta.AsSpan(classes).CopyTo(offsets);
        var mean = offsets.Average();
        return new VectorScaling(theta.AsSpan(0, classes), Array.ConvertAll(offsets, offset => offset - mean));
    }

    // d eta_k / d theta is z_k for the factor and 1 for the offset of class k; d2 loss / d eta_k d eta_l = p_k (delta_kl - p_l).
    private static void Accumulate(double[] gradient, double[,] hessian, ReadOnlySpan<double> z, double[] p, int label, double w)
    {
        var classes = p.Length;
        for (var d = 0; d < gradient.Length; d++)
        {
            var (k, x) = d < classes ? (d, z[d]) : (d - classes, 1.0);
            gradient[d] += w * (p[k] - (k == label ? 1 : 0)) * x;
            for (var e = 0; e <= d; e++)
            {
                var (l, y) = e < classes ? (e, z[e]) : (e - classes, 1.0);
                hessian[d, e] += w * p[k] * ((k == l ? 1 : 0) - p[l]) * x * y;
            }
        }
    }
}
