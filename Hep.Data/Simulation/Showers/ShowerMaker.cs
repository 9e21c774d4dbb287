namespace Hep.Data.Showers;

/// <summary>Makes showers one by one, on one thread.</summary>
internal sealed class ShowerMaker
{
    // The mean free path of a photon before it makes a pair, in X0.
    private const double PairLength = 9.0 / 7;

    // Of the share that is lost: the shape of its Gamma distribution.
    private const double LostShape = 2;

    private readonly ShowerToyOptions options;
    private readonly SpotCalorimeter calorimeter;
    private readonly ElectromagneticShape shapes;
    private readonly HadronicShower hadronic;
    private readonly double spotsOfOne;

    public ShowerMaker(ShowerToyOptions options, ShowerSet set)
    {
        this.options = options;
        calorimeter = new SpotCalorimeter(options, set);
        shapes = new ElectromagneticShape(options);
        hadronic = new HadronicShower(options, calorimeter, Photon);
        spotsOfOne = 93 * Math.Log(options.AtomicNumber);
    }

    /// <summary>Makes a shower; its energy is in the set already, or drawn.</summary>
    /// <param name="random">Its random numbers.</param>
    /// <param name="set">Where it goes.</param>
    /// <param name="index">Its place there.</param>
    /// <param name="isDrawn">Whether the energy is drawn from the spectrum.</param>
    public void Make(SplitMix64 random, ShowerSet set, int index, bool isDrawn)
    {
        if (isDrawn)
            set.Energies[index] = (float)random.Uniform(options.MinimumEnergy, options.MaximumEnergy);
        var energy = (double)set.Energies[index];
        calorimeter.Begin(set, index, Math.Max(0, 1 + (options.ConstantTerm * random.Normal())));
        var axis = new ShowerAxis(options.BeamSpread * random.Normal(), options.BeamSpread * random.Normal(), 0);
        if (options.Particle == ShowerParticle.Pion)
            hadronic.Make(energy, axis, random);
        else if (options.Particle == ShowerParticle.Photon)
            Photon(Deposited(energy, random), axis, random);
        else
            Electron(Deposited(energy, random), axis, random);
    }

    private double Deposited(double energy, SplitMix64 random) =>
        options.LostShare > 0 ? energy * Math.Max(0, 1 - (options.LostShare * random.Gamma(LostShape) / LostShape)) : energy;

    private void Electron(double energy, ShowerAxis axis, SplitMix64 random)
    {
        var shape = shapes.Draw(energy, random);
        var maximum = shape.Maximum;
        var spots = Math.Max(1, (int)Math.Round(spotsOfOne * Math.Pow(energy, 0.876)));
        calorimeter.Deposit(energy, axis, shape, options.RadiationLength, spots, depth => RadialProfile.Electromagnetic(energy, depth / maximum, options), random);
    }

    // A pair whose energies are shared evenly: two showers where it is made.
    private void Photon(double energy, ShowerAxis axis, SplitMix64 random)
    {
        var z = axis.Z + random.Exponential(PairLength * options.RadiationLength);
        var share = random.Uniform(0.001, 0.999);
        if (z >= calorimeter.End)
            return;
        Electron(share * energy, axis.From(z), random);
        Electron((1 - share) * energy, axis.From(z), random);
    }
}
