using Hep.Common;

namespace Hep.Evaluation.Anomaly;

/// <summary>A normal distribution of K features, as a component of a mixture.</summary>
public sealed class Gaussian
{
    private readonly double[] lower;
    private readonly double[] inverses;
    private readonly double[,] covariance;
    private readonly double[] mean;
    private readonly double constant;

    /// <summary>A Gaussian.</summary>
    /// <param name="share">Its share of the mixture, 0 to 1.</param>
    /// <param name="mean">Its mean, shape [K].</param>
    /// <param name="covariance">Its covariance, shape [K, K], symmetric and positive definite.</param>
    /// <exception cref="ArgumentException">Shapes that differ, or a covariance that is not positive definite.</exception>
    public Gaussian(double share, IReadOnlyList<double> mean, double[,] covariance)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(covariance);
        var width = mean.Count;
        if (covariance.GetLength(0) != width || covariance.GetLength(1) != width)
            throw new ArgumentException(FormattableString.Invariant($"the covariance is {covariance.GetLength(0)} x {covariance.GetLength(1)}, expected {width} x {width} as the mean has numbers"), nameof(covariance));
        (Share, this.mean, this.covariance) = (share, [.. mean], (double[,])covariance.Clone());
        var factor = Cholesky.Factor(this.covariance, 0, out var dependent);
        if (dependent < width)
            throw new ArgumentException(FormattableString.Invariant($"the covariance is not positive definite (feature {dependent}); fit fewer components, or raise the floor of the variances"), nameof(covariance));
        lower = [.. factor.Cast<double>()];
        inverses = [.. Enumerable.Range(0, width).Select(k => 1 / factor[k, k])];
        constant = -0.5 * width * Math.Log(2 * Math.PI);
        for (var k = 0; k < width; k++)
            constant -= Math.Log(factor[k, k]);
    }

    /// <summary>Its share of the mixture.</summary>
    public double Share { get; }

    /// <summary>Its mean, shape [K].</summary>
    public IReadOnlyList<double> Mean => this.mean;

    /// <summary>An element of its covariance.</summary>
    /// <param name="row">0 to K - 1.</param>
    /// <param name="column">0 to K - 1.</param>
    public double Covariance(int row, int column) => this.covariance[row, column];

    /// <summary>The logarithm of the density at a place, without the share.</summary>
    /// <param name="row">The features, shape [K].</param>
    public double LogDensity(ReadOnlySpan<double> row)
    {
        Span<double> x = stackalloc double[Math.Min(row.Length, 64)];
        x = row.Length <= x.Length ? x : new double[row.Length];
        var sum = 0.0;
        for (var k = 0; k < row.Length; k++)
        {
            var rest = row[k] - this.mean[k];
            var before = this.lower.AsSpan(k * row.Length, k);
            for (var l = 0; l < before.Length; l++)
                rest -= before[l] * x[l];
            x[k] = rest * this.inverses[k];
            sum += x[k] * x[k];
        }

        return this.constant - (0.5 * sum);
    }
}
