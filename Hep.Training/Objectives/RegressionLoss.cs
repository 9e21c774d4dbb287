using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Hep.Training.Objectives;

/// <summary>
/// Losses of predicted numbers p against true ones t, each 1/B sum w l(p - t) over tensors of one shape, such as [B, 1]. Weights average one over the
/// training split, and may be negative.
/// </summary>
internal static class RegressionLoss
{
    /// <summary>The mean squared error, l(d) = d^2: its best prediction is the mean.</summary>
    public static Tensor SquaredError(Tensor predicted, Tensor target, Tensor weights) => Mean(Difference(predicted, target).square(), weights);

    /// <summary>The mean absolute error, l(d) = |d|: its best prediction is the median.</summary>
    public static Tensor AbsoluteError(Tensor predicted, Tensor target, Tensor weights) => Mean(Difference(predicted, target).abs(), weights);

    /// <summary>l(d) = d^2/2 up to |d| = delta, delta (|d| - delta/2) beyond (Huber, Ann. Math. Statist. 35 (1964) 73).</summary>
    /// <param name="predicted">Predicted numbers.</param>
    /// <param name="target">True numbers.</param>
    /// <param name="weights">Weights.</param>
    /// <param name="delta">Where the parabola ends, in the units of the numbers; greater than 0.</param>
    public static Tensor Huber(Tensor predicted, Tensor target, Tensor weights, double delta = 1)
    {
        if (!(delta > 0))
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "the end of the parabola is greater than 0");
        _ = Difference(predicted, target);
        return Mean(F.huber_loss(predicted, target, delta, nn.Reduction.None), weights);
    }

    /// <summary>l(d) = ln cosh d = d - ln sigmoid(2 d) - ln 2, which cannot overflow: d^2/2 near zero, |d| - ln 2 far from it.</summary>
    public static Tensor LogCosh(Tensor predicted, Tensor target, Tensor weights)
    {
        var difference = Difference(predicted, target);
        return Mean(difference - F.logsigmoid(2 * difference) - Math.Log(2), weights);
    }

    /// <summary>l(d) = max(-q d, (1 - q) d), with d = p - t: its best prediction is the quantile q (Koenker and Bassett, Econometrica 46 (1978) 33).</summary>
    /// <param name="predicted">Predicted numbers.</param>
    /// <param name="target">True numbers.</param>
    /// <param name="weights">Weights.</param>
    /// <param name="quantile">The quantile q; between 0 and 1.</param>
    public static Tensor Quantile(Tensor predicted, Tensor target, Tensor weights, double quantile)
    {
        if (quantile is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "a quantile is between 0 and 1");
        var difference = Difference(predicted, target);
        return Mean(maximum(-quantile * difference, (1 - quantile) * difference), weights);
    }

    private static Tensor Mean(Tensor losses, Tensor weights)
    {
        RequireSame(losses, weights);
        return (losses * weights).mean();
    }

    private static Tensor Difference(Tensor predicted, Tensor target)
    {
        RequireSame(predicted, target);
        return predicted - target;
    }

    // [B] against [B, 1] would broadcast to [B, B] without a word.
    private static void RequireSame(Tensor one, Tensor other)
    {
        if (!one.shape.SequenceEqual(other.shape))
            throw new ArgumentException($"found tensors of the shapes [{string.Join(", ", one.shape)}] and [{string.Join(", ", other.shape)}], expected the same shape");
    }
}
