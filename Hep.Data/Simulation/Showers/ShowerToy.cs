namespace Hep.Data.Showers;

/// <summary>
/// Parametrised showers in a calorimeter of layers: longitudinal profiles with correlated fluctuations and two-component radial ones (G. Grindhammer, S. Peters, hep-ex/0001020), photons that convert late, and pions with a hadronic shower.
/// docs/shower_toy.md has parameters, distributions and what it has not. Numbers of this toy are not physics results. May be used by several threads.
/// </summary>
public sealed class ShowerToy
{
    private const int Chunk = 64;

    /// <summary>A simulation.</summary>
    /// <param name="options">What it makes.</param>
    /// <exception cref="ArgumentException">A number is outside its range; the message names it, and what was expected.</exception>
    public ShowerToy(ShowerToyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        Options = options;
    }

    /// <summary>What it makes.</summary>
    public ShowerToyOptions Options { get; }

    /// <summary>Makes showers with energies from the flat spectrum, on several threads.</summary>
    /// <param name="count">The number of showers.</param>
    /// <param name="seed">The seed: shower number i depends on it and on i alone, so that a sample may be made in parts, and a longer one begins with the shorter one.</param>
    /// <param name="first">The number of the first shower.</param>
    /// <param name="threads">The most threads; 0: one a core.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of showers is not positive, or more than fit into an array.</exception>
    public ShowerSet Generate(int count, ulong seed, long first = 0, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var set = new ShowerSet(Options.Geometry, count, Origin(seed));
        Fill(set, seed, first, threads, isDrawn: true);
        return set;
    }

    /// <summary>Makes showers of given energies, on several threads.</summary>
    /// <param name="energies">The energies, GeV, from 0.5 to 10,000.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="first">The number of the first shower.</param>
    /// <param name="threads">The most threads; 0: one a core.</param>
    /// <exception cref="ArgumentException">An energy is outside of the range.</exception>
    public ShowerSet Generate(ReadOnlySpan<float> energies, ulong seed, long first = 0, int threads = 0)
    {
        foreach (var energy in energies)
            ShowerToyOptions.CheckEnergy(energy);
        var set = new ShowerSet(Options.Geometry, energies.Length, Origin(seed));
        energies.CopyTo(set.Energies);
        Fill(set, seed, first, threads, isDrawn: false);
        return set;
    }

    private string Origin(ulong seed) => FormattableString.Invariant($"simulation of showers ({Options.Particle}), seed {seed}");

    private void Fill(ShowerSet set, ulong seed, long first, int threads, bool isDrawn)
    {
        var limit = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount };
        Parallel.For(0, (set.Count + Chunk - 1) / Chunk, limit, () => new ShowerMaker(Options, set), (chunk, _, maker) =>
        {
            for (var i = chunk * Chunk; i < Math.Min(set.Count, (chunk + 1) * Chunk); i++)
                maker.Make(EventStream.Of(seed, (ulong)(first + i)), set, i, isDrawn);
            return maker;
        }, static _ => { });
    }
}
