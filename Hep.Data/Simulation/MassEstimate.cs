namespace Hep.Data;

/// <summary>
/// The toy's estimator of the mass of a tau pair, which stands for the missing mass calculator: the collinear mass, averaged over the resolution of
/// the missing momentum. The neutrinos go along their tau's visible part, so that m = m_vis / sqrt(x1 x2) with the visible fractions x1
/// (to lepton) and x2 (to hadrons) (R. K. Ellis et al., Nucl. Phys. B 297 (1988) 221). Where taus are back to back that alone has no solution, or a
/// wild one; therefore the fractions are scanned, each pair weighted with its decay probability and with how well its neutrinos explain
/// the missing momentum, as the calculator does it (A. Elagin et al., arXiv:1012.4686); the estimate is the weighted mean of log m.
/// </summary>
internal static class MassEstimate
{
    private const int Steps = 14;

    // No pair of fractions explains the missing momentum with a chi square this low (two degrees of freedom): no solution, for as many
    // events of W + jets as in the real sample (a third).
    private const double WorstChiSquare = 14;
    private const double Negligible = 20;

    // Of each component of the missing momentum, in units of the square root of the sum of transverse energies, sqrt(GeV).
    private const double Resolution = 1.05;

    // The visible fraction, and the neutrinos' momentum in units of the visible one.
    private static readonly (double X, double Neutrinos)[] Fractions =
        [.. Enumerable.Range(0, Steps).Select(i => (i + 0.5) / Steps).Select(x => (x, (1 / x) - 1))];

    private static readonly double[] Logs = [.. Fractions.Select(f => Math.Log(f.X))];
    private static readonly double[] Priors = [.. Fractions.Select(f => TauDecay.LeptonicDensity(f.X))];

    /// <param name="e">The measured objects.</param>
    /// <returns>The mass in GeV; <see cref="HiggsChallenge.Undefined"/> where there is no solution.</returns>
    public static double Of(in HiggsObjects e)
    {
        var (lepton, tau) = (e.Lepton.Vector, e.Tau.Vector);
        var (metX, metY) = (e.Met * Math.Cos(e.MetPhi), e.Met * Math.Sin(e.MetPhi));
        var resolution = Resolution * Math.Sqrt(e.SumEt);
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
