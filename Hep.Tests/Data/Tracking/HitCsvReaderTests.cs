using Hep.Data.Tracking;
using Xunit;

namespace Hep.Tests.Data.Tracking;

/// <summary>Hits of any CSV file by the names of its columns.</summary>
public sealed class HitCsvReaderTests
{
    private static readonly HitCsvLayout Cylindrical = new() { Radius = "r", Azimuth = "phi", HitId = "hit", ParticleId = "track", EventId = "event", NoiseParticle = -1 };

    private static readonly HitReadingOptions Default = new() { Detector = BarrelDetector.Default };

    [Fact]
    public void Hits_of_an_event_come_together_wherever_they_stand()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("hits.csv", "hit,r,phi,z,event,track\n1,70,1,5,9,0\n1,30,2,-5,4,3\n2,30.4,-1,6,9,-1\n3,30,0.5,7,9,0\n");
        var events = new HitCsvReader(Cylindrical, Default).Read(path);
        Assert.Equal([9UL, 4], events.Select(read => read.EventId));
        Assert.Equal([2UL, 3, 1], events[0].HitIds);
        Assert.Equal([0, 0, 1], events[0].Layers);
        Assert.Equal([0UL, 1, 1], events[0].ParticleIds);
        Assert.Equal([1UL], events[0].Particles.Ids);
        Assert.Equal(70 * Math.Cos(1), events[0].X[2], 1e-12);
        Assert.Equal(70 * Math.Sin(1), events[0].Y[2], 1e-12);
        Assert.Equal([6.0, 7, 5], events[0].Z);
        Assert.Equal([4UL], events[1].ParticleIds);
    }

    [Fact]
    public void Volumes_and_layers_are_mapped_and_others_counted()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("hits.csv.gz", TemporaryFolder.Gzip("x,y,z,vol,lay\n1,0,0,8,4\n2,0,0,8,2\n3,0,0,7,2\n"));
        var reader = new HitCsvReader(new HitCsvLayout { Layer = "lay", Volume = "vol", Layers = [(8, 2), (8, 4)] }, new HitReadingOptions());
        var read = Assert.Single(reader.Read(path));
        Assert.Equal([2.0, 1], read.X);
        Assert.Equal([0, 1], read.Layers);
        Assert.Equal([2UL, 1], read.HitIds);
        Assert.Equal([0UL, 0], read.ParticleIds);
        Assert.Equal((0UL, 1), (read.EventId, reader.Skipped.OtherLayers));
        var plain = new HitCsvReader(new HitCsvLayout { Layer = "lay" }, new HitReadingOptions()).Read(path);
        Assert.Equal([2, 2, 4], plain[0].Layers);
    }

    [Fact]
    public void What_the_toy_made_comes_back()
    {
        using var folder = new TemporaryFolder();
        var made = new TrackingToy(new TrackingToyOptions()).Generate(3, seed: 1);
        var lines = made.SelectMany(m => Enumerable.Range(0, m.Count).Select(i => FormattableString.Invariant($"{m.EventId},{m.HitIds[i]},{m.X[i]:R},{m.Y[i]:R},{m.Z[i]:R},{m.Layers[i]},{m.ParticleIds[i]}")));
        var path = folder.Write("toy.csv", "event,id,x,y,z,layer,particle\n" + string.Join('\n', lines.Reverse()));
        var layout = new HitCsvLayout { EventId = "event", HitId = "id", Layer = "layer", ParticleId = "particle" };
        foreach (var read in new HitCsvReader(layout, Default).Read(path))
        {
            var own = made[(int)read.EventId];
            Assert.Equal(own.HitIds, read.HitIds);
            Assert.Equal(own.X, read.X);
            Assert.Equal(own.Z, read.Z);
            Assert.Equal(own.Layers, read.Layers);
            Assert.Equal(own.ParticleIds, read.ParticleIds);
        }
    }

    [Theory]
    [InlineData("1,30,0,1,1,a\n", "{0}, data row 1, column 'track': found 'a'; expected the id of a particle, a whole number above -1, or -1 for noise")]
    [InlineData("1,30,0,1,1,-2\n", "{0}, data row 1, column 'track': found '-2'; expected the id of a particle, a whole number above -1, or -1 for noise")]
    [InlineData("1,30,0,1,5,1\n1,70,0,1,5,1\n", "{0}, event 5: hit id 1 comes again in row 2 of its hits; expected every id once; skip: [duplicate_hits] in a run card (SkipDuplicateHits in code) keeps the first one")]
    [InlineData("1,50,0,1,5,1\n", "{0}, event 5: hit 1 at r = 50 mm, z = 1 mm lies outside of the detector; expected a radius within 10 mm of one of the layers, at 30, 70, 120, 170, 260, 360, 500, 660, 820, 1000 mm; skip: [outside_hits] in a run card (SkipOutsideHits in code) leaves such hits out")]
    [InlineData("1,30,0,700,5,1\n", "{0}, event 5: hit 1 at r = 30 mm, z = 700 mm lies outside of the detector; expected r within 10 mm of 30 mm and |z| up to 500 mm on layer 0; skip: [outside_hits] in a run card (SkipOutsideHits in code) leaves such hits out")]
    [InlineData("1,30,0,x,5,1\n", "{0}, line 2, column 'z': 'x' is not a number")]
    [InlineData("", "{0}: the event has no hits; skip: [empty_events] in a run card (SkipEmptyEvents in code) leaves such events out")]
    public void What_is_wrong_is_named(string rows, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("hits.csv", "hit,r,phi,z,event,track\n" + rows);
        var fault = Assert.Throws<InvalidDataException>(() => new HitCsvReader(Cylindrical, Default).Read(path));
        Assert.Equal(expected.Replace("{0}", path, StringComparison.Ordinal), fault.Message);
    }

    [Fact]
    public void What_is_skipped_is_counted()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("hits.csv", "hit,r,phi,z,event,track\n1,30,0,1,5,1\n1,70,0,1,5,1\n2,50,0,1,5,1\n3,400,0,1,6,1\n");
        var reader = new HitCsvReader(Cylindrical, Default with { SkipDuplicateHits = true, SkipOutsideHits = true, SkipEmptyEvents = true });
        Assert.Equal([1UL], Assert.Single(reader.Read(path)).HitIds);
        Assert.Equal((1, 2, 1), (reader.Skipped.DuplicateHits, reader.Skipped.OutsideHits, reader.Skipped.EmptyEvents));
    }

    [Fact]
    public void A_layout_that_tells_no_layers_is_refused()
    {
        Assert.StartsWith("there is neither a column of layers nor a detector", Refusal(new HitCsvLayout()), StringComparison.Ordinal);
        Assert.StartsWith("the layout has volumes, but does not say which layers", Refusal(new HitCsvLayout { Layer = "l", Volume = "v" }), StringComparison.Ordinal);
        Assert.Equal("NoiseParticle is 1; expected 0 or a number below", Refusal(new HitCsvLayout { Layer = "l", NoiseParticle = 1 }));

        static string Refusal(HitCsvLayout layout) => Assert.Throws<ArgumentException>(() => new HitCsvReader(layout, new HitReadingOptions()).Read("hits.csv")).Message;
    }
}
