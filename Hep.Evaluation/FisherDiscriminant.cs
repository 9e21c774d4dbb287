using Hep.Common;

namespace Hep.Evaluation;

/// <summary>
/// Fisher's linear discriminant (Annals of Eugenics 7 (1936) 179): the combination w · x of observables with the largest distance of the class means relative to the spread
/// within the classes, w = C⁻¹ (μ_s - μ_b) with the mean C of the two classes' covariances, so that both count alike whatever their yields. The score
/// w · (x - (μ_s + μ_b) / 2) is the logarithm of the likelihood ratio for Gaussians of this common covariance.
/// </summary>
public sealed class FisherDiscriminant
{
    // Of a correlation matrix; what is left of a column's variance below this is rounding of the numbers in a file.
    private const double Singular = 1e-9;

    private readonly double[] coefficients;
    private readonly double[] middle;

    private FisherDiscriminant(double[] coefficients, double[] middle) => (this.coefficients, this.middle) = (coefficients, middle);

    /// <summary>The coefficients w, shape [K].</summary>
    public ReadOnlySpan<double> Coefficients => this.coefficients;

    /// <summary>Fits on training events. An observable that is not defined (NaN) has the middle of the class means, which tells nothing.</summary>
    /// <param name="names">The observables, shape [K], for messages.</param>
    /// <param name="columns">Their values, shape [K][N]; NaN where not defined.</param>
    /// <param name="isSignal">The truth, shape [N].</param>
    /// <param name="weights">Event weights, shape [N]; of each class they sum to more than 0.</param>
    /// <exception cref="ArgumentException">No observable, or lengths that differ.</exception>
    /// <exception cref="InvalidDataException">A class whose weights do not sum to more than 0, or observables that do not vary or of which one follows from the others; they are named.</exception>
    public static FisherDiscriminant Fit(IReadOnlyList<string> names, IReadOnlyList<double[]> columns, ReadOnlySpan<bool> isSignal, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(columns);
        var (count, events) = (columns.Count, isSignal.Length);
        if (count == 0 || names.Count != count || weights.Length != events || columns.Any(column => column.Length != events))
            throw new ArgumentException("a discriminant has one name and one column an observable, and one value, label and weight an event", nameof(columns));
        var means = new double[2, count];
        var middle = new double[count];
        for (var k = 0; k < count; k++)
        {
            for (var side = 0; side < 2; side++)
                means[side, k] = Mean(names[k], columns[k], isSignal, weights, side == 1);
            middle[k] = 0.5 * (means[0, k] + means[1, k]);
        }

        var covariance = Covariance(columns, middle, means, isSignal, weights);
        var spread = new double[count];
        for (var k = 0; k < count; k++)
        {
            spread[k] = Math.Sqrt(Math.Max(0, covariance[k, k]));
            if (!(spread[k] > 1e-12 * Math.Abs(middle[k])))
                throw new InvalidDataException($"Fisher discriminant: found the same value of '{names[k]}' in all training events of a class, expected an observable that varies: leave it out");
            means[0, k] = (means[1, k] - means[0, k]) / spread[k];
        }

        var lower = Factor(names, covariance, spread);
        var coefficients = Cholesky.Solve(lower, [.. Enumerable.Range(0, count).Select(k => means[0, k])]);
        for (var k = 0; k < count; k++)
            coefficients[k] /= spread[k];
        return new FisherDiscriminant(coefficients, middle);
    }

    /// <summary>The scores of events, shape [N]: above 0 they are nearer to signal.</summary>
    /// <param name="columns">The observables in the order of the fit, shape [K][N]; NaN where not defined.</param>
    /// <exception cref="ArgumentException">Another number of observables than in the fit.</exception>
    public double[] Score(IReadOnlyList<double[]> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count != this.coefficients.Length)
            throw new ArgumentException(FormattableString.Invariant($"{columns.Count} observables, expected {this.coefficients.Length} as in the fit"), nameof(columns));
        var scores = new double[columns[0].Length];
        for (var k = 0; k < columns.Count; k++)
        {
            for (var i = 0; i < scores.Length; i++)
                scores[i] += double.IsNaN(columns[k][i]) ? 0 : this.coefficients[k] * (columns[k][i] - this.middle[k]);
        }

        return scores;
    }

    private static double Mean(string name, double[] values, ReadOnlySpan<bool> isSignal, ReadOnlySpan<double> weights, bool signal)
    {
        var (sum, mean) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            if (isSignal[i] != signal || double.IsNaN(values[i]))
                continue;
            sum += weights[i];
            mean += weights[i] * values[i];
        }

        return sum > 0 && double.IsFinite(mean)
            ? mean / sum
            : throw new InvalidDataException(FormattableString.Invariant($"Fisher discriminant: found weights of {(signal ? "signal" : "background")} with a value of '{name}' that sum to {sum}, expected finite values whose weights sum to more than 0"));
    }

    // The mean of the covariances of the classes, about their means after what is not defined has become the middle.
    private static double[,] Covariance(IReadOnlyList<double[]> columns, double[] middle, double[,] means, ReadOnlySpan<bool> isSignal, ReadOnlySpan<double> weights)
    {
        var count = columns.Count;
        var (sums, shifts, products) = (new double[2], new double[2, count], new double[2, count, count]);
        var x = new double[count];
        for (var i = 0; i < isSignal.Length; i++)
        {
            var side = isSignal[i] ? 1 : 0;
            sums[side] += weights[i];
            for (var k = 0; k < count; k++)
            {
                x[k] = (double.IsNaN(columns[k][i]) ? middle[k] : columns[k][i]) - means[side, k];
                shifts[side, k] += weights[i] * x[k];
                for (var l = 0; l <= k; l++)
                    products[side, k, l] += weights[i] * x[k] * x[l];
            }
        }

        var covariance = new double[count, count];
        for (var side = 0; side < 2; side++)
        {
            for (var k = 0; k < count; k++)
            {
                for (var l = 0; l <= k; l++)
                    covariance[k, l] += 0.5 * ((products[side, k, l] / sums[side]) - (shifts[side, k] / sums[side] * shifts[side, l] / sums[side]));
                means[side, k] += shifts[side, k] / sums[side];
            }
        }

        return covariance;
    }

    // Cholesky's factor of the correlation matrix.
    private static double[,] Factor(IReadOnlyList<string> names, double[,] covariance, double[] spread)
    {
        var (count, correlation) = (spread.Length, new double[spread.Length, spread.Length]);
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j <= i; j++)
                correlation[i, j] = covariance[i, j] / (spread[i] * spread[j]);
        }

        var lower = Cholesky.Factor(correlation, Singular, out var dependent);
        return dependent == count ? lower : throw Dependent(names, lower, dependent);
    }

    // The column that has no variance of its own is a combination of those before it; its regression on them says of which.
    private static InvalidDataException Dependent(IReadOnlyList<string> names, double[,] lower, int column)
    {
        var shares = Cholesky.Back(lower, [.. Enumerable.Range(0, column).Select(i => lower[column, i])]);
        var others = Enumerable.Range(0, column).Where(i => Math.Abs(shares[i]) > 1e-4).Select(i => $"'{names[i]}'");
        return new InvalidDataException($"Fisher discriminant: found that '{names[column]}' follows from {string.Join(", ", others)} in the training events, expected observables of which none is a combination of the others: leave one out");
    }
}
