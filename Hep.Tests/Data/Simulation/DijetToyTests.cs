using Hep.Data;
using Xunit;
using static Hep.Tests.Support.Repository;

namespace Hep.Tests.Data;

/// <summary>Pairs of jets: the closed forms they are drawn from, and the rows they stand in for.</summary>
public sealed class DijetToyTests
{
    private const int Events = 40_000;
    private static readonly Lazy<EventTable> Made = new(() => Make(("signal_share", 0.25)));

    private static EventTable Sample => Made.Value;

    [Fact]
    public void The_background_falls_as_a_power_in_the_window()
    {
        double Left(double mass) => Math.Pow(mass, -4);
        var mjj = Of(Sample, "mjj", 0);
        Assert.InRange(Kolmogorov.Distance(mjj, m => (Left(3300) - Left(m)) / (Left(3300) - Left(3700))), 0, Kolmogorov.Farthest(mjj.Length));
        Assert.All(Of(Sample, "mjj", 1), m => Assert.InRange(m, 3300, 3700));
    }

    [Fact]
    public void Both_jets_of_the_background_together_have_the_masses_of_the_closed_form()
    {
        // sinh of the logit of the mass, as a share of half of mJJ, is normal.
        static double Scaled(double mass, double mjj) => Math.Sinh(0.5 * (Logit(2 * mass / mjj) - Logit(170 / 1750.0)) / 0.94) / 0.5;
        var (mjj, light, heavy) = (Of(Sample, "mjj", 0), Of(Sample, "mj1", 0), Of(Sample, "mj2", 0));
        double[] all = [.. light.Zip(mjj, Scaled), .. heavy.Zip(mjj, Scaled)];
        Assert.InRange(Kolmogorov.Distance(all, Normal), 0, Kolmogorov.Farthest(all.Length));
        Assert.All(light.Zip(heavy), pair => Assert.True(pair.First <= pair.Second));
    }

    [Fact]
    public void Light_jets_of_the_background_have_one_distribution_of_tau21_and_heavy_ones_less()
    {
        // All jets below this mass are below the threshold of the slope, which is a share of half of mJJ.
        var (mass, tau21) = (Of(Sample, "mj1", 0), Of(Sample, "tau21_1", 0));
        double[] light = [.. tau21.Where((_, i) => mass[i] < 0.086 * 1650).Select(t => (Logit(t) - Logit(0.61)) / 0.75)];
        Assert.InRange(Kolmogorov.Distance(light, Normal), 0, Kolmogorov.Farthest(light.Length));
        Assert.InRange(tau21.Where((_, i) => mass[i] > 400).Average(), 0.2, 0.45);
    }

    [Fact]
    public void Signal_peaks_at_the_masses_that_were_set_and_has_two_prongs()
    {
        Assert.Equal(Events / 4.0, Sample.Labels.Sum(), 4 * Math.Sqrt(Events * 3 / 16.0));
        var moved = Make(("signal_share", 1), ("minimum_mjj", 2000), ("maximum_mjj", 4500), ("resonance_mass", 3000), ("first_mass", 300), ("second_mass", 80));
        Assert.Equal(3000, Of(moved, "mjj", 1).Average(), 4 * 0.037 * 3000 / Math.Sqrt(Events));
        Assert.InRange(Middle(Of(moved, "mj2", 1)), 295, 310);
        Assert.InRange(Middle(Of(moved, "mj1", 1)), 80, 92);
        Assert.InRange(Middle(Of(Sample, "mj2", 1)), 490, 510);
        Assert.InRange(Middle(Of(Sample, "mj1", 1)), 100, 115);
        Assert.True(Middle(Of(Sample, "tau21_2", 1)) < Middle(Of(Sample, "tau21_2", 0)) - 0.2);
        Assert.True(Middle(Of(Sample, "tau21_1", 1)) < Middle(Of(Sample, "tau21_1", 0)) - 0.15);
    }

    [Fact]
    public void A_sample_may_be_made_part_by_part_and_reads_back()
    {
        var simulation = Simulations.Find("dijets");
        var whole = simulation.Generate(1000, 3);
        var joined = EventTable.Joined([.. simulation.Stream(1000, 3, 300)]);
        for (var f = 0; f < 5; f++)
            Assert.Equal(whole.Features[f].Values, joined.Features[f].Values);
        Assert.Equal(whole.EventIds, joined.EventIds);
        using var folder = new TemporaryFolder();
        CsvWriter.Write(folder.File("dijets.csv"), whole, simulation.Layout);
        Assert.Equal(whole.Features[4].Values, CsvReader.Read(folder.File("dijets.csv"), simulation.Layout).Features[4].Values);
    }

    [Theory]
    [InlineData("signal_share", 1.5, "signal_share of the dijets is 1.5; expected a number from 0 to 1")]
    [InlineData("resonance_mass", 4000, "resonance_mass of the dijets is 4000; expected a number from 3300 to 3700")]
    [InlineData("maximum_mjj", 3000, "maximum_mjj of the dijets is 3000; expected a number above minimum_mjj, 3300")]
    [InlineData("first_mass", double.NaN, "first_mass of the dijets is NaN; expected a number from 10 to 1750")]
    [InlineData("first_mas", 400, "found first_mas, expected a number of the simulation; nearest names: 'first_mass'")]
    public void Impossible_numbers_are_refused(string name, double value, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Simulations.Find("dijets").With(new Dictionary<string, double> { [name] = value })).Message);

    [SkippableFact]
    public void Its_background_looks_like_the_rows_of_the_olympics()
    {
        var rows = LhcOlympicsReader.Read(SharedData("lhco/train.npy"));
        Assert.Equal(60_000, rows.Count);
        Assert.Equal(395, rows.Labels.Sum());
        foreach (var feature in rows.Features)
        {
            // The quartiles, in units of the half distance of the real ones.
            var (real, toy) = (Of(rows, feature.Name, 0), Of(Sample, feature.Name, 0));
            double[] shares = [0.25, 0.5, 0.75];
            var width = 0.5 * (At(real, 0.75) - At(real, 0.25));
            Assert.All(shares, share => Assert.Equal(0, (At(toy, share) - At(real, share)) / width, 0.2));
        }
    }

    private static EventTable Make(params (string Name, double Value)[] numbers) =>
        Simulations.Find("dijets").With(numbers.ToDictionary(number => number.Name, number => number.Value)).Generate(Events, 1);

    private static double[] Of(EventTable events, string name, int label) =>
        [.. events.Features.Single(feature => feature.Name == name).Values.Where((_, i) => events.Labels[i] == label).Select(value => (double)value)];

    private static double Middle(double[] values) => At(values, 0.5);

    private static double At(double[] values, double share) => values.Order().ElementAt((int)(share * values.Length));

    private static double Logit(double share) => Math.Log(share / (1 - share));

    private static double Normal(double x) => 0.5 * MathNet.Numerics.SpecialFunctions.Erfc(-x / Math.Sqrt(2));
}
