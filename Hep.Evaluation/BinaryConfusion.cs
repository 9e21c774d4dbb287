using System.Runtime.Intrinsics;

namespace Hep.Evaluation;

/// <summary>What a selection does to two classes, or to one class against all others: the four cells of the confusion matrix.</summary>
/// <param name="TruePositive">Selected signal, TP.</param>
/// <param name="FalseNegative">Signal that is not selected, FN.</param>
/// <param name="FalsePositive">Selected background, FP.</param>
/// <param name="TrueNegative">Background that is not selected, TN.</param>
public readonly record struct BinaryConfusion(WeightSum TruePositive, WeightSum FalseNegative, WeightSum FalsePositive, WeightSum TrueNegative)
{
    /// <summary>The sums over all signal events.</summary>
    public WeightSum Signal => TruePositive + FalseNegative;

    /// <summary>The sums over all background events.</summary>
    public WeightSum Background => FalsePositive + TrueNegative;

    /// <summary>The sums over all events.</summary>
    public WeightSum Total => Signal + Background;

    /// <summary>A figure of merit with its statistical error, propagated from the four independent cells; NaN where the figure is not defined.</summary>
    /// <param name="figure">Which.</param>
    public Estimate this[ThresholdFigure figure]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(figure);
            var (value, gradient) = figure.Of(this);
            var squares = Vector256.Create(TruePositive.SumOfSquares, FalseNegative.SumOfSquares, FalsePositive.SumOfSquares, TrueNegative.SumOfSquares);
            return new Estimate(value, Math.Sqrt(Vector256.Sum(gradient * gradient * squares)));
        }
    }

    /// <summary>The sums over both; each cell over its own.</summary>
    /// <param name="left">One set of events.</param>
    /// <param name="right">Another that shares none with it.</param>
    public static BinaryConfusion operator +(BinaryConfusion left, BinaryConfusion right) => new(
        left.TruePositive + right.TruePositive,
        left.FalseNegative + right.FalseNegative,
        left.FalsePositive + right.FalsePositive,
        left.TrueNegative + right.TrueNegative);
}
