using Hep.Data;
using Hep.Data.Jets;
using Xunit;

namespace Hep.Tests.Data.Jets;

/// <summary>Trimming and substructure: closed forms, limits, what they do not depend on.</summary>
public sealed class SubstructureTests
{
    [Fact]
    public void Two_massless_particles_have_the_closed_forms()
    {
        // Equal pT at ±Δ/2 in azimuth: the axis lies between them, m² = 2 pT² (1 - cos Δ), pT = 2 pT cos(Δ/2).
        const double Angle = 0.6;
        FourVector[] pair = [FourVector.FromPtEtaPhi(50, 0, Angle / 2), FourVector.FromPtEtaPhi(50, 0, -Angle / 2)];
        var shape = JetSubstructure.Of(pair, 0.8);
        Assert.Equal(Math.Sqrt(2 * 50 * 50 * (1 - Math.Cos(Angle))), shape.Mass, 1e-10);
        Assert.Equal(100 * Math.Cos(Angle / 2), shape.Pt, 1e-10);
        Assert.Equal(Angle / 2 / 0.8, shape.Tau1, 1e-12);
        Assert.Equal(0, shape.Tau2);
        Assert.Equal(0, shape.Tau21);
        Assert.Equal(Angle / 2 / Math.Cos(Angle / 2), shape.Girth, 1e-12);
        Assert.Equal(Math.Sqrt(0.5), shape.PtD, 1e-12);
        Assert.Equal(2, shape.Multiplicity);
    }

    [Fact]
    public void One_particle_and_none_have_no_shape()
    {
        var particle = FourVector.FromPtEtaPhi(50, 0.5, 3);
        Assert.Equal(new JetSubstructure(particle.Mass, particle.Pt, 0, 0, 1, 0, 1, 1), JetSubstructure.Of([particle], 1));
        Assert.Equal(new JetSubstructure(0, 0, 0, 0, 1, 0, 0, 0), JetSubstructure.Of([], 1));
        Assert.Equal(new JetSubstructure(0, 0, 0, 0, 1, 0, 0, 3), JetSubstructure.Of([new(0, 0, 9, 9), new(0, 0, 1, 1), default], 1));
    }

    [Fact]
    public void Equal_particles_have_no_second_axis()
    {
        var shape = JetSubstructure.Of([.. Enumerable.Repeat(FourVector.FromPtEtaPhi(7.3, 0.3, -3.1), 5)], 1);
        Assert.Equal(1, shape.Tau21);
        Assert.Equal(0, shape.Girth, 1e-12);
        Assert.Equal(1 / Math.Sqrt(5), shape.PtD, 1e-12);
    }

    [Fact]
    public void Substructure_knows_neither_rotation_boost_nor_order()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var particles = Hardest(seed);
            var expected = Numbers(particles);
            var turned = particles.Select(p => JetToy.BoostedAlongZ(JetToy.Rotated(p, 2 + seed), 1.5)).Reverse().ToArray();
            Assert.Equal(expected.Length, Numbers(turned).Length);
            foreach (var (before, after) in expected.Zip(Numbers(turned)))
                Assert.Equal(before, after, 1e-9 * (1 + before));
        }
    }

    [Fact]
    public void More_axes_lie_nearer_and_as_many_as_particles_leave_nothing()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var particles = Hardest(seed);
            var subjettiness = new NSubjettiness(particles, 1);
            Assert.Equal(0, subjettiness.Tau(particles.Length));
            Assert.True(subjettiness.Tau(particles.Length - 1) > 0);
            Assert.True(subjettiness.Tau(particles.Length / 2) < subjettiness.Tau(1));
            Assert.Equal(subjettiness.Tau(1) / 2, new NSubjettiness(particles, 2).Tau(1), 1e-14);
            Assert.Equal(subjettiness.Tau(3) / subjettiness.Tau(2), subjettiness.Ratio(3), 1e-14);
        }
    }

    [Fact]
    public void Trimming_drops_what_is_soft_and_far()
    {
        FourVector[] particles = [FourVector.FromPtEtaPhi(100, 0, 0), FourVector.FromPtEtaPhi(3, 0.05, 0), FourVector.FromPtEtaPhi(3, 0.7, 0), FourVector.FromPtEtaPhi(40, 0, 0.5)];
        var trimmed = new JetTrimming(JetAlgorithm.Kt, 0.2, 0.05).Trim(particles);
        Assert.Equal([0, 1, 3], trimmed.Constituents);
        Assert.Equal([[0, 1], [3]], trimmed.Subjets.Select(subjet => subjet.Constituents));
        Assert.Equal(particles[0] + particles[1] + particles[3], trimmed.Momentum);
        Assert.Equal(particles[0] + particles[1] + particles[2] + particles[3], trimmed.Untrimmed);
    }

    [Theory]
    [InlineData(JetAlgorithm.Kt)]
    [InlineData(JetAlgorithm.CambridgeAachen)]
    public void Trimming_a_trimmed_jet_drops_nothing_and_no_cut_keeps_everything(JetAlgorithm algorithm)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var particles = Hardest(seed);
            Assert.Equal(particles.Length, new JetTrimming(algorithm, 0.2, 0).Trim(particles).Constituents.Count);
            var cut = new JetTrimming(algorithm, 0.2, 0.05);
            var once = cut.Trim(particles);
            Assert.Equal(once.Constituents.Count, cut.Trim(once.Particles).Constituents.Count);
        }
    }

    [Fact]
    public void A_jet_of_soft_subjets_is_trimmed_away()
    {
        // Twelve equal ones around a circle of directions, far from each other: each has 1/12 of the scalar sum, and more of the vector sum.
        FourVector[] ring = [.. Enumerable.Range(0, 12).Select(i => FourVector.FromPtEtaPhi(10, 0.8 * Math.Cos(Math.PI * i / 6), 0.8 * Math.Sin(Math.PI * i / 6)))];
        var trimmed = new JetTrimming(JetAlgorithm.Kt, 0.2, 0.3).Trim(ring);
        Assert.Empty(trimmed.Constituents);
        Assert.Empty(trimmed.Subjets);
        Assert.Equal(default, trimmed.Momentum);
        Assert.Equal(0, JetSubstructure.Of(trimmed.Particles, 1).Multiplicity);
    }

    [Fact]
    public void Numbers_outside_their_range_are_refused()
    {
        static string Message(Action action) => Assert.Throws<ArgumentException>(action).Message;
        Assert.Equal("trimming was asked for with anti-kt subjets; expected Kt or CambridgeAachen (Parameter 'algorithm')", Message(() => _ = new JetTrimming(JetAlgorithm.AntiKt, 0.2, 0)));
        Assert.Equal("f_cut of the trimming is 1; expected a number from 0 to below 1 (Parameter 'fraction')", Message(() => _ = new JetTrimming(JetAlgorithm.Kt, 0.2, 1)));
        Assert.Equal("f_cut of the trimming is NaN; expected a number from 0 to below 1 (Parameter 'fraction')", Message(() => _ = new JetTrimming(JetAlgorithm.Kt, 0.2, double.NaN)));
        Assert.Equal("R0 of the N-subjettiness is 0; expected the radius of the jet, above 0 (Parameter 'r0')", Message(() => _ = JetSubstructure.Of([], 0)));
        Assert.Throws<ArgumentOutOfRangeException>("n", () => new NSubjettiness([], 1).Tau(0));
        Assert.Throws<ArgumentOutOfRangeException>("n", () => new NSubjettiness([], 1).Ratio(1));
    }

    private static FourVector[] Hardest(ulong seed) => new JetDefinition(JetAlgorithm.AntiKt, 1).Cluster(JetToy.Event(seed, 60)).Inclusive()[0].Particles.ToArray();

    private static double[] Numbers(FourVector[] particles)
    {
        var shape = JetSubstructure.Of(particles, 1);
        return [shape.Mass, shape.Pt, shape.Tau1, shape.Tau2, shape.Tau21, shape.Girth, shape.PtD, shape.Multiplicity];
    }
}
