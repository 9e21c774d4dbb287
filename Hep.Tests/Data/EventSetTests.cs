using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>Events on disk are the same as in memory.</summary>
public sealed class EventSetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5000)]
    public void What_goes_through_the_disk_comes_back_to_the_last_bit(int every)
    {
        using var folder = new TemporaryFolder();
        var whole = HiggsToy.Generate(10_000, 3);
        var rows = Enumerable.Range(0, whole.Count).Where(row => row % every == every - 1).ToArray();
        var expected = whole.Select(rows);
        using (var collector = Collected(folder, rowsInMemory: 2000))
        {
            using var events = collector.Select("some", rows);
            Assert.False(events.IsInMemory);
            Assert.Empty(events.Events.Features);
            Assert.Equal(expected.EventIds, events.Events.EventIds);
            Assert.Equal(expected.Weights, events.Events.Weights);
            Assert.Equal(expected.Labels, events.Events.Labels);
            Assert.Equal(expected.Text("KaggleSet").Values, events.Events.Text("KaggleSet").Values);
            Assert.Equal(expected.Numbers("KaggleWeight").Values, events.Events.Numbers("KaggleWeight").Values);
            Assert.Equal(expected.Features.Select(f => (f.Name, f.Unit)), events.Features.Select(f => (f.Name, f.Unit)));
            var (read, next) = (new List<float>(), 0);
            foreach (var (start, piece) in events.Pieces())
            {
                Assert.Equal(next, start);
                Assert.InRange(piece.Length, 1, 300 * 30);
                read.AddRange(piece);
                next += piece.Length / 30;
            }

            Assert.Equal(expected.ToRowMajor(), read);
            Assert.Equal(expected.ToRowMajor(), events.Sample(int.MaxValue).ToRowMajor());

            // On Unix the files have no name while they are used, so that a process that is killed leaves none.
            Assert.Equal(OperatingSystem.IsWindows(), Directory.EnumerateFiles(folder.File("scratch")).Any());
        }

        Assert.Empty(Directory.EnumerateFiles(folder.File("scratch")));
    }

    [Fact]
    public void What_fits_stays_in_memory_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        using var collector = Collected(folder, rowsInMemory: 10_000);
        using var events = collector.Select("all", [.. Enumerable.Range(0, 10_000)]);
        Assert.True(events.IsInMemory);
        Assert.IsNotAssignableFrom<System.Collections.IEnumerable>(events.Pieces());
        foreach (var (start, piece) in events.Pieces())
        {
            Assert.Equal(0, start);
            Assert.Equal(HiggsToy.Generate(10_000, 3).ToRowMajor(), piece);
        }

        Assert.Same(events.Events, events.Sample(10));
        Assert.False(Directory.Exists(folder.File("scratch")));
    }

    [Fact]
    public void A_sample_is_spread_evenly_over_the_file()
    {
        using var folder = new TemporaryFolder();
        using var collector = Collected(folder, rowsInMemory: 1);
        using var events = collector.Select("all", [.. Enumerable.Range(0, 10_000)]);
        var sample = events.Sample(4);
        var whole = HiggsToy.Generate(10_000, 3).Select([0, 2500, 5000, 7500]);
        Assert.Equal(whole.EventIds, sample.EventIds);
        Assert.Equal(whole.ToRowMajor(), sample.ToRowMajor());
    }

    [SkippableFact]
    public void A_full_disk_is_one_clear_message()
    {
        const string Full = "/dev/full";
        Skip.IfNot(File.Exists(Full), "no /dev/full on this system: what a full disk does was not tried");
        using var spool = new FeatureSpool(File.OpenHandle(Full, FileMode.Open, FileAccess.ReadWrite), "run/.spool/all", 30);
        var error = Assert.Throws<IOException>(() => spool.Append(HiggsToy.Generate(10, 1)));
        Assert.Matches(
            @"^run/\.spool/all: the scratch file for events that do not fit into data\.memory cannot be written \(No space left on device.*\); make room, choose another folder with --out, or give data\.memory more$",
            error.Message);
    }

    [Fact]
    public void A_scratch_file_that_somebody_cut_is_noticed()
    {
        using var folder = new TemporaryFolder();
        using var spool = FeatureSpool.Create(folder.File("spool"), 30);
        spool.Append(HiggsToy.Generate(10, 1));
        Assert.Equal($"{folder.File("spool")}: the scratch file ends too early: another program has changed it", Assert.Throws<IOException>(() => spool.Read(5, new float[6 * 30])).Message);
    }

    [Fact]
    public void A_window_is_never_longer_than_one_array_can_hold()
    {
        // The columns share their values: 30,000 events with 100,000 features would be 12 GB.
        var values = new float[30_000];
        var table = new EventTable("wide", [.. Enumerable.Range(0, 100_000).Select(f => new FeatureColumn($"f{f}", "", values))], new int[values.Length], ["b", "s"]);
        using var events = new EventSet(table);
        Assert.InRange((long)events.WindowRows * 100_000, Array.MaxLength - 99_999L, Array.MaxLength);
        using var few = new EventSet(table.Select([0, 1]));
        Assert.Equal(2, few.WindowRows);
    }

    [Fact]
    public void The_parts_of_a_simulation_are_the_whole()
    {
        var parts = Simulations.Find("higgs").Stream(1000, 3, 300).ToList();
        Assert.Equal([300, 300, 300, 100], parts.Select(part => part.Count));
        var (whole, joined) = (HiggsToy.Generate(1000, 3), EventTable.Joined(parts));
        Assert.Equal(whole.ToRowMajor(), joined.ToRowMajor());
        Assert.Equal(whole.EventIds, joined.EventIds);
        Assert.Equal(whole.Weights, joined.Weights);
        Assert.Equal(whole.Numbers("KaggleWeight").Values, joined.Numbers("KaggleWeight").Values);
    }

    [Fact]
    public void The_parts_of_the_longest_simulation_end_with_it()
    {
        var asked = new List<(int First, int Count)>();
        var empty = HiggsToy.Generate(1, 1);
        var simulation = Simulations.Find("higgs") with
        {
            Part = (first, count, _, _) =>
            {
                asked.Add((first, count));
                return empty;
            },
        };
        Assert.Equal(2, simulation.Stream(int.MaxValue, 1, 1 << 30).Take(3).Count());
        Assert.Equal([(0, 1 << 30), (1 << 30, (1 << 30) - 1)], asked);
    }

    private static EventCollector Collected(TemporaryFolder folder, int rowsInMemory)
    {
        var collector = new EventCollector(rowsInMemory, windowRows: _ => 300, folder.File("scratch"));
        foreach (var part in Simulations.Find("higgs").Stream(10_000, 3, 900))
            collector.Add(part);
        return collector;
    }
}
