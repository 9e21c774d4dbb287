namespace Hep.Training.Tracking;

/// <summary>
/// Fits the scales s_0 and s_1 of residuals r that spread by S^2 = (A s_0)^2 + (D s_1)^2: the largest likelihood of Cauchy's distribution with the half width S, which hits that were not left by the particle hardly
/// move. The scale of a Gaussian is its half width over 0.612, the median half width of the two.
/// </summary>
internal static class ScaleFit
{
    // Where the likelihood of Cauchy's distribution is largest for Gaussian residuals of unit width.
    private const double HalfWidthOfGaussian = 0.6120;
    private const int Rounds = 30;
    private const double Precision = 1e-4;

    /// <summary>Fits.</summary>
    /// <param name="residuals">r, [N].</param>
    /// <param name="resolution">A, [N].</param>
    /// <param name="scattering">D, [N].</param>
    /// <returns>s_0 and s_1, both above 0.</returns>
    public static double[] Fit(double[] residuals, double[] resolution, double[] scattering)
    {
        double[] typical = [.. residuals.Select((value, i) => Math.Abs(value) / resolution[i]).Where(value => value > 0 && double.IsFinite(value)).Order()];
        var start = typical.Length == 0 ? 1 : typical[typical.Length / 2];
        var (first, second) = (Math.Log(start), Math.Log(start) - 1);
        for (var round = 0; round < Rounds; round++)
        {
            var (before1, before2) = (first, second);
            first = Smallest(log => Loss(log, second), first);
            second = Smallest(log => Loss(first, log), second);
            if (Math.Abs(first - before1) + Math.Abs(second - before2) < Precision)
                break;
        }

        return [Math.Exp(first) / HalfWidthOfGaussian, Math.Exp(second) / HalfWidthOfGaussian];

        double Loss(double log1, double log2)
        {
            var (square1, square2, sum) = (Math.Exp(2 * log1), Math.Exp(2 * log2), 0.0);
            for (var i = 0; i < residuals.Length; i++)
            {
                var scale = (resolution[i] * resolution[i] * square1) + (scattering[i] * scattering[i] * square2);
                if (double.IsFinite(scale) && double.IsFinite(residuals[i]))
                    sum += Math.Log(1 + (residuals[i] * residuals[i] / scale)) + (0.5 * Math.Log(scale));
            }

            return sum;
        }
    }

    // Golden section around a place.
    private static double Smallest(Func<double, double> loss, double around)
    {
        const double Reach = 3;
        var ratio = (Math.Sqrt(5) - 1) / 2;
        var (low, high) = (around - Reach, around + Reach);
        var (a, b) = (high - (ratio * (high - low)), low + (ratio * (high - low)));
        var (atA, atB) = (loss(a), loss(b));
        while (high - low > Precision)
        {
            if (atA < atB)
            {
                (high, b, atB) = (b, a, atA);
                a = high - (ratio * (high - low));
                atA = loss(a);
            }
            else
            {
                (low, a, atA) = (a, b, atB);
                b = low + (ratio * (high - low));
                atB = loss(b);
            }
        }

        return 0.5 * (low + high);
    }
}
