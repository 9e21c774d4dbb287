namespace Hep.Data.Showers;

/// <summary>The regularised incomplete Gamma function P(a, x): how much of a shower lies in front of a depth.</summary>
internal static class GammaIntegral
{
    private const double Precision = 1e-12;
    private const int MostTerms = 10_000;

    // C. Lanczos (1964), g = 7, nine terms.
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>ln Γ(a) for a above 1/2.</summary>
    public static double LogGamma(double a)
    {
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++)
            sum += Lanczos[i] / (a - 1 + i);
        var t = a + 6.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((a - 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>P(a, x), by its series below a + 1 and by the continued fraction of 1 - P above (Abramowitz and Stegun 6.5.29, 6.5.31).</summary>
    /// <param name="a">Above 1/2.</param>
    /// <param name="x">The upper end.</param>
    /// <param name="logGamma">ln Γ(a).</param>
    public static double Lower(double a, double x, double logGamma)
    {
        if (x <= 0)
            return 0;
        var front = Math.Exp((a * Math.Log(x)) - x - logGamma);
        return x < a + 1 ? front * Series(a, x) : 1 - (front * Fraction(a, x));
    }

    private static double Series(double a, double x)
    {
        double term = 1 / a, sum = term;
        for (var n = 1; n < MostTerms && term > Precision * sum; n++)
            sum += term *= x / (a + n);
        return sum;
    }

    // J. E. Lentz, Applied Optics 15 (1976) 668.
    private static double Fraction(double a, double x)
    {
        var b = x + 1 - a;
        double c = double.MaxValue, d = 1 / b, value = d;
        for (var n = 1; n < MostTerms; n++)
        {
            var factor = -n * (n - a);
            b += 2;
            d = 1 / ((factor * d) + b);
            c = b + (factor / c);
            value *= d * c;
            if (Math.Abs((d * c) - 1) < Precision)
                break;
        }

        return value;
    }
}
