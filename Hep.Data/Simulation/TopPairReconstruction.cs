namespace Hep.Data;

/// <summary>
/// The top pair from measured objects: the neutrino by the mass of the W boson, and jets given to the two top quarks so that the masses fit best. Nothing
/// but what is measured goes in. Masses in GeV.
/// </summary>
/// <param name="Jj">The mass of the two jets of the hadronic W boson.</param>
/// <param name="Jjj">The mass of the hadronic top quark.</param>
/// <param name="Lnu">The mass of the leptonic W boson; that of the constraint wherever it can be met.</param>
/// <param name="Jlnu">The mass of the leptonic top quark.</param>
/// <param name="Wwbb">The mass of the pair.</param>
internal readonly record struct TopPairReconstruction(double Jj, double Jjj, double Lnu, double Jlnu, double Wwbb)
{
    private const double WMass = 80.38, TopMass = 172.7;

    // How well the masses are measured where all jets are given to their own top quarks.
    private const double WResolution = 11, HadronicResolution = 18, LeptonicResolution = 25;

    // What the chi square of a tagged jet in the W boson costs.
    private const double TagPenalty = 6;

    /// <summary>Reconstructs an event.</summary>
    public static TopPairReconstruction Of(in TopPairObjects e)
    {
        var w = e.Lepton + Neutrino(e.Lepton, e.MetX, e.MetY);
        var (best, least) = (default(TopPairReconstruction), double.PositiveInfinity);
        var all = w;
        foreach (var jet in e.Leading)
            all += jet.Momentum;
        for (var i = 0; i < TopPairObjects.Jets; i++)
        {
            var leptonicTop = (w + e.Leading[i].Momentum).Mass;
            for (var j = 0; j < TopPairObjects.Jets; j++)
            {
                if (i == j)
                    continue;
                var (first, second) = Others(i, j);
                var pair = e.Leading[first].Momentum + e.Leading[second].Momentum;
                var (hadronicW, hadronicTop) = (pair.Mass, (pair + e.Leading[j].Momentum).Mass);
                var chiSquare = Square((hadronicW - WMass) / WResolution) + Square((hadronicTop - TopMass) / HadronicResolution)
                    + Square((leptonicTop - TopMass) / LeptonicResolution)
                    + (e.Leading[first].IsTagged ? TagPenalty : 0) + (e.Leading[second].IsTagged ? TagPenalty : 0);
                if (chiSquare >= least)
                    continue;
                (best, least) = (new(hadronicW, hadronicTop, w.Mass, leptonicTop, all.Mass), chiSquare);
            }
        }

        return best;
    }

    /// <summary>
    /// The neutrino whose transverse momentum is the missing one and which makes a W boson of nominal mass with the lepton: of the two solutions the one with the
    /// smaller momentum along the beams; where there is none, the real part of the complex ones.
    /// </summary>
    public static FourVector Neutrino(FourVector lepton, double x, double y)
    {
        var (leptonPt2, neutrinoPt2) = ((lepton.Px * lepton.Px) + (lepton.Py * lepton.Py), (x * x) + (y * y));
        var mu = (WMass * WMass / 2) + (lepton.Px * x) + (lepton.Py * y);
        var middle = mu * lepton.Pz / leptonPt2;
        var discriminant = (middle * middle) - (((lepton.E * lepton.E * neutrinoPt2) - (mu * mu)) / leptonPt2);
        var pz = middle - (Math.CopySign(1, middle) * Math.Sqrt(Math.Max(0, discriminant)));
        return new FourVector(x, y, pz, Math.Sqrt(neutrinoPt2 + (pz * pz)));
    }

    // The two of four that are neither i nor j.
    private static (int First, int Second) Others(int i, int j)
    {
        var first = 0;
        while (first == i || first == j)
            first++;
        return (first, 6 - i - j - first);
    }

    private static double Square(double value) => value * value;
}
