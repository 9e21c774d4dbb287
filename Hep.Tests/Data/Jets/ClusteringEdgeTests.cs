using Hep.Data;
using Hep.Data.Jets;
using Xunit;

namespace Hep.Tests.Data.Jets;

/// <summary>Few particles, equal ones, ones along the beams, and such as are none.</summary>
public sealed class ClusteringEdgeTests
{
    public static TheoryData<JetAlgorithm> Algorithms => [.. Enum.GetValues<JetAlgorithm>()];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void No_particles_make_no_jets(JetAlgorithm algorithm)
    {
        var clustering = new JetDefinition(algorithm, 0.4).Cluster();
        Assert.Empty(clustering.Inclusive());
        Assert.Empty(clustering.Steps);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void One_particle_is_one_jet(JetAlgorithm algorithm)
    {
        var particle = FourVector.FromPtEtaPhi(10, 1, 2, 0.14);
        var jet = Assert.Single(new JetDefinition(algorithm, 0.4).Cluster(particle).Inclusive());
        Assert.Equal(particle, jet.Momentum);
        Assert.Equal([0], jet.Constituents);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Equal_particles_are_one_jet(JetAlgorithm algorithm)
    {
        var particle = FourVector.FromPtEtaPhi(8, -0.5, 3);
        var jet = Assert.Single(new JetDefinition(algorithm, 0.4).Cluster([.. Enumerable.Repeat(particle, 9)]).Inclusive());
        Assert.Equal(9 * particle.E, jet.Momentum.E, 1e-12);
        Assert.Equal(Enumerable.Range(0, 9), jet.Constituents);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Particles_along_the_beams_leave_the_others_alone(JetAlgorithm algorithm)
    {
        var hard = JetToy.Event(8, 30);
        FourVector[] along = [new(0, 0, 100, 100), new(0, 0, -100, 100), new(0, 0, 50, 50), new(0, 0, 0, 0), new(0, 0, 5, 4), new(0, 0, 0, 1e-200)];
        var definition = new JetDefinition(algorithm, 0.6);
        var found = definition.Cluster([.. hard, .. along]).Inclusive().Where(jet => jet.Constituents[0] < 30);
        Assert.Equal(definition.Cluster(hard).Inclusive().Select(jet => jet.Momentum), found.Select(jet => jet.Momentum));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Extreme_numbers_are_clustered_like_others(JetAlgorithm algorithm)
    {
        FourVector[] extremes =
        [
            new(5, 0, 0, 0), new(3, 4, 12, 1), new(1e-100, 0, 1e100, 1e100), new(0, 1e-170, 0, 0), new(1e-200, 1e-200, 0, 1e-200), new(1e100, 0, 0, 1e100),
            new(0, 1e-160, -1e-160, 1e-150), new(0, 0, 0, 1e100), new(0, 0, -1e100, 1e100), new(-1e100, 0, 1e100, 0), new(double.Epsilon, 0, 0, double.Epsilon),
        ];
        Assert.All(extremes, p => Assert.True(double.IsFinite(p.Rapidity)));
        Assert.Equal(0, extremes[0].Rapidity);
        foreach (var r in new[] { 1e-6, 1, 1000 })
        {
            var clustering = new JetDefinition(algorithm, r).Cluster(extremes);
            Assert.Equal(Enumerable.Range(0, extremes.Length), clustering.Inclusive().SelectMany(jet => jet.Constituents).Order());
            Assert.All(clustering.Steps, step => Assert.True(double.IsFinite(step.Distance)));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_equal_distances_the_one_of_the_first_particle_is_taken(bool turned)
    {
        FourVector[] particles = [FourVector.FromPtEtaPhi(5, -0.5, 0.25), FourVector.FromPtEtaPhi(5, 0, 0.25), FourVector.FromPtEtaPhi(5, 0.5, 0.25)];
        if (turned)
            Array.Reverse(particles);
        Assert.Equal(-particles[0].Rapidity, particles[2].Rapidity);
        var first = new JetDefinition(JetAlgorithm.CambridgeAachen, 1).Cluster(particles).Steps[0];
        Assert.Equal((0, 1), (first.First, first.Second));
    }

    [Fact]
    public void Equal_distances_of_a_grid_give_the_same_steps_again()
    {
        FourVector[] cells = [.. Enumerable.Range(0, 100).Select(i => FourVector.FromPtEtaPhi(1, 0.1 * (i / 10), 0.1 * (i % 10)))];
        foreach (var algorithm in Enum.GetValues<JetAlgorithm>())
        {
            var definition = new JetDefinition(algorithm, 0.3);
            Assert.Equal(definition.Cluster(cells).Steps, definition.Cluster(cells).Steps);
        }
    }

    [Theory]
    [InlineData(double.NaN, 0, 0, 1, "particle 1 (counted from 0) has (px, py, pz, E) = (NaN, 0, 0, 1) GeV; expected finite numbers of at most 1E+100 GeV (Parameter 'particles')")]
    [InlineData(0, 0, double.NegativeInfinity, 1, "particle 1 (counted from 0) has (px, py, pz, E) = (0, 0, -Infinity, 1) GeV; expected finite numbers of at most 1E+100 GeV (Parameter 'particles')")]
    [InlineData(0, 1e200, 0, 1e200, "particle 1 (counted from 0) has (px, py, pz, E) = (0, 1E+200, 0, 1E+200) GeV; expected finite numbers of at most 1E+100 GeV (Parameter 'particles')")]
    [InlineData(3, 4, 0, -5, "particle 1 (counted from 0) has (px, py, pz, E) = (3, 4, 0, -5) GeV; expected an energy of 0 or more; leave out cells below zero (Parameter 'particles')")]
    public void What_is_no_particle_is_named(double px, double py, double pz, double e, string message)
    {
        FourVector[] particles = [new(1, 0, 0, 1), new(px, py, pz, e)];
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new JetDefinition(JetAlgorithm.AntiKt, 0.4).Cluster(particles)).Message);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new JetTrimming(JetAlgorithm.Kt, 0.2, 0.05).Trim(particles)).Message);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => JetSubstructure.Of(particles, 1)).Message);
    }

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(-1.0, "-1")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(1e-200, "1E-200")]
    [InlineData(1001.0, "1001")]
    public void A_radius_is_a_number_above_0(double r, string text)
    {
        var error = Assert.Throws<ArgumentException>(() => new JetDefinition(JetAlgorithm.Kt, r));
        Assert.Equal($"the jet radius is {text}; expected a number from 1E-06 to 1000 (Parameter 'r')", error.Message);
    }

    [Fact]
    public void What_cannot_be_asked_for_says_why()
    {
        var particles = JetToy.Event(1, 5);
        var kt = new JetDefinition(JetAlgorithm.Kt, 1).Cluster(particles);
        foreach (var count in new[] { 0, 6 })
        {
            var expected = $"{count} jets were asked for, of 5 particles; expected 1 to the number of particles (Parameter 'count')";
            Assert.Equal(expected, Assert.Throws<ArgumentOutOfRangeException>(() => kt.Exclusive(count)).Message);
        }

        var antiKt = new JetDefinition(JetAlgorithm.AntiKt, 1).Cluster(particles);
        const string Why = "anti-kt has no exclusive jets, since its last steps do not tell hard from soft; cluster the particles with Kt or CambridgeAachen";
        Assert.Equal(Why, Assert.Throws<InvalidOperationException>(() => antiKt.Exclusive(2)).Message);
        Assert.Equal(Why, Assert.Throws<InvalidOperationException>(() => antiKt.Inclusive()[0].Subjets(1)).Message);
        Assert.Equal(
            "there is no jet algorithm 7; expected AntiKt, Kt, CambridgeAachen (Parameter 'algorithm')",
            Assert.Throws<ArgumentException>(() => new JetDefinition((JetAlgorithm)7, 1)).Message);
    }
}
