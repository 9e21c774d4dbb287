using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>What goes into the jets of flavours: shares of momentum, flights, decays.</summary>
public sealed class FlavourDecayTests
{
    private const int Draws = 20_000;

    [Theory]
    [InlineData(0.04, 0.700)]
    [InlineData(0.3, 0.526)]
    public void Shares_of_heavy_hadrons_follow_Peterson(double epsilon, double mean)
    {
        var random = new SplitMix64(1);
        var peterson = new Peterson(epsilon);
        var shares = Enumerable.Range(0, Draws).Select(_ => peterson.Draw(random)).ToArray();

        // The integral by Simpson's rule on a finer grid than the table's.
        const int Steps = 20_000;
        var integral = new double[Steps + 1];
        for (var i = 0; i < Steps; i++)
        {
            double from = Math.Max((double)i / Steps, 1e-12), to = Math.Min((i + 1.0) / Steps, 1 - 1e-12);
            integral[i + 1] = integral[i] + ((Peterson.Density(from, epsilon) + (4 * Peterson.Density(0.5 * (from + to), epsilon)) + Peterson.Density(to, epsilon)) * (to - from) / 6);
        }

        Assert.InRange(Kolmogorov.Distance(shares, z => integral[(int)Math.Round(z * Steps)] / integral[Steps]), 0, Kolmogorov.Farthest(Draws) + (1.0 / Steps * 3));
        Assert.Equal(mean, shares.Average(), 0.005);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void A_decay_conserves_four_momentum_and_has_the_masses(int count)
    {
        var random = new SplitMix64(2);
        var parent = FourVector.FromPtEtaPhi(80, 0.7, 1, 5.28);
        double[] masses = [1.87, .. Enumerable.Repeat(0.13957, count - 1)];
        var bodies = new FourVector[count];
        for (var trial = 0; trial < 200; trial++)
        {
            ManyBodyDecay.Into(parent, masses, random, bodies);
            var left = bodies.Aggregate(-1 * parent, (sum, body) => sum + body);
            foreach (var component in new[] { left.Px, left.Py, left.Pz, left.E })
                Assert.Equal(0, component, 1e-9);
            for (var i = 0; i < count; i++)
                Assert.Equal(masses[i], bodies[i].Mass, 1e-4);
        }

        var refused = Assert.Throws<ArgumentException>(() => ManyBodyDecay.Into(parent, [3, 3], random, new FourVector[2]));
        Assert.StartsWith("found 2 bodies with a sum of masses of 6 GeV, expected 2 to 16 and less than 5.2", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(JetFlavour.Bottom), 1)]
    [InlineData(nameof(JetFlavour.Charm), 1)]
    [InlineData(nameof(JetFlavour.Tau), 1)]
    [InlineData(nameof(JetFlavour.Bottom), 2.5)]
    public void Particles_live_as_long_as_they_should(string name, double factor)
    {
        var flavour = Enum.Parse<JetFlavour>(name);
        var options = new FlavourJetOptions { BottomLifetime = factor };
        var truths = Truths(flavour, options);
        foreach (var species in truths.GroupBy(truth => truth.Hadron).Where(species => species.Count() > 500))
        {
            var (lifetime, mass) = Of(species.Key);
            lifetime *= flavour == JetFlavour.Bottom ? factor : 1;
            double[] lengths = [.. species.Select(truth => truth.ProperLength)];
            Assert.InRange(Kolmogorov.Distance(lengths, ct => 1 - Math.Exp(-ct / lifetime)), 0, Kolmogorov.Farthest(lengths.Length));

            // The mean is the estimate of largest likelihood.
            Assert.Equal(lifetime, lengths.Average(), 3.5 * lifetime / Math.Sqrt(lengths.Length));
            Assert.All(species, truth => Assert.Equal(truth.ProperLength * JetFrame.Size(truth.HadronMomentum) / mass, truth.Flight, 1e-9 * truth.Flight));
        }

        Assert.True(truths.GroupBy(truth => truth.Hadron).Count() == (flavour == JetFlavour.Tau ? 1 : 4));
    }

    [Fact]
    public void Charm_hadrons_of_bottom_hadrons_fly_on_from_there()
    {
        var charm = HeavyHadron.OfBottom.SelectMany(bottom => bottom.Hadron.Charm.Select(child => child.Share * bottom.Share)).ToArray();
        var expected = HeavyHadron.OfBottom.SelectMany(bottom => bottom.Hadron.Charm.Select(child => child.Share * bottom.Share * child.Hadron.Lifetime)).Sum();
        Assert.Equal(1, charm.Sum(), 1e-12);
        double[] lengths = [.. Truths(JetFlavour.Bottom, new FlavourJetOptions()).Select(truth => truth.CharmProperLength)];
        Assert.Equal(expected, lengths.Average(), 4.5 * expected / Math.Sqrt(lengths.Length));
        Assert.All(Truths(JetFlavour.Charm, new FlavourJetOptions()), truth => Assert.Equal((0, 0), (truth.CharmFlight, truth.CharmProperLength)));
    }

    [Fact]
    public void Shares_of_hadrons_sum_to_one_and_come_as_often()
    {
        foreach (var (flavour, table) in new[] { (JetFlavour.Bottom, HeavyHadron.OfBottom), (JetFlavour.Charm, HeavyHadron.OfCharm) })
        {
            Assert.Equal(1, table.Sum(entry => entry.Share), 1e-12);
            var truths = Truths(flavour, new FlavourJetOptions());
            foreach (var (hadron, share) in table)
                Assert.Equal(share, truths.Count(truth => truth.Hadron == hadron.Name) / (double)Draws, 4 * Math.Sqrt(share * (1 - share) / Draws));
        }
    }

    [Fact]
    public void Decays_have_the_numbers_of_charged_particles_of_the_tables_and_conserve_charge()
    {
        var particles = new JetParticles(new FlavourJetOptions());
        var spectrum = new FlavourSpectrum(new FlavourJetOptions());
        var random = new SplitMix64(3);
        var counts = new Dictionary<string, List<int>>();
        for (var i = 0; i < Draws; i++)
        {
            var flavour = i % 2 == 0 ? JetFlavour.Bottom : JetFlavour.Charm;
            var truth = particles.Make(flavour, spectrum.Jet(flavour, random), random);
            var charge = particles.Charged.Where(particle => particle.Origin is TrackOrigin.BottomDecay or TrackOrigin.CharmDecay).Sum(particle => particle.Charge);
            Assert.Equal(truth.Hadron is "B+" or "D+" or "Ds+" or "Lambda_c+" ? 1 : 0, Math.Abs(charge));
            if (!counts.TryGetValue(truth.Hadron, out var own))
                counts.Add(truth.Hadron, own = []);
            own.Add(truth.DecayParticles);
        }

        Expect("D0", 1.98);
        Expect("D+", 2.26);
        Expect("Ds+", 2.26);

        // By hand: an odd number beside the charm hadron is 2.5 on average, an even one 2.44.
        Expect("B+", (0.84 * (2.5 + 1.98)) + (0.11 * (2.44 + 2.26)) + (0.05 * (2.44 + 2.26)));
        Expect("B0", (0.53 * (2.44 + 1.98)) + (0.38 * (2.5 + 2.26)) + (0.06 * (2.5 + 2.26)) + (0.03 * (2.5 + 2.14)));

        void Expect(string name, double mean) => Assert.Equal(mean, counts[name].Average(), 4 * 1.8 / Math.Sqrt(counts[name].Count));
    }

    [Theory]
    [InlineData(nameof(JetFlavour.Light))]
    [InlineData(nameof(JetFlavour.Charm))]
    [InlineData(nameof(JetFlavour.Bottom))]
    public void Fragmentation_conserves_the_momentum_of_the_jet(string name)
    {
        var flavour = Enum.Parse<JetFlavour>(name);
        var options = new FlavourJetOptions();
        var (particles, spectrum, random) = (new JetParticles(options), new FlavourSpectrum(options), new SplitMix64(4));
        for (var i = 0; i < 1000; i++)
        {
            var jet = spectrum.Jet(flavour, random);
            var truth = particles.Make(flavour, jet, random);
            var left = particles.Primaries.Aggregate(-1 * jet, (sum, particle) => sum + particle);
            foreach (var component in new[] { left.Px, left.Py, left.Pz })
                Assert.Equal(0, component, 1e-9);
            Assert.Equal(jet, truth.Jet);
        }
    }

    [Fact]
    public void Taus_have_one_or_three_charged_particles_within_their_jet()
    {
        var options = new FlavourJetOptions();
        var (particles, spectrum, random) = (new JetParticles(options), new FlavourSpectrum(options), new SplitMix64(5));
        var threes = 0;
        for (var i = 0; i < Draws; i++)
        {
            var jet = spectrum.Jet(JetFlavour.Tau, random);
            var truth = particles.Make(JetFlavour.Tau, jet, random);
            Assert.Equal(1, Math.Abs(particles.Charged.Sum(particle => particle.Charge)));
            threes += truth.DecayParticles == 3 ? 1 : 0;
            Assert.Equal(truth.DecayParticles, particles.Charged.Count);

            // What is seen has less energy than the tau, and the tau is within its mass over its momentum of the jet.
            Assert.True(truth.HadronMomentum.E >= JetFrame.Size(jet));
            var charged = particles.Charged.Aggregate(default(FourVector), (sum, particle) => sum + particle.Momentum);
            Assert.True(charged.E < truth.HadronMomentum.E);
            Assert.True((truth.HadronMomentum + (-1 * charged)).Mass < TauJet.Mass);
        }

        Assert.Equal(TauJet.ThreeProngShare, threes / (double)Draws, 0.03);
    }

    private static (double Lifetime, double Mass) Of(string name)
    {
        var hadron = HeavyHadron.CharmHadrons.Concat(HeavyHadron.OfBottom.Select(entry => entry.Hadron)).FirstOrDefault(hadron => hadron.Name == name);
        return hadron is null ? (TauJet.Lifetime, TauJet.Mass) : (hadron.Lifetime, hadron.Mass);
    }

    private static JetTruth[] Truths(JetFlavour flavour, FlavourJetOptions options)
    {
        var (particles, spectrum, random) = (new JetParticles(options), new FlavourSpectrum(options), new SplitMix64(6));
        return [.. Enumerable.Range(0, Draws).Select(_ => particles.Make(flavour, spectrum.Jet(flavour, random), random))];
    }
}
