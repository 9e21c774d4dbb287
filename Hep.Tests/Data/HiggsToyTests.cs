using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

public sealed class HiggsToyTests
{
    private static readonly Lazy<EventTable> Sample = new(() => HiggsToy.Generate(20_000, 1));

    [Fact]
    public void The_same_seed_gives_the_same_events_and_a_longer_sample_begins_with_the_shorter_one()
    {
        var again = HiggsToy.Generate(2000, 1);
        Assert.Equal(again.ToRowMajor(), Sample.Value.ToRowMajor()[..(2000 * 30)]);
        Assert.Equal(again.Labels, Sample.Value.Labels[..2000]);
        Assert.NotEqual(again.ToRowMajor(), HiggsToy.Generate(2000, 2).ToRowMajor());
    }

    [Fact]
    public void Derived_features_follow_from_the_measured_ones()
    {
        var matrix = Sample.Value.ToRowMajor();
        for (var i = 0; i < 2000; i++)
        {
            var e = matrix.AsSpan(30 * i, 30);
            var hasTwo = e[22] >= 2;
            Assert.Equal(e[9], e[13] + e[16] + e[29], 0.01);
            Assert.Equal(e[10], e[16] / e[13], 0.001);
            var massSquared = 2 * e[13] * e[16] * (Math.Cosh(e[14] - e[17]) - Math.Cos(e[15] - e[18]));
            Assert.Equal(e[2], Math.Sqrt(massSquared), 0.005 + (0.0015 * e[2]) + (0.001 * (e[13] + e[16])));
            Assert.Equal(hasTwo ? Math.Abs(e[24] - e[27]) : -999, e[4], 0.0021);
            Assert.Equal(e[22] >= 1, e[23] != -999);
            foreach (var f in new[] { 4, 5, 6, 12, 26, 27, 28 })
                Assert.Equal(hasTwo, e[f] != -999);
        }
    }

    [Fact]
    public void Objects_pass_the_selection_and_numbers_are_in_their_ranges()
    {
        var table = Sample.Value;
        Assert.All(table.ToRowMajor(), value => Assert.True(float.IsFinite(value)));
        Assert.All(Values("PRI_lep_pt"), pt => Assert.True(pt >= 26));
        Assert.All(Values("PRI_tau_pt"), pt => Assert.True(pt >= 20));
        Assert.All(Values("PRI_tau_eta").Concat(Values("PRI_lep_eta")), eta => Assert.InRange(eta, -2.5f, 2.5f));
        Assert.All(Values("PRI_met_phi").Concat(Values("PRI_tau_phi")), phi => Assert.InRange(phi, -3.142f, 3.142f));
        Assert.All(Values("PRI_jet_num"), n => Assert.InRange(n, 0, 3));
        Assert.All(Values("DER_met_phi_centrality"), c => Assert.InRange(c, -1.415f, 1.415f));
        Assert.All(Values("PRI_jet_leading_pt").Zip(Values("PRI_jet_subleading_pt")), p => Assert.True(p.First >= p.Second));

        float[] Values(string name) => table.Features.Single(f => f.Name == name).Values;
    }

    [Fact]
    public void Weights_sum_to_the_expected_yields_of_each_process()
    {
        // Each process is a binomial share of the events; four standard deviations.
        var process = Sample.Value.Text(HiggsToy.Process).Values;
        foreach (var (name, yield, weakest) in new[] { ("higgs", 692, 0.17), ("ztautau", 46_000, 0.21), ("wjets", 358_000, 0.40), ("ttbar", 7_000, 0.05) })
        {
            var events = Enumerable.Range(0, process.Length).Where(i => process[i] == name).ToArray();
            Assert.Equal(yield, events.Sum(i => Sample.Value.Weights[i]), 4 * yield * Math.Sqrt((1 - weakest) / weakest / 20_000));
            Assert.All(events, i => Assert.Equal(name == "higgs" ? 1 : 0, Sample.Value.Labels[i]));
        }

        Assert.Equal(["higgs", "ttbar", "wjets", "ztautau"], process.Distinct().Order(StringComparer.Ordinal));
        Sample.Value.RequireTrainable();
    }

    [Fact]
    public void A_sample_may_be_made_part_by_part()
    {
        var whole = Sample.Value;
        var parts = Simulations.Find("higgs").Stream(20_000, 1, 7_000).ToArray();
        Assert.Equal([7_000, 7_000, 6_000], parts.Select(part => part.Count));
        Assert.Equal(whole.ToRowMajor(), parts.SelectMany(part => part.ToRowMajor()));
        Assert.Equal(whole.EventIds, parts.SelectMany(part => part.EventIds));
        Assert.Equal(whole.Weights, parts.SelectMany(part => part.Weights));
        Assert.Equal(whole.Text("Process").Values, parts.SelectMany(part => part.Text("Process").Values));
        Assert.Equal(whole.Numbers("KaggleWeight").Values, parts.SelectMany(part => part.Numbers("KaggleWeight").Values));
    }

    [Fact]
    public void Values_are_undefined_about_as_often_as_in_the_real_sample()
    {
        // Published by the real rows: 1.3 and 29.2 % of the weight have no mass, 52.4 and 68.2 % no jet; to a few per cent of the events.
        Assert.Equal([0.99, 0.70], Defined("DER_mass_MMC"), (a, b) => Math.Abs(a - b) < 0.05);
        Assert.Equal([0.47, 0.32], Defined("PRI_jet_leading_pt"), (a, b) => Math.Abs(a - b) < 0.06);
        Assert.Equal([0.18, 0.09], Defined("DER_mass_jet_jet"), (a, b) => Math.Abs(a - b) < 0.04);

        double[] Defined(string name)
        {
            var (table, values) = (Sample.Value, Sample.Value.Features.Single(f => f.Name == name).Values);
            double Sum(int label, bool all) => Enumerable.Range(0, table.Count)
                .Where(i => table.Labels[i] == label && (all || values[i] != -999)).Sum(i => table.Weights[i]);
            return [Sum(1, false) / Sum(1, true), Sum(0, false) / Sum(0, true)];
        }
    }

    [Fact]
    public void The_pair_mass_tells_signal_from_background_and_peaks_where_it_should()
    {
        var table = Sample.Value;
        var mass = table.Features[0].Values;
        var signal = Enumerable.Range(0, table.Count).Where(i => table.Labels[i] == 1 && mass[i] > 0).Select(i => mass[i]).Order().ToArray();
        Assert.InRange(signal[signal.Length / 2], 110, 135);
        Assert.InRange(Area(table, mass), 0.6, 0.9);
    }

    [Fact]
    public void Simulations_are_found_by_name()
    {
        var simulation = Simulations.Find("higgs");
        Assert.Equal(5, simulation.Generate(5, 3).Count);
        Assert.Equal(["Process"], simulation.Truth);
        Assert.Equal("no simulation 'higs'; nearest names: 'higgs'", Assert.Throws<InvalidDataException>(() => Simulations.Find("higs")).Message);
    }

    // The chance that a signal event has the larger value: area under the ROC curve, weighted.
    private static double Area(EventTable table, float[] score)
    {
        var (area, background) = (0.0, 0.0);
        foreach (var i in Enumerable.Range(0, table.Count).OrderBy(i => score[i]))
        {
            if (table.Labels[i] == 0)
                background += table.Weights[i];
            else
                area += table.Weights[i] * background;
        }

        return area / (background * table.WeightPerClass()[1]);
    }
}
