namespace Hep.Evaluation.Calibration;

/// <summary>The logistic function, its loss, and its like for several classes, without overflow.</summary>
internal static class Logistic
{
    /// <summary>1 / (1 + exp(-z)).</summary>
    public static double Sigmoid(double z)
    {
        var e = Math.Exp(-Math.Abs(z));
        return z >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /// <summary>ln(1 + exp(z)).</summary>
    public static double Softplus(double z) => Math.Max(z, 0) + double.LogP1(Math.Exp(-Math.Abs(z)));

    /// <summary>ln(p / (1 - p)).</summary>
    public static double Logit(double p) => Math.Log(p) - double.LogP1(-p);

    /// <summary>The cross-entropy of a target t in [0, 1] and the probability of logit z: ln(1 + exp(z)) - t z.</summary>
    public static double Loss(double z, double target) => Softplus(z) - (target * z);

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
}
