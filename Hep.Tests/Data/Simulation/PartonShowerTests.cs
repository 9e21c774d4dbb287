using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>The shower against the closed forms that it is drawn from, and what each splitting keeps.</summary>
public sealed class PartonShowerTests
{
    private const double Coupling = 0.2, CutOff = 1, Scale = 100, ClusterMass = 1;
    private const int Showers = 40_000;

    [Fact]
    public void The_coupling_runs_by_one_loop_with_five_flavours()
    {
        var coupling = RunningCoupling.OneLoop(0.118);
        Assert.Equal(0.118, coupling.At(91.19), 1e-15);
        Assert.Equal(0.3369346, coupling.At(1), 1e-7);
        Assert.Equal(0.1730846, coupling.At(10), 1e-7);

        // 1 / α is a line in ln Q², of slope (33 - 2 n_f) / 12π.
        Assert.Equal(23 / (12 * Math.PI) * Math.Log(1e6), (1 / coupling.At(5000)) - (1 / coupling.At(5)), 1e-12);
        Assert.Equal(0.3, new RunningCoupling(0.3, 0).At(2));
    }

    [Theory]
    [InlineData(nameof(SplittingKernel.QuarkGluon))]
    [InlineData(nameof(SplittingKernel.GluonGluon))]
    [InlineData(nameof(SplittingKernel.QuarkPair))]
    public void A_kernel_is_its_share_of_a_function_above_it_that_is_drawn_and_integrated(string name)
    {
        const double least = 0.02;
        var kernel = Enum.Parse<SplittingKernel>(name);
        double Above(double z) => kernel.Value(z) / kernel.Share(z);
        Assert.Equal(Integral(Above, least, 1 - least), kernel.Bound(least), 1e-6 * kernel.Bound(least));
        Assert.Equal(Primitive(kernel, 1 - least) - Primitive(kernel, least), Integral(z => kernel.Value(z), least, 1 - least), 1e-6 * kernel.Bound(least));
        for (var z = 0.01; z < 1; z += 0.01)
            Assert.InRange(kernel.Share(z), 1e-12, 1);

        var random = new SplitMix64(1);
        var drawn = Enumerable.Range(0, 20_000).Select(_ => kernel.Draw(least, random)).ToArray();
        Assert.InRange(Kolmogorov.Distance(drawn, z => Integral(Above, least, Math.Max(least, z), 200) / kernel.Bound(least)), 0, 1e-4 + Kolmogorov.Farthest(drawn.Length));
    }

    [Fact]
    public void Fractions_follow_their_kernel_at_every_scale()
    {
        var quarks = Splittings(PartonKind.Quark);
        var gluons = Splittings(PartonKind.Gluon);
        foreach (var (kernel, found) in new[]
        {
            (SplittingKernel.QuarkGluon, quarks),
            (SplittingKernel.GluonGluon, gluons.Where(s => s.First == PartonKind.Gluon)),
            (SplittingKernel.QuarkPair, gluons.Where(s => s.First == PartonKind.Quark)),
        })
        {
            double[] uniform = [.. found.Select(s => (Primitive(kernel, s.Fraction) - Primitive(kernel, Least(s.Scale))) / Whole(kernel, s.Scale))];
            Assert.InRange(uniform.Length, 1000, Showers);
            Assert.InRange(Kolmogorov.Distance(uniform, u => Math.Clamp(u, 0, 1)), 0, Kolmogorov.Farthest(uniform.Length));
        }

        // The two ways of a gluon, each as often as its integral says.
        double[] chances = [.. gluons.Select(s => Whole(SplittingKernel.QuarkPair, s.Scale) / (Whole(SplittingKernel.QuarkPair, s.Scale) + Whole(SplittingKernel.GluonGluon, s.Scale)))];
        Assert.Equal(chances.Sum(), gluons.Count(s => s.First == PartonKind.Quark), 4 * Math.Sqrt(chances.Sum(p => p * (1 - p))));
    }

    [Theory]
    [InlineData(nameof(PartonKind.Quark))]
    [InlineData(nameof(PartonKind.Gluon))]
    public void The_first_scale_follows_the_Sudakov_factor(string name)
    {
        var kind = Enum.Parse<PartonKind>(name);
        double Rate(double logarithm) => Coupling / Math.PI * (kind == PartonKind.Quark
            ? Whole(SplittingKernel.QuarkGluon, Math.Exp(logarithm))
            : Whole(SplittingKernel.GluonGluon, Math.Exp(logarithm)) + Whole(SplittingKernel.QuarkPair, Math.Exp(logarithm)));
        double None(double scale) => Math.Exp(-Integral(Rate, Math.Log(scale), Math.Log(Scale), 400));
        var found = Splittings(kind);
        var never = None(4 * CutOff);
        Assert.Equal(never * Showers, Showers - found.Count, 4 * Math.Sqrt(never * (1 - never) * Showers));
        double[] scales = [.. found.Select(s => s.Scale).Take(4000)];
        Assert.InRange(Kolmogorov.Distance(scales, scale => (None(scale) - never) / (1 - never)), 0, 1e-3 + Kolmogorov.Farthest(scales.Length));
    }

    [Fact]
    public void Four_momentum_is_conserved_at_each_splitting_and_partons_end_with_the_mass_of_a_cluster()
    {
        var random = new SplitMix64(2);
        var shower = new PartonShower(RunningCoupling.OneLoop(0.118), 0.5, ClusterMass);
        var system = FourVector.FromPtEtaPhi(300, 1, 2, 500);
        var splittings = 0;
        for (var i = 0; i < 500; i++)
        {
            var along = new FourVector(0, 0, 0, 1).Decay(random, 0, 0).First;
            var squared = shower.Shower(i % 2 == 0 ? PartonKind.Gluon : PartonKind.Quark, 500, random);
            if (!ShowerFrame.Allows(500, squared, 40 * 40))
                continue;
            shower.Place(random);
            var frame = new ShowerFrame(system, 2 * along, squared, 40 * 40);
            foreach (var parton in shower.Partons)
            {
                var p = frame.Momentum(parton);
                if (parton.Daughters == ShowerParton.None)
                {
                    Assert.Equal(ClusterMass, p.Mass, 1e-4);
                    continue;
                }

                var sum = frame.Momentum(shower.Partons[parton.Daughters]) + frame.Momentum(shower.Partons[parton.Daughters + 1]);
                Near(p, sum, 1e-10 * system.E);
                splittings++;
            }

            // What it recoils against has the mass that was asked for.
            Assert.Equal(40, (system + (-1 * frame.Momentum(shower.Partons[0]))).Mass, 1e-6);
        }

        Assert.InRange(splittings, 3000, 20_000);
    }

    [Fact]
    public void Angles_fall_and_transverse_momenta_stay_above_the_cut_off()
    {
        var random = new SplitMix64(3);
        var shower = new PartonShower(RunningCoupling.OneLoop(0.118), 0.5, ClusterMass);
        for (var i = 0; i < 500; i++)
        {
            _ = shower.Shower(PartonKind.Gluon, 500, random);
            foreach (var parton in shower.Partons)
            {
                if (parton.Daughters == ShowerParton.None)
                    continue;
                Assert.InRange(parton.SplitScale, 2, parton.Scale);
                Assert.InRange(parton.Fraction * (1 - parton.Fraction) * parton.SplitScale, 0.5, 125);
                Assert.Equal(parton.Fraction * parton.SplitScale, shower.Partons[parton.Daughters].Scale, 1e-12);
                Assert.Equal((1 - parton.Fraction) * parton.SplitScale, shower.Partons[parton.Daughters + 1].Scale, 1e-12);
            }
        }
    }

    [Fact]
    public void Quarks_of_a_Z_boson_at_rest_make_as_many_hadrons_as_were_counted()
    {
        // 20.8 charged ones a hadronic decay (Particle Data Group, 2022) and about half as many neutral pions.
        var random = new SplitMix64(4);
        var options = new JetImageOptions();
        var shower = new PartonShower(RunningCoupling.OneLoop(options.AlphaS), options.ShowerCutOff, options.ClusterMass);
        var hadrons = 0.0;
        for (var i = 0; i < 2 * 5000; i++)
        {
            _ = shower.Shower(PartonKind.Quark, 91.19, random);
            foreach (var parton in shower.Partons)
                hadrons += parton.Daughters == ShowerParton.None ? ClusterDecay.Hadrons : 0;
        }

        Assert.InRange(hadrons / 5000, 28, 33);
    }

    internal static void Near(FourVector expected, FourVector actual, double tolerance)
    {
        Assert.Equal(expected.Px, actual.Px, tolerance);
        Assert.Equal(expected.Py, actual.Py, tolerance);
        Assert.Equal(expected.Pz, actual.Pz, tolerance);
        Assert.Equal(expected.E, actual.E, tolerance);
    }

    private static List<(double Scale, double Fraction, PartonKind First)> Splittings(PartonKind kind)
    {
        var random = new SplitMix64(5);
        var shower = new PartonShower(new RunningCoupling(Coupling, 0), CutOff, ClusterMass);
        var found = new List<(double, double, PartonKind)>();
        for (var i = 0; i < Showers; i++)
        {
            _ = shower.Shower(kind, Scale, random);
            var first = shower.Partons[0];
            if (first.Daughters != ShowerParton.None)
                found.Add((first.SplitScale, first.Fraction, shower.Partons[first.Daughters].Kind));
        }

        return found;
    }

    private static double Whole(SplittingKernel kernel, double scale) => Primitive(kernel, 1 - Least(scale)) - Primitive(kernel, Least(scale));

    // z (1 - z) q̃ is the cut-off.
    private static double Least(double scale) => (1 - Math.Sqrt(Math.Max(0, 1 - (4 * CutOff / scale)))) / 2;

    private static double Primitive(SplittingKernel kernel, double z) => kernel switch
    {
        SplittingKernel.QuarkGluon => 4.0 / 3 * ((-2 * Math.Log(1 - z)) - z - (z * z / 2)),
        SplittingKernel.GluonGluon => 3 * (Math.Log(z / (1 - z)) - (2 * z) + (z * z / 2) - (z * z * z / 3)),
        _ => 2.5 * (z - (z * z) + (2 * z * z * z / 3)),
    };

    // Simpson's rule.
    private static double Integral(Func<double, double> function, double low, double high, int steps = 4000)
    {
        var width = (high - low) / steps;
        var sum = function(low) + function(high);
        for (var i = 1; i < steps; i++)
            sum += (i % 2 == 0 ? 2 : 4) * function(low + (i * width));
        return sum * width / 3;
    }
}
