using MathNet.Numerics;

namespace Hep.Evaluation;

/// <summary>The areas under the ROC curves of two classifiers on the same events, and their difference.</summary>
/// <param name="First">The area of the first, with DeLong's error.</param>
/// <param name="Second">The area of the second, with DeLong's error.</param>
/// <param name="Difference">First less second; the error takes the correlation of the two into account.</param>
/// <param name="Correlation">The correlation of the two areas; NaN where one has no error.</param>
public sealed record AucComparison(Estimate First, Estimate Second, Estimate Difference, double Correlation)
{
    /// <summary>The difference in standard deviations; NaN where the classifiers order the events alike.</summary>
    public double Deviations => Difference.Value / Difference.Error;

    /// <summary>The two-sided probability of so large a difference between classifiers of the same area, for normal errors.</summary>
    public double PValue => SpecialFunctions.Erfc(Math.Abs(Deviations) / Math.Sqrt(2));

    /// <summary>
    /// Compares. The covariance is that of DeLong, DeLong and Clarke-Pearson (Biometrics 44 (1988) 837), carried to weights as in <see
    /// cref="RocCurve.Auc"/>: m / (m - 1) sum_i (a_i / A)^2 (V_i - theta) (V'_i - theta') over the signal, and likewise over the background. O(N) after the
    /// ordering of the scores.
    /// </summary>
    /// <param name="first">Scores of one classifier.</param>
    /// <param name="second">Scores of another, of the same events in the same order.</param>
    /// <exception cref="InvalidDataException">The samples differ in their events.</exception>
    public static AucComparison Of(BinarySample first, BinarySample second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        first.CheckSameEvents(second);
        var (x, y) = (first.Roc.AucComponents(first), second.Roc.AucComponents(second));
        double variance = 0, covariance = 0;
        for (var i = 0; i < x.Length; i++)
        {
            variance += (x[i] - y[i]) * (x[i] - y[i]);
            covariance += x[i] * y[i];
        }

        var (a, b) = (first.Roc.Auc, second.Roc.Auc);
        return new AucComparison(a, b, new Estimate(a.Value - b.Value, Math.Sqrt(variance)), covariance / (a.Error * b.Error));
    }
}
