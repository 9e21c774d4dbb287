using Hep.Data;
using Hep.Data.Jets;

namespace Hep.Benchmarks.Jets;

/// <summary>One kind of work on sets of N particles; the peer knows it by the same words.</summary>
/// <param name="Name">An algorithm with R = 1, or <c>Trim</c>: kt, R_sub = 0.2, f_cut = 0.05.</param>
/// <param name="Count">N.</param>
internal sealed record Work(string Name, int Count)
{
    private const int Sets = 64;

    public IReadOnlyList<FourVector[]> Events { get; } = [.. Enumerable.Range(0, Sets).Select(i => Jet(new SplitMix64((ulong)((1000 * Count) + i)), Count))];

    /// <summary>What is timed: the inclusive jets of one set, as a number that the peer must find too.</summary>
    public Func<FourVector[], int> Call()
    {
        if (Name == "Trim")
        {
            var trimming = new JetTrimming(JetAlgorithm.Kt, 0.2, 0.05);
            return particles => trimming.Trim(particles).Constituents.Count;
        }

        if (Name == "Shape")
            return particles => JetSubstructure.Of(particles, 1).Multiplicity;
        var definition = new JetDefinition(Enum.Parse<JetAlgorithm>(Name), 1);
        return particles => definition.Cluster(particles).Inclusive().Count;
    }

    /// <summary>A jet of two prongs in a thin rain of soft particles, all massless.</summary>
    private static FourVector[] Jet(SplitMix64 random, int count)
    {
        var particles = new FourVector[count];
        for (var i = 0; i < count; i++)
        {
            var prong = random.Below(3);
            particles[i] = prong == 2
                ? FourVector.FromPtEtaPhi(0.1 + random.Exponential(0.5), random.Uniform(-0.8, 0.8), random.Uniform(-0.8, 0.8))
                : FourVector.FromPtEtaPhi(0.1 + random.Exponential(250.0 / count), (0.3 * prong) + (0.1 * random.Normal()), (0.2 * prong) + (0.1 * random.Normal()));
        }

        return particles;
    }
}
