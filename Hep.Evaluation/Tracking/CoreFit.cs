using MathNet.Numerics;

namespace Hep.Evaluation.Tracking;

/// <summary>
/// Mean and width of the Gaussian core of a sample, whatever its tails: those of the Gaussian which, cut at reach widths around its mean, has the mean and the variance of the entries
/// within them. A Gaussian cut at a widths has the variance c sigma^2, c = 1 - 2 a phi(a) / (2 Phi(a) - 1), phi and Phi being the normal density and its integral; so
/// mean = m and sigma^2 = v / c, with m and v of the entries in mean +- a sigma, are solved by repetition from the median and the quartiles. Without the factor c the width of a perfect
/// Gaussian would come out as 0.955 at a = 2.5, and shrink at every repetition.
/// <para>The errors are those of this solution for a Gaussian core of n entries: var(mean) = sigma^2 / (n c), var(sigma) = sigma^2 / (n (k - c^2)), where k is the fourth moment of the cut
/// unit Gaussian.</para>
/// </summary>
public sealed class CoreFit
{
    /// <summary>How far the core reaches, in widths, unless told otherwise.</summary>
    public const double DefaultReach = 2.5;

    private const int FewestEntries = 10;
    private const int MostRepetitions = 200;

    private CoreFit(Estimate mean, Estimate width, long entries, long core) => (Mean, Width, Entries, CoreEntries) = (mean, width, entries, core);

    /// <summary>The mean of the core; NaN for fewer than 10 values.</summary>
    public Estimate Mean { get; }

    /// <summary>The standard deviation of the core, corrected for the cut; NaN for fewer than 10 values.</summary>
    public Estimate Width { get; }

    /// <summary>The number of values.</summary>
    public long Entries { get; }

    /// <summary>The number of values within reach.</summary>
    public long CoreEntries { get; }

    /// <summary>The share of the values that lie beyond the core; of a Gaussian, 1.24% lie beyond 2.5 widths.</summary>
    public double TailShare => 1 - ((double)CoreEntries / Entries);

    /// <summary>Fits a sample.</summary>
    /// <param name="values">The values, shape [N].</param>
    /// <param name="reach">How far the core reaches, in widths; from 1 on.</param>
    /// <exception cref="ArgumentException">A value is not finite, or the reach is below 1 or not finite.</exception>
    public static CoreFit Of(ReadOnlySpan<double> values, double reach = DefaultReach)
    {
        if (!(reach >= 1) || !double.IsFinite(reach))
            throw new ArgumentException(FormattableString.Invariant($"the core reaches {reach} widths; expected 1 or more"), nameof(reach));
        var sorted = values.ToArray();
        Array.Sort(sorted);
        // NaN comes first in the order, infinities at the ends.
        if (sorted.Length > 0 && !(double.IsFinite(sorted[0]) && double.IsFinite(sorted[^1])))
            throw new ArgumentException("a value is not finite; expected numbers", nameof(values));
        var unknown = new Estimate(double.NaN, double.NaN);
        return sorted.Length < FewestEntries ? new CoreFit(unknown, unknown, sorted.Length, sorted.Length) : Solve(sorted, reach);
    }

    private static CoreFit Solve(double[] sorted, double reach)
    {
        var (share, second, fourth) = CutMoments(reach);
        var median = sorted[sorted.Length / 2];
        double mean = median, width = Math.Max((sorted[3 * sorted.Length / 4] - sorted[sorted.Length / 4]) / 1.349, 0);

        // More than half of the values are one number: the core has no width.
        if (width == 0)
            return new CoreFit(new Estimate(median, 0), new Estimate(0, 0), sorted.Length, sorted.Count(value => value == median));
        int first = 0, end = 0;
        for (var repetition = 0; repetition < MostRepetitions; repetition++)
        {
            var (from, to) = (LowerBound(sorted, mean - (reach * width)), LowerBound(sorted, Math.BitIncrement(mean + (reach * width))));
            if (from == first && to == end)
                break;
            (first, end) = (from, to);
            var (m, v) = Moments(sorted.AsSpan(first, end - first));
            (mean, width) = (m, Math.Sqrt(v * share / second));
        }

        double core = end - first, c = second / share;
        return new CoreFit(
            new Estimate(mean, width / Math.Sqrt(core * c)),
            new Estimate(width, width / Math.Sqrt(core * ((fourth / share) - (c * c)))),
            sorted.Length,
            end - first);
    }

    // The integrals of phi, x^2 phi and x^4 phi from -a to a, by parts.
    private static (double Share, double Second, double Fourth) CutMoments(double reach)
    {
        var density = Math.Exp(-0.5 * reach * reach) / Math.Sqrt(2 * Math.PI);
        var share = SpecialFunctions.Erf(reach / Math.Sqrt(2));
        var second = share - (2 * reach * density);
        return (share, second, (3 * second) - (2 * reach * reach * reach * density));
    }

    private static (double Mean, double Variance) Moments(ReadOnlySpan<double> values)
    {
        double mean = 0, squares = 0;
        foreach (var value in values)
            mean += value / values.Length;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        return (mean, squares / values.Length);
    }

    /// <summary>The number of values below a bound.</summary>
    private static int LowerBound(double[] sorted, double bound)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < bound)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
