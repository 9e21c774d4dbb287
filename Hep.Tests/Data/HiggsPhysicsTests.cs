using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>The toy's physics: closed forms, conservation laws, symmetries.</summary>
public sealed class HiggsPhysicsTests
{
    private const int Draws = 20_000;

    private static readonly double Farthest = Kolmogorov.Farthest(Draws);

    [Fact]
    public void Masses_follow_a_Breit_Wigner_distribution_within_their_window()
    {
        var random = new SplitMix64(1);
        var z = Resonance.Z;
        double Angle(double mass) => Math.Atan((mass - 91.19) / (2.495 / 2));
        var masses = Enumerable.Range(0, Draws).Select(_ => z.Draw(random)).ToArray();
        Assert.InRange(Kolmogorov.Distance(masses, m => (Angle(m) - Angle(60)) / (Angle(160) - Angle(60))), 0, Farthest);

        // Half of an open Breit-Wigner lies within half a width of the pole.
        Assert.Equal(0.5, masses.Count(m => Math.Abs(m - 91.19) < 2.495 / 2) / (double)Draws, 0.025);
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(Resonance.Higgs.Draw(random), 100, 150));
    }

    [Fact]
    public void A_lepton_takes_its_share_of_a_tau_by_the_spectrum_of_three_bodies()
    {
        var random = new SplitMix64(2);
        var shares = Enumerable.Range(0, Draws).Select(_ => TauDecay.LeptonicFraction(random)).ToArray();
        Assert.InRange(Kolmogorov.Distance(shares, x => ((5 * x) - (3 * x * x * x) + (x * x * x * x)) / 3), 0, Farthest);
        Assert.Equal(0.35, shares.Average(), 4 * 0.236 / Math.Sqrt(Draws));
    }

    [Fact]
    public void Hadrons_take_a_flat_share_of_a_tau_above_the_square_of_their_mass()
    {
        var random = new SplitMix64(3);
        var shares = Enumerable.Range(0, Draws).Select(_ => TauDecay.HadronicFraction(random)).ToArray();
        (double Lowest, double Share)[] modes = [(Square(0.140 / 1.777), 0.19), (Square(0.775 / 1.777), 0.43), (Square(1.230 / 1.777), 0.38)];
        Assert.InRange(Kolmogorov.Distance(shares, x => modes.Sum(mode => mode.Share * Math.Clamp((x - mode.Lowest) / (1 - mode.Lowest), 0, 1))), 0, Farthest);
    }

    [Fact]
    public void A_decay_conserves_four_momentum_and_masses()
    {
        var random = new SplitMix64(5);
        var parent = FourVector.FromPtEtaPhi(80, 1.2, -2.5, 125);
        Assert.Equal((80, 1.2, -2.5), (Math.Round(parent.Pt, 9), Math.Round(parent.Eta, 9), Math.Round(parent.Phi, 9)));
        for (var i = 0; i < 100; i++)
        {
            var (a, b) = parent.Decay(random, 80.4, 4.2);
            var sum = a + b;
            Assert.Equal(parent.E, sum.E, 1e-9);
            Assert.Equal(parent.Px, sum.Px, 1e-9);
            Assert.Equal(parent.Pz, sum.Pz, 1e-9);
            Assert.Equal(80.4, a.Mass, 1e-6);
            Assert.Equal(4.2, b.Mass, 1e-5);
        }
    }

    [Fact]
    public void The_transverse_mass_of_a_resting_W_has_its_Jacobian_edge()
    {
        // m_T = m sin(theta) and cos(theta) is flat: P(m_T < t m) = 1 - sqrt(1 - t^2), steep towards t = 1 and nothing beyond.
        var random = new SplitMix64(6);
        var w = new FourVector(0, 0, 0, 80.38);
        var ratios = Enumerable.Range(0, Draws).Select(_ => TransverseMass(w.Decay(random, 0, 0)) / 80.38).ToArray();
        Assert.InRange(Kolmogorov.Distance(ratios, t => 1 - Math.Sqrt(Math.Max(0, 1 - (t * t)))), 0, Farthest);
    }

    [Fact]
    public void Transverse_momentum_balances_in_every_process()
    {
        foreach (var process in Enum.GetValues<HiggsProcess>())
        {
            Collisions(process, 500, (e, jets) =>
            {
                var sum = e.Lepton + e.Tau + e.Neutrinos;
                foreach (var jet in jets)
                    sum += jet;
                Assert.Equal(0, sum.Px + e.SoftX, 1e-6);
                Assert.Equal(0, sum.Py + e.SoftY, 1e-6);
            });
        }
    }

    [Fact]
    public void Leptons_and_neutrinos_have_the_mass_of_what_decayed()
    {
        // A Breit-Wigner of 4 MeV has 1.3 % of its events more than 0.1 GeV away.
        foreach (var process in new[] { HiggsProcess.GluonFusion, HiggsProcess.BosonFusion })
        {
            var near = 0;
            Collisions(process, 1000, (e, _) => near += Math.Abs((e.Lepton + e.Tau + e.Neutrinos).Mass - 125) < 0.1 ? 1 : 0);
            Assert.InRange(near, 970, 999);
        }

        Collisions(HiggsProcess.ZTauTau, 500, (e, _) => Assert.InRange((e.Lepton + e.Tau + e.Neutrinos).Mass, 60, 160));
        Collisions(HiggsProcess.WJets, 500, (e, _) => Assert.InRange((e.Lepton + e.Neutrinos).Mass, 50 - 1e-6, 120 + 1e-6));
        Collisions(HiggsProcess.WJets, 500, (e, _) => Assert.InRange(TransverseMass((e.Lepton, e.Neutrinos)), 0, (e.Lepton + e.Neutrinos).Mass + 1e-6));
    }

    [Fact]
    public void The_collinear_mass_of_particles_that_are_not_smeared_is_the_mass_of_the_boson()
    {
        var found = 0;
        Collisions(HiggsProcess.GluonFusion, 2000, (e, _) =>
        {
            // Neutrinos a times the lepton and b times the tau make the missing momentum.
            var determinant = (e.Lepton.Px * e.Tau.Py) - (e.Lepton.Py * e.Tau.Px);
            if (Math.Abs(determinant) < 1)
                return;
            var a = ((e.Neutrinos.Px * e.Tau.Py) - (e.Neutrinos.Py * e.Tau.Px)) / determinant;
            var b = ((e.Lepton.Px * e.Neutrinos.Py) - (e.Lepton.Py * e.Neutrinos.Px)) / determinant;
            var (tau1, tau2) = ((1 + a) * e.Lepton, (1 + b) * e.Tau);
            Assert.Equal((e.Lepton + e.Tau + e.Neutrinos).Mass, (tau1 + tau2).Mass, 1e-3);
            Assert.Equal(1.777, tau1.Mass, 0.02);
            found++;
        });
        Assert.InRange(found, 1500, 2000);
    }

    [Fact]
    public void Every_further_jet_has_the_same_chance()
    {
        // Of 20,000 collisions with Z; 4 standard deviations of a binomial share.
        var atLeast = new double[4];
        Collisions(HiggsProcess.ZTauTau, Draws, (_, jets) =>
        {
            for (var n = 0; n < atLeast.Length && n <= jets.Length; n++)
                atLeast[n]++;
        });
        for (var n = 0; n < 3; n++)
            Assert.Equal(0.45, atLeast[n + 1] / atLeast[n], 4 * Math.Sqrt(0.45 * 0.55 / atLeast[n]));
    }

    [Fact]
    public void Angles_are_uniform_and_both_directions_of_the_beams_alike()
    {
        var table = HiggsToy.Generate(Draws, 4);
        foreach (var name in new[] { "PRI_tau_phi", "PRI_lep_phi", "PRI_met_phi", "PRI_jet_leading_phi", "PRI_jet_subleading_phi" })
        {
            var phi = Values(table, name);
            Assert.InRange(Kolmogorov.Distance(phi, x => (x + Math.PI) / (2 * Math.PI)), 0, 0.0005 + Kolmogorov.Farthest(phi.Length));
        }

        foreach (var name in new[] { "PRI_tau_eta", "PRI_lep_eta", "PRI_jet_leading_eta", "PRI_jet_subleading_eta" })
        {
            var eta = Values(table, name);
            Assert.Equal(0.5, eta.Count(x => x > 0) / (double)eta.Length, 2 / Math.Sqrt(eta.Length));
        }
    }

    [Fact]
    public void Vector_boson_fusion_has_forward_jets_in_opposite_directions()
    {
        var (forward, central) = (Opposite(HiggsProcess.BosonFusion), Opposite(HiggsProcess.GluonFusion));
        Assert.InRange(forward, 0.75, 1);
        Assert.InRange(central, 0.3, 0.6);

        static double Opposite(HiggsProcess process)
        {
            var (opposite, all) = (0, 0);
            Collisions(process, 4000, (_, jets) =>
            {
                if (jets.Length == 2)
                    (opposite, all) = (opposite + (jets[0].Eta * jets[1].Eta < 0 ? 1 : 0), all + 1);
            });
            return opposite / (double)all;
        }
    }

    [Fact]
    public void The_mass_estimate_follows_the_mass_of_the_boson()
    {
        var (h, z) = (Median(HiggsProcess.GluonFusion), Median(HiggsProcess.ZTauTau));
        Assert.InRange(h, 112, 125);
        Assert.InRange(z, 86, 97);

        static double Median(HiggsProcess process)
        {
            var (random, row) = (new SplitMix64(7), new double[30]);
            var masses = Enumerable.Range(0, 4000).Select(_ => Next()).Where(m => m > 0).Order().ToArray();
            return masses[masses.Length / 2];

            double Next()
            {
                HiggsGenerator.Next(process, random, row);
                return row[0];
            }
        }
    }

    [Fact]
    public void Derived_features_do_not_see_a_turn_about_the_beams_or_their_reflection()
    {
        var (random, one, other) = (new SplitMix64(8), new double[30], new double[30]);
        for (var i = 0; i < 500; i++)
        {
            var measured = Measured(HiggsProcess.BosonFusion, random);
            HiggsFeatures.Fill(new(measured, MassEstimate.Of(measured)), one);
            var turned = measured with
            {
                Tau = Turn(measured.Tau),
                Lepton = Turn(measured.Lepton),
                MetPhi = measured.MetPhi + 2,
                Leading = Turn(measured.Leading),
                Subleading = Turn(measured.Subleading),
            };
            HiggsFeatures.Fill(new(turned, MassEstimate.Of(turned)), other);
            for (var f = 0; f < 13; f++)
                Assert.Equal(one[f], other[f], 1e-6);
        }

        static HiggsObjects.PtEtaPhi Turn(HiggsObjects.PtEtaPhi o) => new(o.Pt, -o.Eta, o.Phi + 2);
    }

    private static HiggsObjects Measured(HiggsProcess process, SplitMix64 random)
    {
        var jets = new FourVector[HiggsProduction.MostJets];
        while (true)
        {
            var collision = HiggsProduction.Next(process, random, jets);
            if (HiggsDetector.Measure(collision, jets.AsSpan(0, collision.Jets), random, out var measured))
                return measured;
        }
    }

    private static void Collisions(HiggsProcess process, int count, Action<HiggsCollision, FourVector[]> look)
    {
        var (random, jets) = (new SplitMix64(9), new FourVector[HiggsProduction.MostJets]);
        for (var i = 0; i < count; i++)
        {
            var collision = HiggsProduction.Next(process, random, jets);
            look(collision, jets[..collision.Jets]);
        }
    }

    private static double[] Values(EventTable table, string name) =>
        [.. table.Features.Single(f => f.Name == name).Values.Where(value => value != -999).Select(value => (double)value)];

    private static double TransverseMass((FourVector Lepton, FourVector Neutrino) pair)
    {
        var (a, b) = pair;
        return Math.Sqrt(Math.Max(0, 2 * ((a.Pt * b.Pt) - (a.Px * b.Px) - (a.Py * b.Py))));
    }

    private static double Square(double value) => value * value;
}
