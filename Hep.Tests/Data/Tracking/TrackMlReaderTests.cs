using Hep.Data.Tracking;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Data.Tracking;

/// <summary>Events of the TrackML challenge: real ones, and small ones with what can be wrong.</summary>
public sealed class TrackMlReaderTests
{
    private const string Hits = "hit_id,x,y,z,volume_id,layer_id,module_id\n1,32,0,10,8,2,1\n2,0,-72,-20,8,4,1\n3,-32,1,5,8,2,7\n4,40,0,-1500,7,2,1\n";
    private const string Truth = "hit_id,particle_id,tx,ty,tz,tpx,tpy,tpz,weight\n1,4503668346847232,0,0,0,0,0,0,0\n2,0,0,0,0,0,0,0,0\n3,4503668346847233,0,0,0,0,0,0,0\n4,4503668346847233,0,0,0,0,0,0,0\n";
    private const string Particles = "particle_id,vx,vy,vz,px,py,pz,q,nhits\n4503668346847232,0.01,-0.02,3,0,2,2,-1,1\n4503668346847233,0,0,1,-1,0,0,1,2\n4503668346847234,0,0,1,1,0,0,1,0\n";

    [SkippableFact]
    public void A_real_event_has_the_hits_of_its_files()
    {
        var path = Repository.SharedData("trackml/event/event000000001-hits.csv.gz");
        var barrel = new TrackMlReader(new HitReadingOptions { Detector = TrackMlDetector.Barrel });
        var read = Assert.Single(barrel.Read(Path.GetDirectoryName(path)!));
        Assert.Equal(1UL, read.EventId);
        Assert.Equal([404, 340, 313, 280, 350, 344, 304, 268, 241, 221], read.Layers.GroupBy(layer => layer).OrderBy(group => group.Key).Select(group => group.Count()));
        Assert.Equal((5527 - 3065, 0, 0), (barrel.Skipped.OtherLayers, barrel.Skipped.OutsideHits, barrel.Skipped.UnknownParticles));
        var all = Assert.Single(new TrackMlReader(new HitReadingOptions(), TrackMlLayers.All).Read(path));
        Assert.Equal((5527, 548), (all.Count, all.Particles.Count));
        Assert.Equal(829, all.ParticleIds.Count(id => id == 0));
        Assert.Equal(48, all.Layers.Distinct().Count());
        Assert.Equal((296, 252), (all.Particles.Charges.Count(charge => charge == 1), all.Particles.Charges.Count(charge => charge == -1)));
        Assert.Equal(829, all.ParticlePlaces().Count(place => place < 0));
        var cells = TrackMlReader.ReadCells(path);
        Assert.Equal(18_564, cells.Count);
        Assert.Equal((6UL, 274UL, 839UL, 0.295811), (cells.HitIds[0], cells.Channel0[0], cells.Channel1[0], cells.Values[0]));
        Assert.Empty(cells.HitIds.Except(all.HitIds));
        for (var layer = 10; layer < 48; layer++)
        {
            var z = all.Z.Where((_, hit) => all.Layers[hit] == layer).ToArray();
            Assert.InRange(z.Max() - z.Min(), 0, 12);
        }
    }

    [SkippableFact]
    public void A_helix_goes_through_the_real_hits_of_a_fast_particle()
    {
        var read = new TrackMlReader(new HitReadingOptions()).Read(Repository.SharedData("trackml/event/event000000001-hits.csv.gz")).Single();
        var ratios = new List<double>();
        var places = read.ParticlePlaces();
        foreach (var track in Enumerable.Range(0, read.Count).Where(hit => places[hit] >= 0).GroupBy(hit => places[hit]))
        {
            if (track.Select(hit => read.Layers[hit]).Distinct().Count() < 8 || read.Particles.Pt[track.Key] < 0.5)
                continue;
            int[] hits = [.. track.OrderBy(hit => (read.X[hit] * read.X[hit]) + (read.Y[hit] * read.Y[hit]))];
            double[] across = [.. hits.Select(hit => TrackMlDetector.Barrel.Layers[read.Layers[hit]].ResolutionRPhi)], along = [.. hits.Select(hit => TrackMlDetector.Barrel.Layers[read.Layers[hit]].ResolutionZ)];
            Assert.True(HelixFit.TryFit(Take(read.X), Take(read.Y), Take(read.Z), across, along, 2, out var fit));
            ratios.Add(fit.Helix.QOverPt * read.Particles.Pt[track.Key] / read.Particles.Charges[track.Key]);

            double[] Take(double[] values) => [.. hits.Select(hit => values[hit])];
        }

        // Sign, size of the field and units: the challenge's field is not uniform.
        Assert.InRange(ratios.Count, 40, 200);
        Assert.Equal(1, ratios.Order().ElementAt(ratios.Count / 2), 0.03);
    }

    [Fact]
    public void Small_files_are_read_plain_and_packed()
    {
        using var folder = new TemporaryFolder();
        Write(folder, 12, Hits, Truth, Particles);
        folder.Write("event000000013-hits.csv.gz", TemporaryFolder.Gzip(Hits));
        folder.Write("event000000013-truth.csv.gz", TemporaryFolder.Gzip(Truth));
        folder.Write("event000000013-particles.csv", Particles);
        var reader = new TrackMlReader(new HitReadingOptions());
        var events = reader.Read(folder.Path).ToArray();
        Assert.Equal([12UL, 13UL], events.Select(read => read.EventId));
        Assert.Equal(2, reader.Skipped.OtherLayers);
        Assert.All(events, read =>
        {
            Assert.Equal([1UL, 3, 2], read.HitIds);
            Assert.Equal([0, 0, 1], read.Layers);
            Assert.Equal([32.0, -32, 0], read.X);
            Assert.Equal([0.0, 1, -72], read.Y);
            Assert.Equal([10.0, 5, -20], read.Z);
            Assert.Equal([4503668346847232UL, 4503668346847233, 0], read.ParticleIds);
            Assert.Equal([0, 1, -1], read.ParticlePlaces());
            Assert.Equal((3, 2, Math.PI / 2, Math.Asinh(1), 0.01, -0.02, 3, -1), (read.Particles.Count, read.Particles.Pt[0], read.Particles.Phi[0], read.Particles.Eta[0], read.Particles.VertexX[0], read.Particles.VertexY[0], read.Particles.VertexZ[0], read.Particles.Charges[0]));
        });
        var all = new TrackMlReader(new HitReadingOptions(), TrackMlLayers.All).Read(folder.Path).First();
        Assert.Equal([0, 0, 1, 16], all.Layers);
        Assert.Equal([1UL, 3, 2, 4], all.HitIds);
    }

    [Fact]
    public void Hits_without_truth_are_refused_or_noise()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, 1, Hits, Truth.Replace("3,4503668346847233,0,0,0,0,0,0,0\n", "", StringComparison.Ordinal), Particles);
        Assert.Equal(
            $"{folder.File("event000000001-truth.csv")}: there is no row of hit 3, which is in event000000001-hits.csv; expected the particle of every hit, 0 for noise; skip: [unknown_particles] in a run card (SkipUnknownParticles in code) takes such hits for noise",
            Refusal(path, new()));
        var reader = new TrackMlReader(new HitReadingOptions { SkipUnknownParticles = true });
        Assert.Equal([4503668346847232UL, 0, 0], reader.Read(path).Single().ParticleIds);
        Assert.Equal(1, reader.Skipped.UnknownParticles);
    }

    [Fact]
    public void Particles_that_no_file_knows_are_refused_or_noise()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, 1, Hits, Truth, Particles.Replace("4503668346847232,", "77,", StringComparison.Ordinal));
        Assert.Equal(
            $"{path}: hit 1 is of particle 4503668346847232, which is not in the file of particles; expected one of its 3 particles, or 0 for noise; skip: [unknown_particles] in a run card (SkipUnknownParticles in code) takes such hits for noise",
            Refusal(path, new()));
        var reader = new TrackMlReader(new HitReadingOptions { SkipUnknownParticles = true });
        Assert.Equal([0UL, 4503668346847233, 0], reader.Read(path).Single().ParticleIds);
        Assert.Equal(1, reader.Skipped.UnknownParticles);
    }

    [Fact]
    public void An_event_without_hits_is_refused_or_skipped()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, 1, Hits[..(Hits.IndexOf('\n', StringComparison.Ordinal) + 1)], Truth, Particles);
        Write(folder, 2, Hits, Truth, Particles);
        Assert.Equal($"{path}: the event has no hits; skip: [empty_events] in a run card (SkipEmptyEvents in code) leaves such events out", Refusal(path, new()));
        var reader = new TrackMlReader(new HitReadingOptions { SkipEmptyEvents = true });
        Assert.Equal(2UL, reader.Read(folder.Path).Single().EventId);
        Assert.Equal(1, reader.Skipped.EmptyEvents);
    }

    [Fact]
    public void A_hit_id_that_comes_twice_is_refused_or_skipped()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, 1, Hits.Replace("\n3,", "\n1,", StringComparison.Ordinal), Truth, Particles);
        Assert.Equal($"{path}: hit id 1 comes again in row 3 of its hits; expected every id once; skip: [duplicate_hits] in a run card (SkipDuplicateHits in code) keeps the first one", Refusal(path, new()));
        var reader = new TrackMlReader(new HitReadingOptions { SkipDuplicateHits = true });
        Assert.Equal([1UL, 2], reader.Read(path).Single().HitIds);
        Assert.Equal(1, reader.Skipped.DuplicateHits);
    }

    [Fact]
    public void A_hit_outside_of_the_detector_is_refused_or_skipped()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, 1, Hits.Replace("3,-32,1,5,", "3,-52,1,5,", StringComparison.Ordinal), Truth, Particles);
        var options = new HitReadingOptions { Detector = TrackMlDetector.Barrel };
        Assert.Equal(
            $"{path}: hit 3 at r = 52.01 mm, z = 5 mm lies outside of the detector; expected r within 10 mm of 32.3 mm and |z| up to 500 mm on layer 0; skip: [outside_hits] in a run card (SkipOutsideHits in code) leaves such hits out",
            Refusal(path, options));
        var reader = new TrackMlReader(options with { SkipOutsideHits = true });
        Assert.Equal([1UL, 2], reader.Read(path).Single().HitIds);
        Assert.Equal(1, reader.Skipped.OutsideHits);
        var nowhere = Write(folder, 2, Hits.Replace("10,8,2,1", "10,5,2,1", StringComparison.Ordinal), Truth, Particles);
        Assert.Contains("hit 1 at r = 32 mm, z = 10 mm lies outside of the detector; expected a position on one of the layers", Refusal(nowhere, new()), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_not_there_or_not_theirs_are_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("event000000001-hits.csv", Hits);
        Assert.Contains($"{folder.File("event000000001-truth.csv")}: there is no such file", Assert.Throws<FileNotFoundException>(() => new TrackMlReader(new()).Read(path).ToList()).Message, StringComparison.Ordinal);
        var other = folder.Write("hits.csv", Hits);
        Assert.Equal($"{other}: expected a file of hits of the TrackML challenge, as event000001000-hits.csv or event000001000-hits.csv.gz", Refusal(other, new()));
        Write(folder, 1, Hits.Replace("1,32,0", "-1,32,0", StringComparison.Ordinal), Truth, Particles);
        Assert.Equal($"{path}, line 2, column 'hit_id': '-1' is negative; expected the id of a hit, a whole number from 0 to 18446744073709551615", Refusal(path, new()));
        Write(folder, 1, Hits, Truth, Particles.Replace("4503668346847233", "4503668346847232", StringComparison.Ordinal));
        Assert.Equal($"{folder.File("event000000001-particles.csv")}: particle id 4503668346847232 comes twice; expected every id once, and not 0", Refusal(path, new()));
        Assert.Throws<InvalidDataException>(() => TrackMlReader.ReadCells(other));
    }

    private static string Refusal(string path, HitReadingOptions options) => Assert.Throws<InvalidDataException>(() => new TrackMlReader(options).Read(path).ToList()).Message;

    private static string Write(TemporaryFolder folder, int id, string hits, string truth, string particles)
    {
        folder.Write(FormattableString.Invariant($"event{id:D9}-truth.csv"), truth);
        folder.Write(FormattableString.Invariant($"event{id:D9}-particles.csv"), particles);
        return folder.Write(FormattableString.Invariant($"event{id:D9}-hits.csv"), hits);
    }
}
