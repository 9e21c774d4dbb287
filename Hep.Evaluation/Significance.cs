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
        return Asimov(signal, background with { Value = background.Value + regularisation });
    }

    /// <summary>
    /// The median discovery significance of a counting experiment with an uncertain background, from the Asimov data set (Cowan, Discovery
    /// sensitivity for a counting experiment with background uncertainty, 2012, eq. 20): Z^2 = 2 ((s + b) ln((s + b)(b + v) / (b^2 + (s + b) v)) - b^2 / v
    /// ln(1 + v s / (b (b + v)))) with v = (f b)^2; without uncertainty Z^2 = 2 ((s + b) ln(1 + s / b) - s) (Cowan et al., Eur. Phys. J. C 71 (2011)
    /// 1554, eq. 97). The error is propagated from the statistical errors of s and b.
    /// A signal that is not positive has significance 0; a background that is not positive has none (NaN).
    /// </summary>
    /// <param name="signal">The expected signal yield s.</param>
    /// <param name="background">The expected background yield b.</param>
    /// <param name="relativeUncertainty">The systematic uncertainty f of the background, as a fraction of it; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The uncertainty is negative or not finite.</exception>
    public static Estimate Asimov(Estimate signal, Estimate background, double relativeUncertainty = 0)
    {
        var (s, b, variance) = (signal.Value, background.Value, Variance(background, relativeUncertainty));
        if (!(b > 0))
            return new Estimate(double.NaN, double.NaN);
        if (!(s > 0))
            return new Estimate(0, double.NaN);

        // The likelihood ratio as two deviances, of the count and of the side measurement of the background that has the uncertainty: neither
        // cancels. Without signal the background is fitted to be larger by this much.
        var shift = s * variance / (b + variance);
        var fitted = b + shift;
        var square = fitted * Excess((s - shift) / fitted);
        if (variance > 0)
            square += b * fitted / variance * Excess(-shift / fitted);
        var significance = Math.Sqrt(2 * square);
        var bySignal = Math.Log(1 + ((s - shift) / fitted)) / significance;
        var byBackground = bySignal - (s / (b + variance) / significance);
        return new Estimate(significance, double.Hypot(bySignal * signal.Error, byBackground * background.Error));
    }

    /// <summary>
    /// The significance in the limit of a small signal, s / sqrt(b + (f b)^2), with the error propagated from the statistical errors of s and b. It is too
    /// large where s is not much smaller than b. A background that is not positive has none (NaN).
    /// </summary>
    /// <param name="signal">The expected signal yield s.</param>
    /// <param name="background">The expected background yield b.</param>
    /// <param name="relativeUncertainty">The systematic uncertainty f of the background, as a fraction of it; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The uncertainty is negative or not finite.</exception>
    public static Estimate SignalOverRoot(Estimate signal, Estimate background, double relativeUncertainty = 0)
    {
        var variance = Variance(background, relativeUncertainty);
        if (!(background.Value > 0))
            return new Estimate(double.NaN, double.NaN);
        var square = background.Value + variance;
        var root = Math.Sqrt(square);
        var byBackground = -signal.Value * (0.5 + (variance / background.Value)) / (square * root);
        return new Estimate(signal.Value / root, double.Hypot(signal.Error / root, byBackground * background.Error));
    }

    private static double Variance(Estimate background, double relativeUncertainty)
    {
        if (!double.IsFinite(relativeUncertainty) || relativeUncertainty < 0)
            throw new ArgumentOutOfRangeException(nameof(relativeUncertainty), relativeUncertainty, "the uncertainty of the background is finite and not negative");
        return relativeUncertainty * relativeUncertainty * background.Value * background.Value;
    }

    /// <summary>(1 + x) ln(1 + x) - x, by its series where the terms cancel.</summary>
    internal static double Excess(double x)
    {
        if (Math.Abs(x) > 0.1)
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
