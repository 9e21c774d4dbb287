using System.Globalization;

namespace Hep.Evaluation;

/// <summary>A number with a confidence interval, which need not be symmetric.</summary>
/// <param name="Value">The central value.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="Level">The confidence level, in (0, 1).</param>
public readonly record struct Interval(double Value, double Low, double High, double Level)
{
    /// <summary>The confidence level of one standard deviation of a normal distribution, 68.27%.</summary>
    public const double OneSigma = 0.6826894921370859;

    /// <summary>How far the interval reaches below the value.</summary>
    public double LowerError => Value - Low;

    /// <summary>How far the interval reaches above the value.</summary>
    public double UpperError => High - Value;

    /// <summary>Whether the interval covers a number, ends included.</summary>
    /// <param name="x">The number.</param>
    public bool Contains(double x) => x >= Low && x <= High;

    /// <summary>
    /// The interval as it stands in a paper, such as <c>0.904 +0.012 -0.010</c>, in the invariant culture; a level other than one standard
    /// deviation is said, <c>0.90 +0.04 -0.05 (95% CL)</c>, and that of a limit always. The smaller of the two errors (the other, where it is zero or infinite) is rounded by
    /// the rule of the Particle Data Group as in <see cref="Estimate.ToString"/>, and everything is cut at its decimal. Of an infinite value, what is known is
    /// its finite end: <c>&gt; 43.2 (68.27% CL)</c>.
    /// </summary>
    public override string ToString()
    {
        var stated = FormattableString.Invariant($" ({100 * Level:0.##}% CL)");
        var level = Math.Abs(Level - OneSigma) < 5e-4 ? "" : stated;
        if (double.IsPositiveInfinity(Value))
            return double.IsFinite(Low) ? FormattableString.Invariant($"> {Low:G3}{stated}") : "Infinity";
        var sizes = new[] { LowerError, UpperError }.Where(error => double.IsFinite(error) && error > 0).ToArray();
        if (!double.IsFinite(Value) || !double.IsFinite(LowerError) || !double.IsFinite(UpperError) || sizes.Length == 0)
            return string.Create(CultureInfo.InvariantCulture, $"{Value:G6} +{UpperError:G2} -{LowerError:G2}{level}");
        return PdgRounding.Join(sizes.Min(), Math.Max(Math.Abs(Value), sizes.Max()), ("", Value), (" +", UpperError), (" -", LowerError)) + level;
    }

    /// <summary>The distance from the mean, in standard deviations, within which a normal variable lies with a probability.</summary>
    /// <param name="level">The probability, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in (0, 1).</exception>
    internal static double Deviations(double level)
    {
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "a confidence level lies between 0 and 1");
        return Math.Sqrt(2) * MathNet.Numerics.SpecialFunctions.ErfInv(level);
    }

    /// <summary>
    /// The same where the standard deviation is itself an estimate: the quantile of Student's t, from P(|t| &lt; q) = I_x(1/2, nu/2) with x = q^2 / (nu + q^2)
    /// (Abramowitz and Stegun 26.7.1); from a million degrees on by its expansion around the normal quantile (26.7.5), where x has lost its digits. Without degrees of
    /// freedom it is that of the normal distribution.
    /// </summary>
    /// <param name="level">The probability, in (0, 1).</param>
    /// <param name="degreesOfFreedom">The degrees of freedom nu, greater than 0, not necessarily whole; NaN: not known.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in (0, 1).</exception>
    internal static double Deviations(double level, double degreesOfFreedom)
    {
        var normal = Deviations(level);
        if (!(degreesOfFreedom < 1e6))
            return double.IsNaN(degreesOfFreedom) ? normal : normal + (normal * ((normal * normal) + 1) / (4 * degreesOfFreedom));
        var x = BetaDistribution.Quantile(level, 0.5, 0.5 * degreesOfFreedom);
        return Math.Sqrt(degreesOfFreedom * x / (1 - x));
    }
}
