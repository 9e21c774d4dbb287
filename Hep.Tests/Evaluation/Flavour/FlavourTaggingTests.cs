using Hep.Data;
using Hep.Evaluation;
using Hep.Evaluation.Flavour;
using Hep.Evaluation.Plots;
using MathNet.Numerics;
using Xunit;

namespace Hep.Tests.Evaluation.Flavour;

/// <summary>Discriminants, working points, scans and bins of a tagger.</summary>
public sealed class FlavourTaggingTests
{
    private static readonly string[] Classes = ["light", "c", "b", "tau"];

    [Fact]
    public void D_b_and_D_c_are_the_formula()
    {
        double[] probabilities = [0.5, 0.2, 0.2, 0.1, 0.01, 0.09, 0.85, 0.05];
        var bottom = FlavourDiscriminant.OfBottom(Classes, charm: 0.07, tau: 0.02);
        Assert.Equal(("D_b", 2), (bottom.Name, bottom.Signal));
        Assert.Equal([0.91, 0.07, 0, 0.02], bottom.Fractions.ToArray().Select(fraction => Math.Round(fraction, 12)));
        var found = bottom.OfProbabilities(probabilities);
        Assert.Equal(Math.Log(0.2 / ((0.07 * 0.2) + (0.02 * 0.1) + (0.91 * 0.5))), found[0], 1e-12);
        Assert.Equal(Math.Log(0.85 / ((0.07 * 0.09) + (0.02 * 0.05) + (0.91 * 0.01))), found[1], 1e-12);
        var charm = FlavourDiscriminant.OfCharm(Classes, bottom: 0.3).OfProbabilities(probabilities);
        Assert.Equal(Math.Log(0.2 / ((0.3 * 0.2) + (0.7 * 0.5))), charm[0], 1e-12);
        Assert.Equal(Math.Log(0.2 / 0.5), FlavourDiscriminant.OfBottom(Classes, 0).OfProbabilities(probabilities)[0], 1e-12);
        Assert.Equal(Math.Log(0.2 / 0.1), FlavourDiscriminant.OfBottom(Classes, 0, 1).OfProbabilities(probabilities)[0], 1e-12);
    }

    [Fact]
    public void Logits_serve_as_well_and_nothing_is_infinite()
    {
        var discriminant = FlavourDiscriminant.OfBottom(["light", "c", "b"], 0.1);
        double[] logits = [1, -2, 3, 900, -900, 0];
        var found = discriminant.OfLogarithms(logits);
        Assert.Equal(3 - Math.Log((0.9 * Math.E) + (0.1 * Math.Exp(-2))), found[0], 1e-12);
        Assert.Equal(-900 - Math.Log(0.9), found[1], 1e-9);
        double[] saturated = discriminant.OfProbabilities([1, 0, 0, 0, 0, 1, 0, 0, 0]);
        Assert.All(saturated, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(Math.Log(1e-30 / 0.9), saturated[0], 1e-9);
        Assert.Equal(-Math.Log(1e-30), saturated[1], 1e-9);
    }

    [Fact]
    public void Shares_and_flavours_that_cannot_be_are_refused()
    {
        Refused("found the share 1.2 of c, expected shares of other flavours than light, from 0 on, with a sum of at most 1", () => FlavourDiscriminant.OfBottom(Classes, 1.2));
        Refused("found the share -0.1 of c", () => FlavourDiscriminant.OfBottom(Classes, -0.1));
        Refused("found the share 0.6 of tau", () => FlavourDiscriminant.OfBottom(Classes, 0.5, 0.6));
        Refused("found the flavour tau, expected one of light, c, b", () => FlavourDiscriminant.OfBottom(["light", "c", "b"], 0.1, 0.1));
        Refused("found b as signal and as background", () => FlavourDiscriminant.Of(Classes, "b", new Dictionary<string, double> { ["b"] = 0.2 }, "light"));
        var bottom = FlavourDiscriminant.OfBottom(Classes, 0.1);
        Assert.Equal("D_b: found -0.1 for flavour c of event 1 (counted from 0), expected a probability", Assert.Throws<InvalidDataException>(() => bottom.OfProbabilities([1, 0, 0, 0, 0.5, -0.1, 0.5, 0.1])).Message);
        Assert.Equal("D_b: found 3 numbers, expected rows of 4, one a flavour: light, c, b, tau", Assert.Throws<InvalidDataException>(() => bottom.OfLogarithms([1, 0, 0])).Message);
        Assert.Equal(
            "tagger 'net': found the label 4 of jet 1 (counted from 0), expected a flavour from 0 to 3: light, c, b, tau",
            Assert.Throws<InvalidDataException>(() => new TaggedSample("net", Classes, "b", [1, 2], [0, 4])).Message);
        Assert.Throws<InvalidDataException>(() => new TaggedSample("net", Classes, "beauty", [1, 2], [0, 3]));
        Assert.Throws<InvalidDataException>(() => new TaggedSample("net", Classes, "b", [1, double.NaN], [0, 2]));

        static void Refused(string message, Action action) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Working_points_of_Gaussians_have_the_rejections_of_the_closed_form()
    {
        var sample = Gaussians("network", 60_000, 1);
        var points = TaggingWorkingPoint.Of(sample, TaggingWorkingPoint.UsualEfficiencies, sample);
        Assert.Equal([0.60, 0.70, 0.77, 0.85], points.Select(point => point.Efficiency));
        foreach (var point in points)
        {
            var cut = 2 + (Math.Sqrt(2) * SpecialFunctions.ErfInv(1 - (2 * point.Efficiency)));
            Assert.Equal(cut, point.Threshold, 0.05);
            Assert.Equal(["light", "c"], point.Rejections.Select(rejection => rejection.Flavour));
            foreach (var (mean, (_, rejection)) in new[] { 0.0, 1 }.Zip(point.Rejections))
                Assert.Equal(2 / SpecialFunctions.Erfc((cut - mean) / Math.Sqrt(2)), rejection.Value, 4 * rejection.Error);
            Assert.All(point.Ratios, ratio => Assert.Equal(new Estimate(1, 0), new Estimate(ratio.Ratio.Value, Math.Round(ratio.Ratio.Error, 9))));
        }

        var worse = Gaussians("other", 60_000, 1, noise: 1);
        Assert.All(TaggingWorkingPoint.Of(sample, [0.7], worse)[0].Ratios, ratio => Assert.True(ratio.Ratio.Value > 1 + (5 * ratio.Ratio.Error)));
        Assert.Empty(TaggingWorkingPoint.Of(sample, [0.7])[0].Ratios);
    }

    [Fact]
    public void More_weight_on_charm_buys_charm_rejection_with_light_rejection()
    {
        var sample = Posteriors(40_000, 2);
        var scans = FractionScan.Of(sample, [0, 0.2, 1], 0, [0.6, 0.8]);
        Assert.Equal([0.6, 0.8], scans.Select(scan => scan.Efficiency));
        foreach (var scan in scans)
        {
            Assert.Equal([0, 0.2, 1], scan.Points.Select(point => point.Charm));
            Assert.True(scan.Points[0].LightRejection.Value > scan.Points[2].LightRejection.Value);
            Assert.True(scan.Points[0].CharmRejection.Value < scan.Points[2].CharmRejection.Value);
        }

        var tagged = TaggedSample.Of(sample, FlavourDiscriminant.OfBottom(sample.Classes, 0.2));
        Assert.Equal(tagged.Against(0).Roc.AtSignalEfficiency(0.8).BackgroundRejection, scans[1].Points[1].LightRejection);
        Assert.Throws<ArgumentException>(() => FractionScan.Of(sample, [0.2, 0.2], 0, [0.6]));
        var figure = IsoEfficiencyFigure.Create(scans, chosen: 0.2);
        Assert.Equal(6, figure.Numbers!.Rows.Count);
        Assert.NotEmpty(FigureWriter.ToBytes(figure, FigureFormat.Svg));
        Assert.Throws<ArgumentException>(() => IsoEfficiencyFigure.Create([]));
    }

    [Fact]
    public void A_fixed_cut_is_counted_bin_by_bin_with_weights()
    {
        var sample = new TaggedSample("net", ["light", "b"], "b", [1, 3, 5, 0, 4, 2], [1, 1, 1, 0, 0, 1], [1, 2, 1, 1, 3, 9]);
        var bins = BinnedTagging.AtCut(sample, [25, 25, 25, 25, 25, 500], [20, 30, 40], 3);
        Assert.Equal(0.75, bins.Efficiency(1)[0].Value);
        Assert.Equal(new Estimate(0.75, Math.Sqrt((0.25 * 0.25 * 5) + (0.75 * 0.75 * 1)) / 4), bins.Efficiency(1)[0]);
        Assert.Equal((0.75, 4.0 / 3), (bins.Efficiency(0)[0].Value, bins.Rejection(0)[0].Value));
        Assert.True(double.IsNaN(bins.Efficiency(1)[1].Value) && double.IsNaN(bins.Rejection(0)[1].Value));
        Assert.Equal(["light jets", "b jets"], bins.Series().Select(series => series.Name));
        Assert.Throws<ArgumentException>(() => BinnedTagging.AtCut(sample, [1], [20, 30], 3));
    }

    [Fact]
    public void Flat_efficiency_has_a_cut_a_bin()
    {
        // Discriminants grow with the variable: one cut would not keep the efficiency.
        var random = new SplitMix64(5);
        var (values, labels, variable) = (new double[30_000], new int[30_000], new double[30_000]);
        for (var i = 0; i < values.Length; i++)
        {
            (labels[i], variable[i]) = (i % 3, random.Uniform(0, 3));
            values[i] = random.Normal() + labels[i] + Math.Floor(variable[i]);
        }

        var sample = new TaggedSample("net", ["light", "c", "b"], "b", values, labels);
        var flat = BinnedTagging.AtFlatEfficiency(sample, variable, [0, 1, 2, 3, 4], 0.7);
        for (var bin = 0; bin < 3; bin++)
        {
            Assert.Equal(0.7, flat.Efficiency(2)[bin].Value, 1e-3);
            Assert.Equal(1.4756 + bin, flat.Cuts[bin], 0.08);
            Assert.Equal(0.5 * SpecialFunctions.Erfc(1.4756 / Math.Sqrt(2)), flat.Efficiency(0)[bin].Value, 4 * flat.Efficiency(0)[bin].Error);
        }

        Assert.True(double.IsNaN(flat.Cuts[3]) && double.IsNaN(flat.Efficiency(2)[3].Value));
        Assert.True(BinnedTagging.AtCut(sample, variable, [0, 1, 2, 3], 2.5).Efficiency(2)[0].Value < 0.5);
        Assert.Throws<ArgumentOutOfRangeException>(() => BinnedTagging.AtFlatEfficiency(sample, variable, [0, 1], 0));
    }

    [Fact]
    public void Distributions_by_class_are_densities_with_errors()
    {
        var figure = ClassDistributionFigure.Create("pT", "GeV", [0, 1, 3], ["light", "b", "none"], [0.5, 0.5, 2, 2, 7], [0, 0, 0, 1, 1], [1, 2, 1, 4, 1], new ClassDistributionOptions { Logarithmic = true, Cuts = [1.5] });
        Assert.Equal(["class", "low", "high", "density", "density_error"], figure.Numbers!.Columns);
        Assert.Equal(
            [["light", "0", "1", "0.75", "0.5590169943749475"], ["light", "1", "3", "0.125", "0.125"], ["b", "0", "1", "0", "0"], ["b", "1", "3", "0.5", "0.5"]],
            figure.Numbers.Rows);
        Assert.NotEmpty(FigureWriter.ToBytes(figure, FigureFormat.Svg));
        Assert.Throws<ArgumentException>(() => ClassDistributionFigure.Create("x", "", [0, 1], ["a"], [0.5], [1], [1]));
        Assert.Throws<ArgumentException>(() => ClassDistributionFigure.Create("x", "", [0, 1], ["a"], [0.5], [0, 0], [1]));
    }

    // b about 2, c about 1, light about 0, all of width 1.
    private static TaggedSample Gaussians(string name, int count, ulong seed, double noise = 0)
    {
        var random = new SplitMix64(seed);
        var (values, labels) = (new double[count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % 3;
            values[i] = random.Normal() + labels[i] + (noise * random.Normal());
        }

        return new TaggedSample(name, ["light", "c", "b"], "b", values, labels);
    }

    // In the plane: light at the origin, b away from it, c beside; posteriors of the true densities.
    private static MultiClassSample Posteriors(int count, ulong seed)
    {
        var random = new SplitMix64(seed);
        (double X, double Y)[] places = [(0, 0), (1.5, -1), (1.5, 1)];
        var (scores, labels) = (new double[3 * count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % 3;
            var (x, y) = (places[labels[i]].X + random.Normal(), places[labels[i]].Y + random.Normal());
            for (var k = 0; k < 3; k++)
                scores[(3 * i) + k] = Math.Exp(-0.5 * (Math.Pow(x - places[k].X, 2) + Math.Pow(y - places[k].Y, 2)));
        }

        return new MultiClassSample("posterior", ["light", "c", "b"], scores, labels);
    }
}
