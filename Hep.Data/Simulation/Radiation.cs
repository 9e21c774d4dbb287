namespace Hep.Data;

/// <summary>The jets that are radiated along with a process, and recoil against it. GeV and rad.</summary>
internal readonly record struct Radiation
{
    /// <summary>The most jets of a collision.</summary>
    public const int Most = 10;

    /// <summary>What is too soft for a jet is not resolved, and spreads as a normal distribution in x and y with this width, GeV.</summary>
    public const double SoftSpread = 9.5;

    /// <summary>How far the jets follow the boost of the whole along the beams.</summary>
    public const double Follow = 0.35;

    private const int Power = 7;

    // Radiated jets begin at this transverse momentum.
    private const double LowestPt = 18;

    /// <summary>The chance of a further jet.</summary>
    public required double Ratio { get; init; }

    /// <summary>The scale of the jets' transverse momenta, GeV.</summary>
    public required double Hardness { get; init; }

    /// <summary>The spread of the jets' pseudorapidity.</summary>
    public required double Spread { get; init; }

    /// <summary>A collision's jets. A further one has the same chance each time (staircase scaling; S. D. Ellis, R. Kleiss, W. J. Stirling, Phys. Lett. B 154 (1985) 435).</summary>
    /// <param name="rapidity">The rapidity of what recoils.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="jets">Takes the jets, [<see cref="Most"/>] or more.</param>
    /// <returns>How many there are.</returns>
    public int Radiate(double rapidity, SplitMix64 random, Span<FourVector> jets)
    {
        var count = 0;
        var scale = Scale(random);
        while (count < Most && random.Uniform() < Ratio)
            jets[count++] = Jet(LowestPt + random.Exponential(scale), (Follow * rapidity) + (Spread * random.Normal()), random);
        return count;
    }

    /// <summary>A jet without mass at a random azimuth.</summary>
    public static FourVector Jet(double pt, double eta, SplitMix64 random) => FourVector.FromPtEtaPhi(pt, eta, random.Uniform(-Math.PI, Math.PI));

    /// <summary>
    /// The mean excess of this collision's jets over the lowest momentum. Its inverse has a gamma distribution, so that a hard jet comes with
    /// hard jets, and all of them together fall as a power: (1 + (pT - lowest) / (7 hardness))^-8.
    /// </summary>
    public double Scale(SplitMix64 random)
    {
        var sum = 0.0;
        for (var i = 0; i < Power; i++)
            sum += random.Exponential(1);
        return Hardness * Power / sum;
    }
}
