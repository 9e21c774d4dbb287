using Hep.Data;
using Hep.Data.Tracking;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Data.Tracking;

/// <summary>Events that were made graphs: real ones, and small ones with what can be wrong.</summary>
public sealed class HitGraphReaderTests
{
    [SkippableFact]
    public void A_hundred_real_graphs_are_read_whole()
    {
        var path = Repository.SharedData("trackml/graphs_2GeV/event000001000_g000.npz");
        var reader = new HitGraphReader(new HitReadingOptions(), TrackMlLayers.All);
        var events = reader.Read(Path.GetDirectoryName(path)!).ToArray();
        Assert.Equal(100, events.Length);
        Assert.Equal(109_056, events.Sum(read => read.Count));
        Assert.Equal(Enumerable.Range(1000, 100).Select(id => (ulong)id), events.Select(read => read.EventId));
        Assert.Equal(1284, events[0].Count);
        Assert.Equal((0, 0, 0), (reader.Skipped.OutsideHits, reader.Skipped.OtherLayers, reader.Skipped.UnknownParticles));
        Assert.Equal([.. Enumerable.Range(0, 4), .. Enumerable.Range(10, 14)], events.SelectMany(read => read.Layers).Distinct().Order());
        Assert.All(events, read => Assert.DoesNotContain(0UL, read.ParticleIds));

        // Row 1 of X: r = 0.03204777, φ / π and z are the first numbers of their columns.
        using var file = NpzFile.Open(path);
        var values = new float[3];
        file.Array("X").Read(0, 1, values);
        var first = Array.IndexOf(events[0].HitIds, 1UL);
        Assert.Equal(1UL, events[0].ParticleIds[first]);
        Assert.Equal(32.0477635, Math.Sqrt(Math.Pow(events[0].X[first], 2) + Math.Pow(events[0].Y[first], 2)), 1e-6);
        Assert.Equal(Math.PI * values[1], Math.Atan2(events[0].Y[first], events[0].X[first]), 1e-12);
        Assert.Equal(1000.0 * values[2], events[0].Z[first], 1e-12);

        var barrel = new HitGraphReader(new HitReadingOptions { Detector = TrackMlDetector.Barrel });
        var kept = barrel.Read(path).Single();
        Assert.Equal(1284, kept.Count + barrel.Skipped.OtherLayers);
        Assert.Equal([0, 1, 2, 3], kept.Layers.Distinct().Order());
    }

    [Fact]
    public void Particles_count_from_one_and_layers_follow_from_the_place()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "event000000007_g000.npz", [0.0321f, 0.5f, -0.1f, 0.172f, -0.25f, 0.4f, 0.1f, 1, 0.7f], [1, 0, 1]);
        var read = new HitGraphReader(new HitReadingOptions(), TrackMlLayers.All).Read(folder.Path).Single();
        Assert.Equal(7UL, read.EventId);
        Assert.Equal([0, 3, 18], read.Layers);
        Assert.Equal([2UL, 1, 2], read.ParticleIds);
        Assert.Equal([1UL, 2], read.Particles.Ids);
        Assert.All(read.Particles.Pt, pt => Assert.True(double.IsNaN(pt)));
        Assert.Equal(32.1, read.Y[0], 1e-5);
    }

    [Fact]
    public void What_is_wrong_is_named()
    {
        using var folder = new TemporaryFolder();
        var other = Write(folder, "graph.npz", [0.03f, 0, 0], [0]);
        Assert.Equal($"{other}: expected the graph of an event, as event000001000_g000.npz; its number is the event's id", Refusal(other));
        var empty = Write(folder, "event1_g000.npz", [], []);
        Assert.Equal($"{empty}: the event has no hits; skip: [empty_events] in a run card (SkipEmptyEvents in code) leaves such events out", Refusal(empty));
        var far = Write(folder, "event2.npz", [0.05f, 0, 0.1f], [0]);
        Assert.Equal($"{far}: hit 1 at r = 50 mm, z = 100 mm lies outside of the detector; expected a position on one of the layers; skip: [outside_hits] in a run card (SkipOutsideHits in code) leaves such hits out", Refusal(far));
        var few = Write(folder, "event3.npz", [0.03f, 0, 0], [0, 1]);
        Assert.Equal($"{few}, array 'pid': has shape [2], expected [1]", Refusal(few));
        var odd = Write(folder, "event4.npz", [0.03f, float.NaN, 0], [0]);
        Assert.Equal($"{odd}, array 'X', row 0: found NaN, expected a finite number", Refusal(odd));
        var negative = Write(folder, "event5.npz", [0.03f, 0, 0], [-1]);
        Assert.Equal($"{negative}, array 'pid', row 0: found -1, expected the place of a particle, 0 or more", Refusal(negative));
    }

    private static string Refusal(string path) => Assert.Throws<InvalidDataException>(() => new HitGraphReader(new HitReadingOptions()).Read(path).ToList()).Message;

    private static string Write(TemporaryFolder folder, string name, float[] places, long[] particles)
    {
        NpzWriter.Write(folder.File(name), file =>
        {
            file.Add<float>("X", places, places.Length / 3, 3);
            file.Add<long>("pid", particles, particles.Length);
        });
        return folder.File(name);
    }
}
