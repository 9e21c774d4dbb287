namespace Hep.Data;

/// <summary>
/// The mass of a tau pair from its visible decay products and the missing transverse momentum: a small relative of the missing mass
/// calculator (A. Elagin et al., arXiv:1012.4686). The neutrinos go along their tau's visible part; the visible fractions x1 (to lepton) and
/// x2 (to hadrons) are scanned, each pair weighted with its decay probability and with how well its neutrinos explain the
/// missing momentum; the estimate is the weighted mean of log m, m = m_vis / sqrt(x1 x2).
/// </summary>
internal static class MassEstimate
{
    private const int Steps = 16;

    // No pair of fractions explains the missing momentum within this many standard deviations: no solution.
    private const double WorstChiSquare = 6;

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
            var x1 = (i + 0.5) / Steps;
            var prior = 5 - (9 * x1 * x1) + (4 * x1 * x1 * x1);
            var leptonNeutrinos = (1 / x1) - 1;
            for (var j = 0; j < Steps; j++)
            {
                var x2 = (j + 0.5) / Steps;
                var tauNeutrino = (1 / x2) - 1;
                var dx = metX - (leptonNeutrinos * lepton.Px) - (tauNeutrino * tau.Px);
                var dy = metY - (leptonNeutrinos * lepton.Py) - (tauNeutrino * tau.Py);
                var chiSquare = ((dx * dx) + (dy * dy)) * scale;
                best = Math.Min(best, chiSquare);
                if (chiSquare > 25)
                    continue;

                // Momenta fall steeply: the parent of a soft visible part is rarer than its decay. x^2 stands for that.
                var weight = prior * x1 * x1 * x2 * x2 * Math.Exp(-chiSquare / 2);
                sum += weight;
                logs -= weight * Math.Log(x1 * x2);
            }
        }

        return best <= WorstChiSquare ? (lepton + tau).Mass * Math.Exp(logs / sum / 2) : HiggsChallenge.Undefined;
    }
}
