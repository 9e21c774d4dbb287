namespace Hep.Data.Jets;

/// <summary>A jet of a clustering.</summary>
public sealed class Jet
{
    private readonly JetClustering clustering;
    private readonly int member;
    private int[]? constituents;
    private FourVector[]? particles;

    internal Jet(JetClustering clustering, int member) => (this.clustering, this.member) = (clustering, member);

    /// <summary>The sum of its particles, GeV.</summary>
    public FourVector Momentum => clustering.Momentum(member);

    /// <summary>The numbers of its particles in the list that was clustered, rising.</summary>
    public IReadOnlyList<int> Constituents => Numbers;

    /// <summary>The four-momenta of its particles, in the order of <see cref="Constituents"/>.</summary>
    public ReadOnlySpan<FourVector> Particles => particles ??= [.. Numbers.Select(clustering.Momentum)];

    private int[] Numbers => constituents ??= clustering.Particles(member);

    /// <summary>The jet, taken apart at its last steps until <paramref name="count"/> are there.</summary>
    /// <param name="count">From 1 to the number of its particles.</param>
    /// <returns>Subjets of falling transverse momentum; together they have the jet's particles.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The jet has fewer particles, or <paramref name="count"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">The algorithm is anti-kt, whose last steps do not tell hard from soft.</exception>
    public IReadOnlyList<Jet> Subjets(int count) => clustering.Subjets(member, count, Numbers.Length);
}
