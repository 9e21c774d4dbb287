namespace Hep.Evaluation.Tracking;

/// <summary>
/// Pulls of two correlated coordinates: L^-1 (measured - predicted), where L L^T (Cholesky, L lower triangular) is the covariance of the residual, the measurement's error included. Where
/// prediction and covariance are right, the two are independent and of unit width: the first is the residual of r phi over its error, the second that of z, given the one of r phi.
/// </summary>
/// <param name="First">The pull of r phi.</param>
/// <param name="Second">The pull of z, given r phi.</param>
public readonly record struct WhitenedResidual(double First, double Second)
{
    /// <summary>The square of its length: chi^2 of two degrees of freedom.</summary>
    public double ChiSquare => (First * First) + (Second * Second);

    /// <summary>Whitens a residual.</summary>
    /// <param name="first">The residual of the first coordinate.</param>
    /// <param name="second">The residual of the second coordinate.</param>
    /// <param name="firstVariance">The variance of the first.</param>
    /// <param name="covariance">Their covariance.</param>
    /// <param name="secondVariance">The variance of the second.</param>
    /// <exception cref="ArgumentException">The covariance matrix is not positive definite, or a number is not finite.</exception>
    public static WhitenedResidual Of(double first, double second, double firstVariance, double covariance, double secondVariance)
    {
        var diagonal = Math.Sqrt(firstVariance);
        var below = covariance / diagonal;
        var conditional = secondVariance - (below * below);
        if (!(firstVariance > 0) || !(conditional > 0) || !double.IsFinite(first + second + firstVariance + secondVariance))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"residual ({first}, {second}) with the covariance ({firstVariance}, {covariance}; {covariance}, {secondVariance}); expected finite numbers, and a positive definite matrix"));
        }

        var whitened = first / diagonal;
        return new WhitenedResidual(whitened, (second - (below * whitened)) / Math.Sqrt(conditional));
    }
}
