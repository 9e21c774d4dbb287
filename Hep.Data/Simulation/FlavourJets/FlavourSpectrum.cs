namespace Hep.Data;

/// <summary>Flavour, transverse momentum and direction of a jet.</summary>
internal sealed class FlavourSpectrum(FlavourJetOptions options)
{
    private readonly double[] shares = [1 - options.CharmShare - options.BottomShare - options.TauShare, options.CharmShare, options.BottomShare, options.TauShare];
    private readonly double[] slopes = [options.LightSlope, options.CharmSlope, options.BottomSlope, options.TauSlope];

    public JetFlavour Flavour(SplitMix64 random) => (JetFlavour)Shares.Draw(shares, random);

    /// <summary>A massless jet.</summary>
    public FourVector Jet(JetFlavour flavour, SplitMix64 random) =>
        FourVector.FromPtEtaPhi(Pt(slopes[(int)flavour], random.Uniform()), Eta(flavour, random), random.Uniform(-Math.PI, Math.PI));

    // The inverse of the integral of exp(-pT / s) between the two ends.
    private double Pt(double slope, double u)
    {
        var span = Math.Exp((options.MinimumPt - options.MaximumPt) / slope);
        return Math.Min(options.MaximumPt, options.MinimumPt - (slope * Math.Log(1 - (u * (1 - span)))));
    }

    private double Eta(JetFlavour flavour, SplitMix64 random)
    {
        var centrality = flavour is JetFlavour.Bottom or JetFlavour.Tau ? options.Centrality : 0;
        while (true)
        {
            var x = random.Uniform(-1, 1);
            if (random.Uniform() < 1 - (centrality * x * x))
                return options.MaximumEta * x;
        }
    }
}
