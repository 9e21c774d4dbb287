using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>The one-dimensional example, against its closed forms.</summary>
public sealed class GaussianToyTests
{
    private const int Events = 40_000;
    private static readonly double[] Points = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2];
    private static readonly Lazy<EventTable> Sample = new(() => Simulations.Find("gaussian").Generate(Events, 1));

    private static IReadOnlyList<double> Theta => Sample.Value.Numbers("theta").Values;

    private static float[] X => Sample.Value.Features.Single(f => f.Name == "x").Values;

    [Fact]
    public void Signal_is_normal_about_its_theta()
    {
        foreach (var point in Points)
        {
            // About 2,200 events; four standard deviations of mean, spread and of the share within one spread.
            double[] x = [.. Rows(i => Theta[i] == point).Select(i => X[i] - point)];
            var spread = Math.Sqrt(x.Sum(v => v * v) / x.Length);
            Assert.Equal(0, x.Average(), 4 * 0.25 / Math.Sqrt(x.Length));
            Assert.Equal(0.25, spread, 4 * 0.25 / Math.Sqrt(2 * x.Length));
            Assert.Equal(0.6827, x.Count(v => Math.Abs(v) < 0.25) / (double)x.Length, 4 * 0.4654 / Math.Sqrt(x.Length));
        }
    }

    [Fact]
    public void Background_is_flat_and_has_no_theta()
    {
        var rows = Rows(i => Sample.Value.Labels[i] == 0);
        Assert.All(rows, i => Assert.Equal(-999, Theta[i]));
        Assert.InRange(Kolmogorov.Distance([.. rows.Select(i => (double)X[i])], x => (x + 5) / 10), 0, Kolmogorov.Farthest(rows.Length));
    }

    [Fact]
    public void Classes_and_points_come_equally_often_with_weight_one()
    {
        var signal = Rows(i => Sample.Value.Labels[i] == 1);
        Assert.Equal(Events / 2, signal.Length, 4 * Math.Sqrt(Events / 4.0));
        Assert.Equal(Points, signal.Select(i => Theta[i]).Distinct().Order());
        foreach (var point in Points)
            Assert.Equal(signal.Length / 9.0, signal.Count(i => Theta[i] == point), 4 * Math.Sqrt(signal.Length * 8 / 81.0));
        Assert.All(Sample.Value.Weights, weight => Assert.Equal(1, weight));
        Assert.Equal(["background", "signal"], Sample.Value.Classes);
    }

    [Fact]
    public void A_sample_may_be_made_part_by_part_and_a_longer_one_begins_with_the_shorter_one()
    {
        var simulation = Simulations.Find("gaussian");
        var joined = EventTable.Joined([.. simulation.Stream(1000, 1, 300)]);
        Assert.Equal(X[..1000], joined.Features[0].Values);
        Assert.Equal(Theta.Take(1000), joined.Numbers("theta").Values);
        Assert.Equal(Sample.Value.EventIds[..1000], joined.EventIds);
        Assert.NotEqual(X[..1000], simulation.Generate(1000, 2).Features[0].Values);
        Assert.Throws<ArgumentOutOfRangeException>(() => simulation.Generate(0, 1));
    }

    [Fact]
    public void A_written_sample_reads_back()
    {
        using var folder = new TemporaryFolder();
        var (simulation, path) = (Simulations.Find("gaussian"), folder.File("gaussian.csv"));
        CsvWriter.Write(path, simulation.Generate(200, 1), simulation.Layout);
        var read = CsvReader.Read(path, simulation.Layout);
        Assert.Equal(X[..200], read.Features[0].Values);
        Assert.Equal(Theta.Take(200), read.Numbers("theta").Values);
        Assert.Equal(Sample.Value.Labels[..200], read.Labels);
    }

    private static int[] Rows(Func<int, bool> which) => [.. Enumerable.Range(0, Events).Where(which)];
}
