using Hep.Data;
using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>The search for a resonance as a sample: columns, weights, and that the task is neither empty nor trivial.</summary>
public sealed class ResonanceToyTests
{
    private const int Events = 40_000;
    private static readonly double[] Points = [500, 750, 1000, 1250, 1500];
    private static readonly Simulation Toy = Simulations.Find("resonance");
    private static readonly Lazy<EventTable> Sample = new(() => Toy.Generate(Events, 1));

    private static EventTable Table => Sample.Value;

    private static IReadOnlyList<double> Mass => Table.Numbers("mass").Values;

    [Fact]
    public void Features_are_those_of_the_paper_in_the_order_of_the_published_file()
    {
        Assert.Equal(
            "lep_pt lep_eta lep_phi met met_phi jet_num "
            + "jet1_pt jet1_eta jet1_phi jet1_btag jet2_pt jet2_eta jet2_phi jet2_btag jet3_pt jet3_eta jet3_phi jet3_btag jet4_pt jet4_eta jet4_phi jet4_btag "
            + "m_jj m_jjj m_lnu m_jlnu m_wwbb",
            string.Join(' ', Table.Features.Select(f => f.Name)));
        Assert.All(Table.Features, f => Assert.Equal(f.Name.EndsWith("_pt", StringComparison.Ordinal) || f.Name.StartsWith("m_", StringComparison.Ordinal) || f.Name == "met", f.Unit == "GeV"));
        Assert.Equal(("event", "weight", "label", -999f), (Toy.Layout.EventId, Toy.Layout.Weight, Toy.Layout.Label, Toy.Layout.Missing));
        Assert.Equal(["mass"], Toy.Layout.Numbers);
    }

    [Fact]
    public void A_sample_may_be_made_part_by_part_and_a_longer_one_begins_with_the_shorter_one()
    {
        var whole = Toy.Generate(2000, 1);
        var joined = EventTable.Joined([.. Toy.Stream(2000, 1, 700)]);
        Assert.Equal(whole.ToRowMajor(), joined.ToRowMajor());
        Assert.Equal(whole.Weights, joined.Weights);
        Assert.Equal(whole.EventIds, joined.EventIds);
        Assert.Equal(whole.Numbers("mass").Values, joined.Numbers("mass").Values);
        Assert.Equal(whole.ToRowMajor(), Table.ToRowMajor()[..(2000 * 27)]);
        Assert.NotEqual(whole.ToRowMajor(), Toy.Generate(2000, 2).ToRowMajor());
    }

    [Fact]
    public void Objects_pass_the_selection_and_numbers_are_in_their_ranges()
    {
        // Values are rounded to 0.001.
        Assert.All(Table.ToRowMajor(), value => Assert.True(float.IsFinite(value) && value != -999));
        Assert.All(Values("lep_pt").Concat(Values("jet4_pt")).Concat(Values("met")), pt => Assert.True(pt >= 30));
        foreach (var feature in Table.Features.Where(f => f.Name.EndsWith("_eta", StringComparison.Ordinal)))
            Assert.All(feature.Values, eta => Assert.InRange(eta, -2.5f, 2.5f));
        foreach (var feature in Table.Features.Where(f => f.Name.EndsWith("_phi", StringComparison.Ordinal)))
            Assert.InRange(Kolmogorov.Distance([.. feature.Values.Select(phi => (double)phi)], phi => (phi + Math.PI) / (2 * Math.PI)), 0, 0.0005 + Kolmogorov.Farthest(Events));
        Assert.Equal(4, Values("jet_num").Min());
        for (var i = 0; i < Events; i++)
        {
            float[] pt = [.. Enumerable.Range(1, 4).Select(jet => Values($"jet{jet}_pt")[i])];
            Assert.Equal(pt.OrderDescending(), pt);
            Assert.InRange(Enumerable.Range(1, 4).Sum(jet => Values($"jet{jet}_btag")[i]), 1, 4);
        }
    }

    [Fact]
    public void Masses_come_equally_often_and_weights_sum_to_the_yields()
    {
        // Binomial shares of the events; four standard deviations.
        foreach (var point in Points)
        {
            var rows = Rows(i => Mass[i] == point);
            Assert.All(rows, i => Assert.Equal(1, Table.Labels[i]));
            Assert.Equal(Events / 10.0, rows.Length, 4 * Math.Sqrt(0.09 * Events));
            Assert.Equal(100, rows.Sum(i => Table.Weights[i]), 400 * Math.Sqrt(9.0 / Events));
        }

        var background = Rows(i => Table.Labels[i] == 0);
        Assert.All(background, i => Assert.Equal(-999, Mass[i]));
        Assert.Equal(10_000, background.Sum(i => Table.Weights[i]), 40_000 * Math.Sqrt(1.0 / Events));
        Assert.Equal(Events, background.Length + Points.Sum(point => Mass.Count(mass => mass == point)));
    }

    [Fact]
    public void The_reconstructed_peak_follows_the_mass_linearly()
    {
        // Of 4,000 events; the median in a window, which has an error of 3 GeV at 1500.
        var medians = Array.ConvertAll(Points, point => Quantile(Reconstructed(i => Mass[i] == point && Values("m_wwbb")[i] > 0.7 * point && Values("m_wwbb")[i] < 1.3 * point), 0.5));
        var slope = Points.Zip(medians, (x, y) => (x - 1000) * y).Sum() / Points.Sum(x => (x - 1000) * (x - 1000));
        Assert.InRange(slope, 0.95, 1.02);
        Assert.InRange(medians.Average(), 1000, 1040);
        Assert.All(Points.Zip(medians), p => Assert.Equal(medians.Average() + (slope * (p.First - 1000)), p.Second, 12.0));
    }

    [Fact]
    public void The_mass_of_an_event_can_only_be_guessed()
    {
        foreach (var point in Points)
        {
            var mass = Reconstructed(i => Mass[i] == point);
            Assert.InRange((Quantile(mass, 0.84) - Quantile(mass, 0.16)) / point, 0.2, 0.45);
        }

        // Nor is there another feature whose values are those of one mass alone: neighbours overlap in each of them.
        foreach (var feature in Table.Features)
        {
            var (low, high) = (Rows(i => Mass[i] == 1000).Select(i => feature.Values[i]), Rows(i => Mass[i] == 1250).Select(i => feature.Values[i]));
            Assert.InRange(Area(low, high), 0.1, 0.9);
        }
    }

    [Fact]
    public void The_spectrum_of_the_background_falls()
    {
        var mass = Reconstructed(i => Table.Labels[i] == 0);
        int[] counts = [.. Enumerable.Range(0, 7).Select(bin => mass.Count(m => m >= 500 + (200 * bin) && m < 700 + (200 * bin)))];
        Assert.All(counts.Zip(counts.Skip(1)), pair => Assert.True(pair.Second < 0.75 * pair.First, string.Join(' ', counts)));
        Assert.True(counts[^1] > 50);
    }

    [Fact]
    public void Nearness_to_the_peak_alone_tells_signal_from_background_but_not_by_far()
    {
        var (signal, background) = (Reconstructed(i => Mass[i] == 1000), Reconstructed(i => Table.Labels[i] == 0));
        Assert.InRange(Area(background.Select(Nearness), signal.Select(Nearness)), 0.85, 0.91);

        static float Nearness(double mass) => -(float)Math.Abs(Math.Log(mass / 1022));
    }

    private static double Area(IEnumerable<float> background, IEnumerable<float> signal)
    {
        float[] scores = [.. background, .. signal];
        var first = scores.Length - signal.Count();
        return new BinarySample("mass", scores, [.. Enumerable.Range(0, scores.Length).Select(i => i >= first)]).Roc.Auc.Value;
    }

    private static double[] Reconstructed(Func<int, bool> which) => [.. Rows(which).Select(i => (double)Values("m_wwbb")[i])];

    private static double Quantile(double[] values, double share) => values.Order().ElementAt((int)(share * values.Length));

    private static int[] Rows(Func<int, bool> which) => [.. Enumerable.Range(0, Events).Where(which)];

    private static float[] Values(string name) => Table.Features.Single(f => f.Name == name).Values;
}
