namespace Hep.Evaluation;

/// <summary>Discovery significances of a counting experiment.</summary>
public static class Significance
{
    /// <summary>The regularisation b_reg of the Higgs boson machine-learning challenge.</summary>
    public const double ChallengeRegularisation = 10.0;

    /// <summary>
    /// The approximate median significance AMS = sqrt(2 ((s + b + b_reg) ln(1 + s / (b + b_reg)) - s)) (Adam-Bourdarios et al., The Higgs
    /// boson machine learning challenge, JMLR W&amp;CP 42 (2015) 19, eq. 7; without b_reg, Cowan et al., Eur. Phys. J. C 71 (2011) 1554,
    /// eq. 97), with the error propagated from the statistical errors of s and b.
    /// A signal that is not positive has significance 0; a background with b + b_reg not positive has none (NaN).
    /// </summary>
    /// <param name="signal">The expected signal yield s.</param>
    /// <param name="background">The expected background yield b.</param>
    /// <param name="regularisation">The constant b_reg added to the background; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The regularisation is negative or not finite.</exception>
    public static Estimate Ams(Estimate signal, Estimate background, double regularisation = ChallengeRegularisation)
    {
        if (!double.IsFinite(regularisation) || regularisation < 0)
            throw new ArgumentOutOfRangeException(nameof(regularisation), regularisation, "the regularisation of the background is finite and not negative");
        var (s, b) = (signal.Value, background.Value + regularisation);
        if (!(b > 0))
            return new Estimate(double.NaN, double.NaN);
        if (!(s > 0))
            return new Estimate(0, double.NaN);

        var x = s / b;
        var significance = Math.Sqrt(2 * b * Excess(x));
        var bySignal = Math.Log(1 + x) / significance;
        var byBackground = (Math.Log(1 + x) - x) / significance;
        return new Estimate(significance, double.Hypot(bySignal * signal.Error, byBackground * background.Error));
    }

    /// <summary>(1 + x) ln(1 + x) - x, by its series where the terms cancel.</summary>
    private static double Excess(double x)
    {
        if (x > 0.1)
            return ((1 + x) * Math.Log(1 + x)) - x;
        var (sum, power) = (0.0, x);
        for (var k = 2; k < 20; k++)
        {
            power *= x;
            sum += (k % 2 == 0 ? power : -power) / (k * (k - 1.0));
        }

        return sum;
    }
}
