using Hep.Data;
using Hep.Data.Jets;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>What goes into the calorimeter: W bosons, quarks, gluons and pile-up.</summary>
public sealed class JetProductionTests
{
    private const int Draws = 5000;

    // Above a quarter of every scale nothing is radiated: each quark becomes one cluster.
    private const double NoShower = 50;

    [Fact]
    public void Hadrons_of_a_W_boson_have_its_mass_a_Breit_Wigner_at_80_4_GeV()
    {
        double Angle(double mass) => Math.Atan((mass - 80.4) / (2.09 / 2));
        var (low, high) = (Angle(80.4 / 1.5), Angle(80.4 * 1.5));
        var masses = Sums(new JetImageOptions(), signal: true).Select(w => w.Sum.Mass).ToArray();
        Assert.InRange(Kolmogorov.Distance(masses, m => (Angle(m) - low) / (high - low)), 0, Kolmogorov.Farthest(Draws));
        Assert.InRange(masses.Order().ElementAt(Draws / 2), 80.3, 80.5);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(2)]
    public void W_bosons_fall_by_the_power_of_the_spectrum_and_are_even_in_rapidity(double power)
    {
        var found = Sums(new JetImageOptions { SpectrumPower = power, MaximumRapidity = 1.5, ShowerCutOff = NoShower }, signal: true).ToArray();
        double Left(double pt) => Math.Pow(pt / 225, 1 - power);
        Assert.InRange(Kolmogorov.Distance([.. found.Select(w => w.Sum.Pt)], pt => (1 - Left(pt)) / (1 - Left(600))), 0, Kolmogorov.Farthest(Draws));
        Assert.InRange(Kolmogorov.Distance([.. found.Select(w => w.Sum.Rapidity)], y => (y + 1.5) / 3), 0, Kolmogorov.Farthest(Draws));
        Assert.All(found, w => Assert.InRange(RapidityPlane.Of(w.Sum).DistanceTo(w.Direction), 0, 1e-9));
    }

    [Fact]
    public void A_W_boson_decays_isotropically()
    {
        var production = new JetProduction(new JetImageOptions { ShowerCutOff = NoShower });
        var random = new SplitMix64(1);
        var (polar, azimuth) = (new double[Draws], new double[Draws]);
        for (var i = 0; i < Draws; i++)
        {
            _ = production.Next(signal: true, random);
            Assert.Equal(2 * ClusterDecay.Hadrons, production.Count);
            var w = Sum(production.Hadrons);
            var rest = w with { Px = -w.Px, Py = -w.Py, Pz = -w.Pz };
            var quark = Sum(production.Hadrons[..ClusterDecay.Hadrons]).BoostedFrom(rest);
            var back = Sum(production.Hadrons[ClusterDecay.Hadrons..]).BoostedFrom(rest);
            Assert.Equal(0, Sum([quark, back]).Pt, 1e-9);
            polar[i] = quark.Pz / Math.Sqrt((quark.Pt * quark.Pt) + (quark.Pz * quark.Pz));
            azimuth[i] = quark.Phi;
        }

        Assert.InRange(Kolmogorov.Distance(polar, cosTheta => (cosTheta + 1) / 2), 0, Kolmogorov.Farthest(Draws));
        Assert.InRange(Kolmogorov.Distance(azimuth, phi => (phi + Math.PI) / (2 * Math.PI)), 0, Kolmogorov.Farthest(Draws));
    }

    [Fact]
    public void A_jet_keeps_the_direction_of_its_parton_whether_it_radiates_or_not()
    {
        foreach (var cutOff in new[] { NoShower, 0.5 })
        {
            foreach (var (sum, direction) in Sums(new JetImageOptions { ShowerCutOff = cutOff }, signal: false).Take(1000))
            {
                // In the frame of the pair the jet is at right angles to the beams, along the parton.
                Assert.InRange(RapidityPlane.Of(sum).DistanceTo(direction), 0, 1e-9);
            }
        }
    }

    [Fact]
    public void A_cluster_gives_hadrons_without_mass_that_add_up_to_it()
    {
        var random = new SplitMix64(2);
        var hadrons = new FourVector[ClusterDecay.Hadrons];
        for (var i = 0; i < 200; i++)
        {
            var cluster = FourVector.FromPtEtaPhi(random.Uniform(0.1, 100), random.Uniform(-2, 2), random.Uniform(-3, 3), 1.5);
            ClusterDecay.Divide(cluster, 1.5, random, hadrons);
            PartonShowerTests.Near(cluster, Sum(hadrons), 1e-10 * cluster.E);
            Assert.All(hadrons, hadron => Assert.InRange(hadron.Mass, 0, 1e-5 * hadron.E));
        }
    }

    [Fact]
    public void Pile_up_adds_the_density_that_was_asked_for()
    {
        var options = new JetImageOptions { PileUp = 12, PileUpDensity = 0.8, PileUpParticlePt = 0.5 };
        var (cells, pileUp, random) = (new Calorimeter(options), new PileUp(options), new SplitMix64(3));
        var middle = new RapidityPlane(0.52, 3.1);
        var (sum, squares, events) = (0.0, 0.0, 400);
        for (var i = 0; i < events; i++)
        {
            cells.Clear();
            pileUp.Add(cells, middle, random);
            var found = 0.0;
            foreach (var cell in cells.Hit)
            {
                var (eta, phi) = (cells.Eta(cell / cells.Sectors), cells.Phi(cell % cells.Sectors));
                Assert.InRange(eta - middle.Rapidity, -2.1, 2.1);
                Assert.InRange(Math.IEEERemainder(phi - middle.Phi, 2 * Math.PI), -2.1, 2.1);
                if (Math.Abs(eta - middle.Rapidity) < 1 && Math.Abs(Math.IEEERemainder(phi - middle.Phi, 2 * Math.PI)) < 1)
                    found += cells.Transverse(cell);
            }

            (sum, squares) = (sum + found, squares + (found * found));
        }

        // 20 rings and 20 sectors have their middles in the square.
        var (area, mean) = (20 * 20 * 0.1 * 2 * Math.PI / 63, sum / events);
        var error = Math.Sqrt(((squares / events) - (mean * mean)) / events);
        Assert.Equal(12 * 0.8 * area, mean, 4 * error);

        // A Poisson number of collisions, in each a Poisson number of exponential momenta: the variance in closed form.
        var variance = (12 * 0.8 * 0.8 * area * area) + (12 * 0.8 * area * 2 * 0.5);
        Assert.InRange(error * Math.Sqrt(events) / Math.Sqrt(variance), 0.85, 1.15);
    }

    [Fact]
    public void A_cell_is_measured_with_its_resolution_and_below_the_threshold_not_at_all()
    {
        var options = new JetImageOptions { StochasticTerm = 0.5, ConstantTerm = 0.03, CellThreshold = 1 };
        var (cells, random) = (new Calorimeter(options), new SplitMix64(4));
        var cell = (cells.Ring(1.23) * cells.Sectors) + cells.Sector(-0.4);
        var measured = new double[Draws];
        for (var i = 0; i < Draws; i++)
        {
            cells.Clear();
            cells.Add(FourVector.FromPtEtaPhi(15, 1.23, -0.4));
            cells.Add(FourVector.FromPtEtaPhi(5, 1.21, -0.41));
            cells.Add(FourVector.FromPtEtaPhi(0.05, 0, 0));
            cells.ReadOut(random);
            Assert.Equal([cell], cells.Hit);
            measured[i] = cells.Transverse(cell);
        }

        var energy = 20 * Math.Cosh(1.25);
        var width = 20 * Math.Sqrt((0.25 / energy) + (0.03 * 0.03));
        var (mean, deviation) = (measured.Average(), Math.Sqrt(measured.Average(et => (et - 20) * (et - 20))));
        Assert.Equal(20, mean, 4 * width / Math.Sqrt(Draws));
        Assert.InRange(deviation / width, 0.96, 1.04);
        Assert.Equal((1.25, 0.0), (Math.Round(cells.Eta(cell / cells.Sectors), 9), Math.Round(cells.Momentum(cell).Mass, 3)));
    }

    private static IEnumerable<(FourVector Sum, RapidityPlane Direction)> Sums(JetImageOptions options, bool signal)
    {
        var production = new JetProduction(options);
        var random = new SplitMix64(5);
        for (var i = 0; i < Draws; i++)
        {
            var direction = production.Next(signal, random);
            yield return (Sum(production.Hadrons), direction);
        }
    }

    private static FourVector Sum(ReadOnlySpan<FourVector> particles)
    {
        var sum = default(FourVector);
        foreach (var p in particles)
            sum += p;
        return sum;
    }
}
