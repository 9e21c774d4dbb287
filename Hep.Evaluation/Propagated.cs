using System.Runtime.Intrinsics;

namespace Hep.Evaluation;

/// <summary>
/// A function of the four cells of a binary confusion matrix with its derivatives by them (forward differentiation), so that a figure's formula is
/// written once and its error follows: the cells are independent, each with the variance sum w^2 of a weighted Poisson count.
/// </summary>
/// <param name="Value">The value.</param>
/// <param name="Gradient">The derivatives by TP, FN, FP and TN.</param>
internal readonly record struct Propagated(double Value, Vector256<double> Gradient)
{
    public static implicit operator Propagated(double constant) => new(constant, Vector256<double>.Zero);

    public static Propagated operator +(Propagated a, Propagated b) => new(a.Value + b.Value, a.Gradient + b.Gradient);

    public static Propagated operator -(Propagated a, Propagated b) => new(a.Value - b.Value, a.Gradient - b.Gradient);

    public static Propagated operator *(Propagated a, Propagated b) => new(a.Value * b.Value, (a.Gradient * b.Value) + (b.Gradient * a.Value));

    public static Propagated operator /(Propagated a, Propagated b)
    {
        var ratio = a.Value / b.Value;
        return new(ratio, (a.Gradient - (b.Gradient * ratio)) * (1 / b.Value));
    }

    public static Propagated Sqrt(Propagated a)
    {
        var root = Math.Sqrt(a.Value);
        return new(root, a.Gradient * (0.5 / root));
    }
}
