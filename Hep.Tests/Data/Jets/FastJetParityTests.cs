using Hep.Data;
using Hep.Data.Jets;
using Xunit;

namespace Hep.Tests.Data.Jets;

/// <summary>Jets, trimming and substructure are FastJet's.</summary>
public sealed class FastJetParityTests
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, GoldenJets.Events.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Inclusive_jets_are_FastJets(int number)
    {
        var golden = GoldenJets.Events[number];
        Assert.Equal(3, golden.Of("inclusive").Count());
        foreach (var section in golden.Of("inclusive"))
            GoldenJets.AssertSame(section, Plain(section.Definition.Cluster(golden.Particles).Inclusive(5)));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Exclusive_jets_are_FastJets(int number)
    {
        var golden = GoldenJets.Events[number];
        Assert.Equal(2, golden.Of("exclusive").Count());
        foreach (var section in golden.Of("exclusive"))
            GoldenJets.AssertSame(section, Plain(section.Definition.Cluster(golden.Particles).Exclusive((int)section.Number(3))));
    }

    [Fact]
    public void The_distance_of_every_step_is_FastJets()
    {
        var sections = GoldenJets.Events.SelectMany(golden => golden.Of("steps").Select(section => (golden.Particles, section))).ToArray();
        Assert.Equal(18, sections.Length);
        foreach (var (particles, section) in sections)
        {
            var expected = GoldenEvent.Numbers(section.Lines.Single());
            var found = section.Definition.Cluster(particles).Steps;
            Assert.Equal(expected.Length, found.Count);
            for (var i = 0; i < expected.Length; i++)
                Assert.Equal(1.0, found[i].Distance / expected[i], 1e-10);
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Subjets_are_FastJets(int number)
    {
        var golden = GoldenJets.Events[number];
        var jet = Hardest(golden);
        GoldenJets.AssertSame(golden.Of("hardest").Single(), Plain([jet]));
        var section = golden.Of("subjets").Single();
        var again = new JetDefinition(section.Algorithm, 1).Cluster(jet.Particles).Inclusive()[0];
        GoldenJets.AssertSame(section, again.Subjets((int)section.Number(2)).Select(s => (s.Momentum, s.Constituents.Select(i => jet.Constituents[i]))));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Trimmed_jets_are_FastJets(int number)
    {
        var golden = GoldenJets.Events[number];
        var jet = Hardest(golden);
        var section = golden.Of("trimmed").Single();
        var trimmed = new JetTrimming(section.Algorithm, section.Number(2), section.Number(3)).Trim(jet.Particles);
        GoldenJets.AssertSame(section, [(trimmed.Momentum, trimmed.Constituents.Select(i => jet.Constituents[i]))]);
        Assert.Equal(jet.Momentum.Pt, trimmed.Untrimmed.Pt, 1e-10 * jet.Momentum.Pt);
        Assert.Equal(trimmed.Constituents.Select(i => jet.Particles[i]), trimmed.Particles.ToArray());
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Substructure_is_that_computed_with_FastJet(int number)
    {
        var golden = GoldenJets.Events[number];
        var jet = Hardest(golden);
        var expected = GoldenEvent.Numbers(golden.Of("shape").Single().Lines.Single());
        var shape = JetSubstructure.Of(jet.Particles, 1);
        double[] found = [shape.Mass, shape.Pt, shape.Tau1, shape.Tau2, new NSubjettiness(jet.Particles, 1).Tau(3), shape.Girth, shape.PtD, shape.Multiplicity];
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-10 * expected[i]);
        Assert.Equal(expected[3] / expected[2], shape.Tau21, 1e-10);
    }

    [Fact]
    public void Some_trimmed_jets_have_lost_particles()
    {
        var lost = GoldenJets.Events.Count(golden => golden.Of("trimmed").Single().Lines[0].Length < golden.Of("hardest").Single().Lines[0].Length);
        Assert.InRange(lost, 20, 30);
    }

    private static Jet Hardest(GoldenEvent golden) => new JetDefinition(JetAlgorithm.AntiKt, 1).Cluster(golden.Particles).Inclusive()[0];

    private static IEnumerable<(FourVector, IEnumerable<int>)> Plain(IEnumerable<Jet> jets) => jets.Select(jet => (jet.Momentum, jet.Constituents.AsEnumerable()));
}
