using Hep.Data;
using Hep.Data.Flavour;
using Xunit;

namespace Hep.Tests.Data.Flavour;

/// <summary>One spectrum for all flavours.</summary>
public sealed class SpectrumReweightingTests
{
    private static readonly double[] PtEdges = [20, 40, 80, 150, 300], EtaEdges = [0, 0.5, 1.2];

    [Fact]
    public void The_flavours_of_the_fit_have_the_spectrum_of_the_reference_bin_by_bin()
    {
        var jets = Simulations.Find("flavour_jets").Generate(8000, 1);
        var reweighting = SpectrumReweighting.Fit(jets, PtEdges, EtaEdges, "light");
        var weights = reweighting.Weights(jets);
        var expected = Shares(jets, jets.Weights, 0);
        for (var flavour = 0; flavour < 4; flavour++)
        {
            var found = Shares(jets, weights, flavour);
            for (var bin = 0; bin < expected.Length; bin++)
                Assert.Equal(expected[bin], found[bin], 1e-12);
        }

        Assert.All(reweighting.Caveats, caveat => Assert.DoesNotContain("spectrum lacks", caveat, StringComparison.Ordinal));

        // They differed before by far more than by chance.
        Assert.True(Math.Abs(Shares(jets, jets.Weights, 2)[0] - expected[0]) > 0.05);
    }

    [Fact]
    public void Other_jets_have_it_within_their_errors()
    {
        var toy = Simulations.Find("flavour_jets");
        var reweighting = SpectrumReweighting.Fit(toy.Generate(20_000, 1), PtEdges, EtaEdges, "light");
        var jets = toy.Generate(20_000, 2);
        var (light, bottom) = (Shares(jets, reweighting.Weights(jets), 0), Shares(jets, reweighting.Weights(jets), 2));
        for (var bin = 0; bin < light.Length; bin++)
            Assert.Equal(light[bin], bottom[bin], 5 * Math.Sqrt((light[bin] + 1e-4) / 3000));
    }

    [Fact]
    public void Weights_are_ratios_of_shares_and_empty_bins_weigh_nothing()
    {
        // light: 1 + 3 in two bins and 1 outside; b: 2 in the first and 2 in a bin without light, negative weights included.
        var jets = Jets([30, 30, 50, 50, 50, 500, 30, 30, 30, 100], [0, 0, 0, 0, 0, 0, 1, 1, 1, 1], [0.5, 0.5, 1, 1, 1, 1, 3, -1.5, 0.5, 2]);
        var reweighting = SpectrumReweighting.Fit(jets, PtEdges, [0, 1], "light");
        var weights = reweighting.Weights(jets);
        Assert.Equal([0.5, 0.5, 1, 1, 1, 0], weights[..6]);
        var factor = 0.25 / 0.5;
        Assert.Equal([3 * factor, -1.5 * factor, 0.5 * factor, 0], weights[6..]);
        Assert.Equal(
            [
                "light: 20.00% of its weight has the weight 0, being outside of the bins or in 0 bins without light",
                "b: no weight in 1 of 4 bins, which hold 75.00% of light: its spectrum lacks them",
                "b: 50.00% of its weight has the weight 0, being outside of the bins or in 1 bins without light",
            ],
            reweighting.Caveats.Select(caveat => caveat.Replace(" %", "%", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var jets = Jets([30, 30], [0, 1], [1, 1]);
        Refused("toy: found the flavour 'charm' as the reference of the reweighting, expected one of light, b", () => SpectrumReweighting.Fit(jets, PtEdges, [0, 1], "charm"));
        Refused("toy: no feature 'pT'; nearest names: 'pt'", () => SpectrumReweighting.Fit(jets, PtEdges, [0, 1], "light", pt: "pT"));
        Refused("toy: found no 'light' jets with weights above 0 in the 1 bins of the reweighting, expected some: look at the edges of pt (100 to 200) and |eta| (0 to 1)", () => SpectrumReweighting.Fit(jets, [100, 200], [0, 1], "light"));
        var edges = Assert.Throws<ArgumentException>(() => SpectrumReweighting.Fit(jets, [20, 20], [0, 1], "light"));
        Assert.StartsWith("found the edges [20, 20], expected two or more that are finite and rise", edges.Message, StringComparison.Ordinal);

        static void Refused(string message, Action action) => Assert.StartsWith(message, Assert.Throws<InvalidDataException>(action).Message, StringComparison.Ordinal);
    }

    private static EventTable Jets(float[] pt, int[] labels, double[] weights) =>
        new("toy", [new FeatureColumn("pt", "GeV", pt), new FeatureColumn("eta", "", new float[pt.Length])], labels, ["light", "b"], weights);

    private static double[] Shares(EventTable jets, double[] weights, int flavour)
    {
        var sums = new double[(PtEdges.Length - 1) * (EtaEdges.Length - 1)];
        for (var jet = 0; jet < jets.Count; jet++)
        {
            double pt = jets.Features[0].Values[jet], eta = Math.Abs(jets.Features[1].Values[jet]);
            if (jets.Labels[jet] == flavour && pt < 300 && eta < 1.2)
                sums[((PtEdges.Count(edge => edge <= pt) - 1) * 2) + EtaEdges.Count(edge => edge <= eta) - 1] += weights[jet];
        }

        return [.. sums.Select(sum => sum / sums.Sum())];
    }
}
