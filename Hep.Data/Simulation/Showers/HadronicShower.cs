namespace Hep.Data.Showers;

/// <summary>
/// Showers of charged pions after the picture of GFLASH (G. Grindhammer, M. Rudowicz, S. Peters, NIM A 290 (1990) 469): ionisation until the first interaction, then an electromagnetic part of neutral pions and a
/// hadronic part, whose depth profile is that of R. K. Bock et al., NIM 186 (1981) 533, in interaction lengths.
/// </summary>
/// <param name="options">The medium.</param>
/// <param name="calorimeter">Takes the energy.</param>
/// <param name="photon">Makes the shower of a photon: energy, axis, random numbers.</param>
internal sealed class HadronicShower(ShowerToyOptions options, SpotCalorimeter calorimeter, Action<double, ShowerAxis, SplitMix64> photon)
{
    // R. Wigmans, Calorimetry (2000), section 2.3: <f_em> = 1 - (E/E0)^(k-1) for pions in lead.
    private const double EmScale = 1.3;
    private const double EmPower = 0.82;

    // Sums of the parameters of Beta distributions: a spread of 0.2 of f_em at 50 GeV, and of 0.1 of what binding takes.
    private const double EmSum = 5;
    private const double BindingSum = 20;

    private const double TransverseMomentum = 0.35;
    private const double SpotsPerGeV = 100;

    /// <summary>Makes the shower of a pion.</summary>
    public void Make(double energy, ShowerAxis axis, SplitMix64 random)
    {
        var start = random.Exponential(options.InteractionLength);
        var left = energy - calorimeter.Ionise(options.Ionisation, axis, Math.Min(start, calorimeter.End), random);
        if (start >= calorimeter.End || left <= 0)
            return;
        var mean = Math.Clamp(1 - Math.Pow(left / EmScale, EmPower - 1), 0.1, 0.9);
        var electromagnetic = left * random.Share(mean, EmSum);
        NeutralPions(electromagnetic, axis.From(start), random);
        var bound = options.BindingShare > 0 ? random.Share(options.BindingShare, BindingSum) : 0;
        Hadrons((left - electromagnetic) * (1 - bound), left, axis.From(start), random);
    }

    // Each takes a share of what the earlier ones have left, and goes off the axis by its transverse momentum.
    private void NeutralPions(double energy, ShowerAxis axis, SplitMix64 random)
    {
        var count = 1 + random.Poisson(Math.Log(1 + energy));
        for (var i = count; i >= 1; i--)
        {
            var own = i == 1 ? energy : energy * (1 - Math.Pow(1 - random.Uniform(), 1.0 / (i - 1)));
            energy -= own;
            if (own <= 0)
                continue;
            var slope = Math.Min(1, TransverseMomentum / own);
            var away = axis with { SlopeX = axis.SlopeX + (slope * random.Normal()), SlopeY = axis.SlopeY + (slope * random.Normal()) };
            var share = random.Uniform();
            photon(share * own, away, random);
            photon((1 - share) * own, away, random);
        }
    }

    private void Hadrons(double energy, double pion, ShowerAxis axis, SplitMix64 random)
    {
        if (energy <= 0)
            return;
        var log = Math.Log(Math.Max(1, pion));
        var alpha = Math.Max(0.6, (0.62 + (0.32 * log)) * Math.Exp(0.3 * random.Normal()));
        var beta = (0.91 - (0.02 * log)) * Math.Exp(0.2 * random.Normal());
        var width = options.InteractionLength * Math.Exp(0.4 * random.Normal());
        var spots = 1 + random.Poisson(SpotsPerGeV * energy);
        calorimeter.Deposit(energy, axis, new ShowerShape(alpha, beta), options.InteractionLength, spots, Radial, random);

        RadialProfile Radial(double depth) => new(width * (0.05 + (0.05 * depth)), width * (0.2 + (0.1 * depth)), 0.5);
    }
}
