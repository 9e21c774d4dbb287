using System.Collections.Concurrent;

namespace Hep.Data;

/// <summary>
/// A toy of boosted W → q q̄' against quarks and gluons as images of a calorimeter, after L. de Oliveira et al., arXiv:1511.05190: an angular-ordered shower, hadrons, cells,
/// pile-up if wanted, anti-kt jets, trimming, a window of transverse momentum and mass. docs/jet_toy.md has parameters and distributions.
/// <para>
/// What it has not: matrix elements, parton distributions, radiation of the initial state, an underlying event, spin correlations, the polarisation of W bosons, heavy quarks,
/// a magnetic field, tracks. Numbers of this toy are not physics results.
/// </para>
/// <para>May be used by several threads.</para>
/// </summary>
public sealed class JetImageToy
{
    /// <summary>The position of the second subjet of a jet that has only one.</summary>
    public const float Missing = -999;

    private const int Chunk = 256;

    /// <summary>A simulation.</summary>
    /// <param name="options">What it makes.</param>
    /// <exception cref="ArgumentException">A number is outside its range; the message names it, and what was expected.</exception>
    public JetImageToy(JetImageOptions options)
    {
        options.Check();
        Options = options;
    }

    /// <summary>
    /// What is known of a jet beyond its image, of the trimmed jet unless it says otherwise: pt, eta (pseudorapidity), phi, mass; tau1, tau2, tau21, girth, ptd and multiplicity as in
    /// <see cref="Jets.JetSubstructure"/>; the distance of its two leading subjets in rapidity and azimuth, 0 where there is one; where the subjets are, in rapidity and φ from
    /// the middle of the image, <see cref="Missing"/> for a second one that is not there; the mass before trimming.
    /// </summary>
    public static IReadOnlyList<CsvLayout.Feature> Columns { get; } =
    [
        new("pt", "GeV"), new("eta"), new("phi", "rad"), new("mass", "GeV"), new("tau1"), new("tau2"), new("tau21"), new("girth"), new("ptd"), new("multiplicity"),
        new("subjet_separation"), new("subjet1_eta"), new("subjet1_phi", "rad"), new("subjet2_eta"), new("subjet2_phi", "rad"), new("ungroomed_mass", "GeV"),
    ];

    /// <summary>What it makes.</summary>
    public JetImageOptions Options { get; }

    /// <summary>Makes jets, on several threads.</summary>
    /// <param name="count">The number of jets.</param>
    /// <param name="seed">The seed: jet number i depends on it and on i alone, so that a sample may be made in parts, and a longer one begins with the shorter one.</param>
    /// <param name="first">The number of the first jet.</param>
    /// <param name="threads">The most threads; 0: one a core.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of jets is not positive.</exception>
    /// <exception cref="InvalidDataException">The selection lets nothing through.</exception>
    public JetImageBatch Generate(int count, ulong seed, long first = 0, int threads = 0)
    {
        var batch = new JetImageBatch(count, Options.ImageSide);
        var faults = new ConcurrentQueue<InvalidDataException>();
        var chunks = (count + Chunk - 1) / Chunk;
        var limit = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount };
        Parallel.For(0, chunks, limit, () => new JetImageMaker(Options), (chunk, state, maker) =>
        {
            try
            {
                for (var i = chunk * Chunk; i < Math.Min(count, (chunk + 1) * Chunk); i++)
                    maker.Make(seed, (ulong)(first + i), batch, i);
            }
            catch (InvalidDataException refused)
            {
                faults.Enqueue(refused);
                state.Stop();
            }

            return maker;
        }, static _ => { });
        return faults.TryPeek(out var fault) ? throw fault : batch;
    }

    /// <summary>Makes jets into arrays that are there, on the caller's thread.</summary>
    /// <param name="batch">Takes as many jets as it has room for.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="first">The number of the first jet.</param>
    /// <exception cref="ArgumentException">The images have another size.</exception>
    /// <exception cref="InvalidDataException">The selection lets nothing through.</exception>
    public void Fill(JetImageBatch batch, ulong seed, long first = 0)
    {
        if (batch.Side != Options.ImageSide)
            throw new ArgumentException(FormattableString.Invariant($"the images have {batch.Side} x {batch.Side} cells; expected {Options.ImageSide} x {Options.ImageSide}, the {nameof(Options.ImageSide)} of the simulation"), nameof(batch));
        var maker = new JetImageMaker(Options);
        for (var i = 0; i < batch.Count; i++)
            maker.Make(seed, (ulong)(first + i), batch, i);
    }
}
