using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>The physics of the search for a resonance: closed forms, conservation laws, invariances.</summary>
public sealed class ResonancePhysicsTests
{
    private const int Draws = 20_000;

    [Fact]
    public void Decays_conserve_four_momentum_and_transverse_momenta_balance()
    {
        foreach (var mass in new double?[] { null, 500, 1500 })
        {
            Collisions(mass, 500, (e, quarks) =>
            {
                var decayed = e.Lepton + e.Neutrinos;
                foreach (var quark in quarks[..4])
                    decayed += quark.Momentum;
                Assert.Equal(e.Pair.E, decayed.E, 1e-9 * e.Pair.E);
                Assert.Equal(e.Pair.Pz, decayed.Pz, 1e-9 * e.Pair.E);
                Assert.Equal(e.Pair.Mass, decayed.Mass, 1e-6);
                foreach (var quark in quarks[4..])
                    decayed += quark.Momentum;
                Assert.Equal(0, decayed.Px + e.SoftX, 1e-6);
                Assert.Equal(0, decayed.Py + e.SoftY, 1e-6);
            });
        }
    }

    [Fact]
    public void Tops_and_W_bosons_have_masses_in_their_windows()
    {
        Collisions(1000, 500, (e, quarks) =>
        {
            Assert.InRange((e.Lepton + e.Neutrinos).Mass, 50 - 1e-6, 120 + 1e-6);
            Assert.InRange((quarks[2].Momentum + quarks[3].Momentum).Mass, 50 - 1e-6, 120 + 1e-6);
            Assert.InRange(Leptonic(e, quarks).Mass, 150 - 1e-6, 195 + 1e-6);
            Assert.InRange((quarks[1].Momentum + quarks[2].Momentum + quarks[3].Momentum).Mass, 150 - 1e-6, 195 + 1e-6);
            Assert.Equal((QuarkFlavour.Bottom, QuarkFlavour.Bottom), (quarks[0].Flavour, quarks[1].Flavour));
        });
    }

    [Fact]
    public void A_resonance_is_half_within_its_width()
    {
        // A Breit-Wigner of 50 GeV at 1000, cut at 392 and 1500: half of an open one, over its share within the window. The velocity changes by 1 % within a width.
        foreach (var mass in new[] { 1000.0, 1500.0 })
        {
            var near = 0;
            Collisions(mass, Draws, (e, _) => near += Math.Abs(e.Pair.Mass - mass) < 0.025 * mass ? 1 : 0);
            Assert.Equal(0.515, near / (double)Draws, 0.016);
        }
    }

    [Fact]
    public void The_continuum_falls_by_its_power_times_the_velocity()
    {
        var masses = new List<double>();
        Collisions(null, Draws, (e, _) => masses.Add(e.Pair.Mass));
        const int steps = 20_000;
        var sums = new double[steps + 1];
        for (var i = 0; i < steps; i++)
            sums[i + 1] = sums[i] + Density(392 + (3608 * (i + 0.5) / steps));
        Assert.All(masses, mass => Assert.InRange(mass, 392, 4000));
        Assert.InRange(Kolmogorov.Distance(masses, mass => sums[(int)((mass - 392) / 3608 * steps)] / sums[^1]), 0, 0.001 + Kolmogorov.Farthest(Draws));

        // Of top quarks of nominal mass, which differ by little.
        static double Density(double mass) => Math.Sqrt(1 - Math.Pow(2 * 172.7 / mass, 2)) / (mass * mass * mass);
    }

    [Fact]
    public void A_resonance_decays_as_a_vector_and_the_continuum_along_the_beams()
    {
        Assert.InRange(Kolmogorov.Distance(Angles(1000), x => ((x * x * x) + (3 * x) + 4) / 8), 0, Kolmogorov.Farthest(Draws));
        Assert.InRange(Kolmogorov.Distance(Angles(null), x => (x + 1) / 2), 0.03, 0.2);

        static List<double> Angles(double? mass)
        {
            var angles = new List<double>();
            Collisions(mass, Draws, (e, quarks) =>
            {
                var atRest = Leptonic(e, quarks).BoostedFrom(e.Pair with { Px = -e.Pair.Px, Py = -e.Pair.Py, Pz = -e.Pair.Pz });
                angles.Add(atRest.Pz / Math.Sqrt((atRest.Px * atRest.Px) + (atRest.Py * atRest.Py) + (atRest.Pz * atRest.Pz)));
            });
            return angles;
        }
    }

    [Fact]
    public void The_neutrino_meets_the_constraint_of_the_W_boson_where_it_can()
    {
        var (found, missed, random) = (0, 0, new SplitMix64(3));
        for (var i = 0; i < 1000; i++)
        {
            var w = FourVector.FromRapidity(40 * random.Normal(), 40 * random.Normal(), random.Normal(), 80.38 + (2 * random.Normal()));
            var (lepton, neutrino) = w.Decay(random, 0, 0);
            var solved = TopPairReconstruction.Neutrino(lepton, neutrino.Px, neutrino.Py);
            Assert.Equal((neutrino.Px, neutrino.Py), (solved.Px, solved.Py));
            Assert.Equal(0, solved.Mass, 1e-3);
            var (mass, transverse) = ((lepton + solved).Mass, Math.Sqrt(2 * ((lepton.Pt * neutrino.Pt) - (lepton.Px * neutrino.Px) - (lepton.Py * neutrino.Py))));
            (found, missed) = transverse < 80.38 ? (found + 1, missed) : (found, missed + 1);
            if (transverse < 80.38)
                Assert.Equal(80.38, mass, 1e-6 * solved.E);
            else
                Assert.InRange(mass, transverse - 1e-6, transverse + 2);
        }

        Assert.InRange(found, 800, 999);
        Assert.InRange(missed, 1, 200);
    }

    [Fact]
    public void Of_two_neutrinos_the_one_nearer_to_the_transverse_plane_is_taken()
    {
        // A lepton across the beams has solutions that differ in their sign alone; of a boosted one they lie about another middle.
        var lepton = FourVector.FromPtEtaPhi(40, 1, 0);
        var solved = TopPairReconstruction.Neutrino(lepton, 10, 35);
        var mu = (80.38 * 80.38 / 2) + (lepton.Px * 10);
        var middle = mu * lepton.Pz / 1600;
        Assert.Equal(80.38, (lepton + solved).Mass, 1e-9);
        Assert.True(Math.Abs(solved.Pz) < Math.Abs((2 * middle) - solved.Pz));
    }

    [Fact]
    public void Jets_of_the_true_quarks_are_given_to_their_tops()
    {
        var right = 0;
        Collisions(750, 2000, (e, quarks) =>
        {
            var masses = TopPairReconstruction.Of(Objects(e, quarks));
            right += Math.Abs(masses.Jj - (quarks[2].Momentum + quarks[3].Momentum).Mass) < 1e-6 ? 1 : 0;
            Assert.InRange(masses.Jjj, masses.Jj, masses.Wwbb);
        });
        Assert.InRange(right, 1800, 2000);
    }

    [Fact]
    public void Masses_do_not_see_a_turn_about_the_beams_or_their_reflection()
    {
        Collisions(1000, 200, (e, quarks) =>
        {
            var one = TopPairReconstruction.Of(Objects(e, quarks));
            Quark[] turned = [.. quarks.Select(quark => quark with { Momentum = Turn(quark.Momentum) })];
            var other = TopPairReconstruction.Of(Objects(e with { Lepton = Turn(e.Lepton), Neutrinos = Turn(e.Neutrinos) }, turned));
            Assert.Equal(one.Jj, other.Jj, 1e-6);
            Assert.Equal(one.Jlnu, other.Jlnu, 1e-6);
            Assert.Equal(one.Wwbb, other.Wwbb, 1e-6);
        });

        static FourVector Turn(FourVector v) => new((0.6 * v.Px) - (0.8 * v.Py), (0.8 * v.Px) + (0.6 * v.Py), -v.Pz, v.E);
    }

    [Fact]
    public void Quarks_that_fly_together_are_one_jet()
    {
        var (apart, together) = (Counts(1.0), Counts(0.2));
        Assert.Equal([6], apart.Distinct());
        Assert.Equal([5], together.Distinct());

        // The numbers of jets of the measured events out of 200, of six quarks of which the last is so far from the fifth.
        static List<int> Counts(double distance)
        {
            var (random, counts) = (new SplitMix64(4), new List<int>());
            var e = new TopPairCollision { Lepton = FourVector.FromPtEtaPhi(100, 2, -3), Neutrinos = FourVector.FromPtEtaPhi(200, 0, -2) };
            for (var i = 0; i < 200; i++)
            {
                Quark[] quarks = [.. new[] { -1, 0, 1, 2, 2 + distance }.Prepend(2.5).Select((phi, q) => new Quark(FourVector.FromPtEtaPhi(200, q == 0 ? -1.5 : 0, phi), QuarkFlavour.Bottom))];
                if (TopPairDetector.Measure(e, quarks, random, out var measured))
                    counts.Add(measured.JetNum);
            }

            return counts;
        }
    }

    private static TopPairObjects Objects(TopPairCollision e, Quark[] quarks)
    {
        var leading = default(TopPairObjects.FourJets);
        for (var i = 0; i < TopPairObjects.Jets; i++)
            leading[i] = new(quarks[i].Momentum, quarks[i].Flavour == QuarkFlavour.Bottom);
        return new() { Lepton = e.Lepton, MetX = e.Neutrinos.Px, MetY = e.Neutrinos.Py, JetNum = 4, Leading = leading };
    }

    private static FourVector Leptonic(TopPairCollision e, Quark[] quarks) => e.Lepton + e.Neutrinos + quarks[0].Momentum;

    private static void Collisions(double? mass, int count, Action<TopPairCollision, Quark[]> look)
    {
        var (random, quarks) = (new SplitMix64(9), new Quark[ResonanceProduction.MostQuarks]);
        for (var i = 0; i < count; i++)
        {
            var collision = ResonanceProduction.Next(mass, random, quarks);
            look(collision, quarks[..collision.Quarks]);
        }
    }
}
