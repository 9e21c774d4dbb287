using Hep.Data;
using Hep.Data.Jets;
using Xunit;

namespace Hep.Tests.Data.Jets;

/// <summary>What holds for every sequential recombination: definition, symmetries, safety, conservation.</summary>
public sealed class ClusteringTests
{
    private const int Events = 20;

    public static TheoryData<JetAlgorithm, double> Definitions
    {
        get
        {
            var data = new TheoryData<JetAlgorithm, double>();
            foreach (var algorithm in Enum.GetValues<JetAlgorithm>())
            {
                data.Add(algorithm, 0.4);
                data.Add(algorithm, 1.0);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Jets_are_those_of_the_definition(JetAlgorithm algorithm, double r)
    {
        var definition = new JetDefinition(algorithm, r);
        for (ulong seed = 0; seed < Events; seed++)
        {
            var particles = JetToy.Event(seed, 10 + (int)(3 * seed));
            Assert.Equal(DefinitionByTheLetter.Inclusive(definition, particles), Sets(definition.Cluster(particles).Inclusive()));
        }
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Every_particle_is_in_one_jet_and_momentum_is_conserved(JetAlgorithm algorithm, double r)
    {
        for (ulong seed = 0; seed < Events; seed++)
        {
            var particles = JetToy.Event(seed, 77);
            var jets = new JetDefinition(algorithm, r).Cluster(particles).Inclusive();
            Assert.Equal(Enumerable.Range(0, particles.Length), jets.SelectMany(jet => jet.Constituents).Order());
            Assert.Equal(jets.Select(jet => jet.Momentum.Pt).OrderDescending(), jets.Select(jet => jet.Momentum.Pt));
            AssertNear(Sum(particles), Sum(jets.Select(jet => jet.Momentum)), 1e-12);
            foreach (var jet in jets)
                AssertNear(Sum(jet.Particles.ToArray()), jet.Momentum, 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Rotations_boosts_and_the_order_of_particles_change_no_jet(JetAlgorithm algorithm, double r)
    {
        var definition = new JetDefinition(algorithm, r);
        for (ulong seed = 0; seed < Events; seed++)
        {
            var particles = JetToy.Event(seed, 60);
            var expected = definition.Cluster(particles).Inclusive();
            foreach (var change in new Func<FourVector, FourVector>[] { p => JetToy.Rotated(p, 1 + seed), p => JetToy.BoostedAlongZ(p, 0.2 * (seed - 9.5)) })
            {
                var found = definition.Cluster([.. particles.Select(change)]).Inclusive();
                Assert.Equal(Sets(expected), Sets(found));
                foreach (var (before, after) in expected.Zip(found))
                    AssertNear(change(before.Momentum), after.Momentum, 1e-10);
            }

            var order = Enumerable.Range(0, particles.Length).ToArray();
            new Random((int)seed).Shuffle(order);
            var shuffled = definition.Cluster([.. order.Select(i => particles[i])]).Inclusive();
            Assert.Equal(Sets(expected), [.. shuffled.Select(jet => jet.Constituents.Select(i => order[i]).Order().ToArray()).OrderBy(set => set[0])]);
        }
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Soft_particles_change_no_hard_jet(JetAlgorithm algorithm, double r)
    {
        var definition = new JetDefinition(algorithm, r);
        var gathered = 0;
        for (ulong seed = 0; seed < Events; seed++)
        {
            var particles = JetToy.Event(seed, 50);
            var random = new SplitMix64(1000 + seed);
            var soft = Enumerable.Range(0, 10).Select(_ => FourVector.FromPtEtaPhi(1e-9, random.Uniform(-3, 3), random.Uniform(-Math.PI, Math.PI)));
            var expected = definition.Cluster(particles).Inclusive(1e-5);
            var found = definition.Cluster([.. particles, .. soft]).Inclusive(1e-5);
            Assert.Equal(Sets(expected), [.. found.Select(jet => jet.Constituents.Where(i => i < particles.Length).ToArray()).OrderBy(set => set[0])]);
            gathered += found.Sum(jet => jet.Constituents.Count(i => i >= particles.Length));
        }

        Assert.True(gathered > Events);
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void A_particle_that_splits_in_its_direction_changes_no_jet(JetAlgorithm algorithm, double r)
    {
        var definition = new JetDefinition(algorithm, r);
        for (ulong seed = 0; seed < Events; seed++)
        {
            var particles = JetToy.Event(seed, 50);
            var random = new SplitMix64(1000 + seed);
            var (which, z) = (random.Below(50), random.Uniform(0.05, 0.95));
            FourVector[] split = [.. particles[..which], z * particles[which], .. particles[(which + 1)..], (1 - z) * particles[which]];
            var found = definition.Cluster(split).Inclusive();
            Assert.Equal(Sets(definition.Cluster(particles).Inclusive()), [.. found.Select(jet => jet.Constituents.Where(i => i < 50).ToArray()).OrderBy(set => set[0])]);
            Assert.Contains(which, found.Single(jet => jet.Constituents.Contains(50)).Constituents);
        }
    }

    [Theory]
    [InlineData(JetAlgorithm.Kt)]
    [InlineData(JetAlgorithm.CambridgeAachen)]
    public void Exclusive_jets_and_subjets_of_everything_are_the_same(JetAlgorithm algorithm)
    {
        // Within so large a radius all particles are one jet.
        var particles = JetToy.Event(3, 40);
        var clustering = new JetDefinition(algorithm, 1000).Cluster(particles);
        var jet = Assert.Single(clustering.Inclusive());
        foreach (var count in new[] { 1, 2, 3, 17, 40 })
        {
            Assert.Equal(count, clustering.Exclusive(count).Count);
            Assert.Equal(Sets(clustering.Exclusive(count)), Sets(jet.Subjets(count)));
        }
    }

    [Fact]
    public void Steps_are_a_binary_tree()
    {
        var clustering = new JetDefinition(JetAlgorithm.Kt, 0.7).Cluster(JetToy.Event(5, 90));
        var members = clustering.Steps.SelectMany(step => step.Second == ClusterStep.Beam ? [step.First] : new[] { step.First, step.Second }).ToArray();
        var made = Enumerable.Range(0, 90).Where(k => clustering.Steps[k].Second != ClusterStep.Beam).Select(k => 90 + k);
        Assert.Equal(Enumerable.Range(0, 90).Concat(made), members.Order());
        Assert.Equal(clustering.Inclusive().Count, clustering.Steps.Count(step => step.Second == ClusterStep.Beam));
    }

    private static int[][] Sets(IEnumerable<Jet> jets) => [.. jets.Select(jet => jet.Constituents.ToArray()).OrderBy(set => set[0])];

    private static FourVector Sum(IEnumerable<FourVector> momenta) => momenta.Aggregate((a, b) => a + b);

    private static void AssertNear(FourVector expected, FourVector found, double relative)
    {
        var tolerance = relative * expected.E;
        Assert.Equal(expected.Px, found.Px, tolerance);
        Assert.Equal(expected.Py, found.Py, tolerance);
        Assert.Equal(expected.Pz, found.Pz, tolerance);
        Assert.Equal(expected.E, found.E, tolerance);
    }
}
