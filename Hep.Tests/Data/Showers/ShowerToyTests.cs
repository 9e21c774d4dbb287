using Hep.Data;
using Hep.Data.Showers;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Data.Showers;

/// <summary>Simulated showers: what the parametrisation promises, and that real ones look alike.</summary>
public sealed class ShowerToyTests
{
    // Deep and wide enough that nothing leaves it.
    private static readonly ShowerGeometry Endless = new([.. Enumerable.Range(0, 60).Select(i => new ShowerLayer($"slice_{i}", 1, 1, 4000, 4000, 15.6))]);

    [Fact]
    public void A_shower_depends_on_seed_and_number_alone()
    {
        var toy = new ShowerToy(new ShowerToyOptions { MaximumEnergy = 20 });
        var all = toy.Generate(150, 5, threads: 2);
        var part = toy.Generate(50, 5, first: 70, threads: 1);
        Assert.Equal(all.Energies[70..120], part.Energies);
        for (var layer = 0; layer < 3; layer++)
            Assert.Equal(all.Layers[layer].AsSpan(70 * part.Layers[layer].Length / 50, part.Layers[layer].Length).ToArray(), part.Layers[layer]);
        Assert.NotEqual(part.Energies, toy.Generate(50, 6, first: 70).Energies);
        Assert.All(all.Energies, energy => Assert.InRange(energy, 1, 20));
    }

    [Theory]
    [InlineData(ShowerParticle.Electron)]
    [InlineData(ShowerParticle.Photon)]
    public void Energy_is_conserved_with_the_overflow(ShowerParticle particle)
    {
        var narrow = new ShowerGeometry([.. Endless.Layers.Select(layer => layer with { RowLength = 60, ColumnLength = 60 })]);
        var showers = new ShowerToy(new ShowerToyOptions { Particle = particle, Geometry = narrow, LostShare = 0 }).Generate(Same(20, 40), 1);
        for (var i = 0; i < showers.Count; i++)
        {
            var overflow = showers.Overflow.AsSpan(i * 60, 60).ToArray().Sum(energy => (double)energy);
            Assert.InRange(overflow, 0.2, 10);
            Assert.Equal(20, showers.Sum(i) + overflow, 0.01);
        }
    }

    [Fact]
    public void The_mean_depth_of_the_maximum_grows_with_the_logarithm_of_the_energy()
    {
        var options = new ShowerToyOptions();
        var shapes = new ElectromagneticShape(options);
        Assert.Equal(Math.Log(100) - Math.Log(10), shapes.Middle(100).Maximum - shapes.Middle(10).Maximum, 1e-9);
        Assert.Equal(Math.Log(50 / 0.0093) - 0.812, shapes.Middle(50).Maximum, 1e-9);

        // The mean of drawn depths: E[T] = T exp(s^2 / 2).
        foreach (var energy in new[] { 5.0, 50, 500 })
        {
            var random = new SplitMix64(3);
            var width = 1 / (-1.4 + (1.26 * shapes.LogEnergy(energy)));
            var expected = shapes.Middle(energy).Maximum * Math.Exp(0.5 * width * width);
            Assert.Equal(expected, Enumerable.Range(0, 20_000).Average(_ => shapes.Draw(energy, random).Maximum), 4 * width * expected / Math.Sqrt(20_000));
        }

        // And in cells: the mean depth goes up by about as many X0 as ln E does.
        var depths = new[] { 3f, 12, 48 }.Select(energy => MeanDepth(new ShowerToy(options with { Geometry = Endless }).Generate(Same(energy, 400), 1))).ToArray();
        Assert.Equal(Math.Log(4) * 1.05, depths[1] - depths[0], 0.25);
        Assert.Equal(Math.Log(4) * 1.05, depths[2] - depths[1], 0.25);
    }

    [Fact]
    public void Photons_begin_later()
    {
        var options = new ShowerToyOptions { Geometry = Endless };
        var electron = MeanDepth(new ShowerToy(options).Generate(Same(20, 400), 2));
        var photon = MeanDepth(new ShowerToy(options with { Particle = ShowerParticle.Photon }).Generate(Same(20, 400), 2));

        // 9/7 of a radiation length until the pair, whose halves are shorter by the mean of -ln of a share: 1/2.
        Assert.Equal((9.0 / 7) - 0.5, photon - electron, 0.3);
    }

    [Fact]
    public void Radii_are_distributed_as_parametrised()
    {
        var options = new ShowerToyOptions();
        foreach (var depth in new[] { 0.3, 1, 2.5 })
        {
            var profile = RadialProfile.Electromagnetic(30, depth, options);
            var random = new SplitMix64(7);
            double[] radii = [.. Enumerable.Range(0, 20_000).Select(_ => profile.Draw(random))];
            Assert.InRange(Kolmogorov.Distance(radii, profile.Within), 0, Kolmogorov.Farthest(radii.Length));
            Assert.True(radii.Max() <= 8 * options.MoliereRadius);
        }

        // About 90% of a shower lies within a Molière radius: that is what it is.
        var shapes = new ElectromagneticShape(options);
        var maximum = shapes.Middle(30).Maximum;
        var (inside, all) = (0.0, 0.0);
        for (var t = 0.25; t < 30; t += 0.5)
        {
            var dose = Math.Pow(t, shapes.Middle(30).Alpha - 1) * Math.Exp(-shapes.Middle(30).Beta * t);
            inside += dose * RadialProfile.Electromagnetic(30, t / maximum, options).Within(options.MoliereRadius);
            all += dose;
        }

        Assert.Equal(0.9, inside / all, 0.04);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(45)]
    public void The_resolution_is_that_of_the_options(float energy)
    {
        var toy = new ShowerToy(new ShowerToyOptions { Geometry = Endless, SamplingTerm = 0.2, ConstantTerm = 0.02, LostShare = 0 });
        var showers = toy.Generate(Same(energy, 1500), 4);
        double[] ratios = [.. Enumerable.Range(0, showers.Count).Select(i => showers.Sum(i) / energy)];
        var expected = Math.Sqrt((0.04 / energy) + 0.0004);
        Assert.Equal(1, ratios.Average(), 4 * expected / Math.Sqrt(ratios.Length));
        Assert.Equal(expected, Math.Sqrt(ratios.Sum(ratio => Math.Pow(ratio - ratios.Average(), 2)) / (ratios.Length - 1)), 4 * expected / Math.Sqrt(2 * ratios.Length));
    }

    [Fact]
    public void Pions_fluctuate_and_often_leave_ionisation_alone()
    {
        var options = new ShowerToyOptions { Particle = ShowerParticle.Pion };
        var showers = new ShowerToy(options).Generate(Same(50, 1500), 8);
        double[] sums = [.. Enumerable.Range(0, showers.Count).Select(i => showers.Sum(i))];

        // Of 480 mm and 374 mm of interaction length.
        var ionising = sums.Count(sum => sum < 0.5) / (double)sums.Length;
        Assert.Equal(Math.Exp(-480.0 / 374), ionising, 4 * Math.Sqrt(0.28 * 0.72 / sums.Length));
        Assert.Equal(480 * 5.7e-4, sums.Where(sum => sum < 0.5).Average(), 0.01);
        Assert.All(sums, sum => Assert.InRange(sum, 0.1, 50));
        var width = Math.Sqrt(sums.Average(sum => sum * sum) - Math.Pow(sums.Average(), 2));
        Assert.InRange(width / sums.Average(), 0.5, 1.2);
    }

    [SkippableFact]
    public void Real_showers_lie_between_electrons_and_photons()
    {
        var real = ShowerFileReader.Read(Repository.SharedData("calogan/test.h5"), ShowerGeometry.Published, ShowerUnits.Published);
        float[] energies = [.. Enumerable.Repeat(real.Energies, 8).SelectMany(energy => energy)];
        var electrons = new ShowerToy(new ShowerToyOptions()).Generate(energies, 1);
        var photons = new ShowerToy(new ShowerToyOptions { Particle = ShowerParticle.Photon }).Generate(energies, 1);

        // Errors of the 51 real showers: 0.014 for the mean fraction, 0.5 mm for the mean width in the first layer.
        Assert.InRange(Fraction(real, 0), Fraction(photons, 0) - 0.014, Fraction(electrons, 0) + 0.014);
        Assert.Equal(Fraction(real, 1), Fraction(electrons, 1), 0.04);
        Assert.Equal(Response(real), Response(electrons), 0.003);
        Assert.Equal(Width(real, 1), Width(electrons, 1), 1.5);
    }

    [Theory]
    [InlineData(0.1, 100, "MinimumEnergy of the showers is 0.1; expected a number from 0.5 to 10000")]
    [InlineData(50, 10, "MaximumEnergy of the showers is 10; expected a number above MinimumEnergy, 50")]
    public void Numbers_that_cannot_be_are_named(double minimum, double maximum, string message)
    {
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new ShowerToy(new ShowerToyOptions { MinimumEnergy = minimum, MaximumEnergy = maximum })).Message);
        Assert.Equal("Energy of the showers is 0; expected a number from 0.5 to 10000", Assert.Throws<ArgumentException>(() => new ShowerToy(new ShowerToyOptions()).Generate([0f], 1)).Message);
    }

    [Theory]
    [InlineData(1, 2, 0.8646647167633873)]
    [InlineData(2, 1, 0.26424111765711533)]
    [InlineData(2, 5, 0.9595723180054871)]
    [InlineData(0.5, 0.5, 0.6826894921370859)]
    public void The_incomplete_gamma_function_has_its_closed_forms(double a, double x, double expected) =>
        Assert.Equal(expected, GammaIntegral.Lower(a, x, GammaIntegral.LogGamma(a)), 1e-11);

    [Theory]
    [InlineData(0.4)]
    [InlineData(3)]
    public void Gamma_numbers_have_their_mean_and_variance(double shape)
    {
        var random = new SplitMix64(2);
        double[] values = [.. Enumerable.Range(0, 50_000).Select(_ => random.Gamma(shape))];
        Assert.Equal(shape, values.Average(), 4 * Math.Sqrt(shape / values.Length));
        Assert.InRange(Kolmogorov.Distance(values, x => GammaIntegral.Lower(shape + 1, x, GammaIntegral.LogGamma(shape + 1)) + Math.Exp((shape * Math.Log(x)) - x - GammaIntegral.LogGamma(shape + 1))), 0, Kolmogorov.Farthest(values.Length));
    }

    private static float[] Same(float energy, int count) => [.. Enumerable.Repeat(energy, count)];

    // In radiation lengths, a slice each.
    private static double MeanDepth(ShowerSet showers) =>
        Enumerable.Range(0, showers.Count).Average(i => Enumerable.Range(0, 60).Sum(layer => (layer + 0.5) * showers.Sum(i, layer)) / showers.Sum(i));

    private static double Fraction(ShowerSet showers, int layer) => Enumerable.Range(0, showers.Count).Average(i => showers.Sum(i, layer) / showers.Sum(i));

    private static double Response(ShowerSet showers) => Enumerable.Range(0, showers.Count).Average(i => showers.Sum(i) / showers.Energies[i]);

    private static double Width(ShowerSet showers, int layer)
    {
        var grid = showers.Geometry.Layers[layer];
        return Enumerable.Range(0, showers.Count).Average(i =>
        {
            var (sum, first, second) = (0.0, 0.0, 0.0);
            var image = showers.Image(i, layer);
            for (var cell = 0; cell < image.Length; cell++)
            {
                var x = ((cell % grid.Columns) + 0.5 - (0.5 * grid.Columns)) * grid.ColumnLength;
                (sum, first, second) = (sum + image[cell], first + (x * image[cell]), second + (x * x * image[cell]));
            }

            return Math.Sqrt((second / sum) - Math.Pow(first / sum, 2));
        });
    }
}
