using MathNet.Numerics;

namespace Hep.Evaluation;

/// <summary>
/// Quantiles of the beta distribution, to nearly full precision for millions of events too, where differences of logarithms of gamma functions lose
/// half of the digits.
/// </summary>
internal static class BetaDistribution
{
    /// <summary>The x below which a beta variable of parameters a and b lies with a probability.</summary>
    public static double Quantile(double probability, double a, double b)
    {
        var (low, high) = (0.0, 1.0);
        var x = a / (a + b);
        for (var step = 0; step < 200; step++)
        {
            var (below, density) = Cumulative(x, a, b);
            var excess = below - probability;
            (low, high) = excess > 0 ? (low, x) : (x, high);
            var next = x - (excess / density);
            // Newton's step where it stays inside what is known, else the middle.
            next = next > low && next < high ? next : 0.5 * (low + high);
            if (Math.Abs(next - x) <= 1e-15 * x)
                return next;
            x = next;
        }

        return x;
    }

    /// <summary>The distribution function and its derivative at x in (0, 1).</summary>
    private static (double Below, double Density) Cumulative(double x, double a, double b)
    {
        // x^a (1 - x)^b / B(a, b), from the binomial probability as C. Loader writes it (Fast and accurate computation of binomial probabilities, 2000).
        var n = a + b;
        var exponent = Stirling(n) - Stirling(a) - Stirling(b) - Deviance(a, n * x) - Deviance(b, n * (1 - x));
        var front = Math.Exp(exponent) * Math.Sqrt(a * b / (2 * Math.PI * n));
        var below = x < (a + 1) / (n + 2) ? front * Fraction(x, a, b) / a : 1 - (front * Fraction(1 - x, b, a) / b);
        return (below, front / (x * (1 - x)));
    }

    /// <summary>ln Gamma(z + 1) less Stirling's formula.</summary>
    private static double Stirling(double z)
    {
        if (z < 16)
            return SpecialFunctions.GammaLn(z + 1) - ((z + 0.5) * Math.Log(z)) + z - (0.5 * Math.Log(2 * Math.PI));
        var s = 1 / (z * z);
        return ((1 / 12.0) - (s * ((1 / 360.0) - (s * ((1 / 1260.0) - (s * ((1 / 1680.0) - (s * ((1 / 1188.0) - (s * 691 / 360360.0)))))))))) / z;
    }

    /// <summary>x ln(x / m) + m - x.</summary>
    private static double Deviance(double x, double m) => m * Significance.Excess((x - m) / m);

    /// <summary>The continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8), by the method of Lentz.</summary>
    private static double Fraction(double x, double a, double b)
    {
        const double tiny = 1e-300;
        var (c, d) = (1.0, 1 / NotZero(1 - ((a + b) * x / (a + 1))));
        var value = d;
        for (var m = 1; m < 100_000; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            value *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            value *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-16)
                break;
        }

        return value;

        static double NotZero(double term) => Math.Abs(term) < tiny ? tiny : term;
    }
}
