namespace Hep.Data;

/// <summary>
/// The mass of a tau pair from its visible decay products and the missing transverse momentum: a small relative of the missing mass
/// calculator (A. Elagin et al., arXiv:1012.4686). The neutrinos go along their tau's visible part; the visible fractions x1 (to lepton) and
/// x2 (to hadrons) are scanned, each pair weighted with its decay probability and with how well its neutrinos explain the
/// missing momentum; the estimate is the weighted mean of log m, m = m_vis / sqrt(x1 x2).
/// </summary>
internal static class MassEstimate
{
    private const int Steps = 14;

    // No pair of fractions explains the missing momentum with a chi square this low (two degrees of freedom): no solution.
    private const double WorstChiSquare = 6;
    private const double Negligible = 20;

    // The visible fraction, and the neutrinos' momentum in units of the visible one.
    private static readonly (double X, double Neutrinos)[] Fractions =
        [.. Enumerable.Range(0, Steps).Select(i => (i + 0.5) / Steps).Select(x => (x, (1 / x) - 1))];

    private static readonly double[] Logs = [.. Fractions.Select(f => Math.Log(f.X))];
    private static readonly double[] Priors = [.. Fractions.Select(f => 5 - (9 * f.X * f.X) + (4 * f.X * f.X * f.X))];

    /// <param name="lepton">The lepton's momentum.</param>
    /// <param name="tau">The momentum of the hadronic tau's visible part.</param>
    /// <param name="metX">Missing momentum in x, GeV.</param>
    /// <param name="metY">Missing momentum in y, GeV.</param>
    /// <param name="resolution">The resolution of each of its components, GeV.</param>
    /// <returns>The mass in GeV; <see cref="HiggsChallenge.Undefined"/> where there is no solution.</returns>
    public static double Of(FourVector lepton, FourVector tau, double metX, double metY, double resolution)
    {
        var (sum, logs, best) = (0.0, 0.0, double.PositiveInfinity);
        var scale = 1 / (resolution * resolution);
        for (var i = 0; i < Steps; i++)
        {
            var (x1, neutrinos1) = Fractions[i];
            var restX = metX - (neutrinos1 * lepton.Px);
            var restY = metY - (neutrinos1 * lepton.Py);
            for (var j = 0; j < Steps; j++)
            {
                var (x2, neutrinos2) = Fractions[j];
                var dx = restX - (neutrinos2 * tau.Px);
                var dy = restY - (neutrinos2 * tau.Py);
                var chiSquare = ((dx * dx) + (dy * dy)) * scale;
                best = Math.Min(best, chiSquare);
                if (chiSquare > Negligible)
                    continue;

                // Momenta fall steeply: the parent of a soft visible part is rarer than its decay. x^2 stands for that.
                var weight = Priors[i] * x1 * x1 * x2 * x2 * Math.Exp(-chiSquare / 2);
                sum += weight;
                logs -= weight * (Logs[i] + Logs[j]);
            }
        }

        return best <= WorstChiSquare ? (lepton + tau).Mass * Math.Exp(logs / sum / 2) : HiggsChallenge.Undefined;
    }
}
