using System.Text;
using Hep.Data.Tracking;
using Hep.Tests.Support;
using Hep.Training.Cards;
using Hep.Training.Tracking;
using Xunit;

namespace Hep.Tests.Training.Tracking;

/// <summary>Files of hits behind a card: what is wrong with them is said, or left out and counted where the card allows it.</summary>
public sealed class HitFilesTests : IDisposable
{
    private static readonly string[] Places = ["8,2", "8,4", "8,6", "8,8", "13,2", "13,4", "13,6", "13,8", "17,2", "17,4"];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Events_of_the_challenge_and_their_CSV_are_the_same_events()
    {
        var events = Write();
        var (challenge, csv) = (TrackingSets.Load(Data("events")), TrackingSets.Load(Data("hits.csv", "columns: {layer: layer, hit: hit, event: event}")));
        foreach (var sets in new[] { challenge, csv })
        {
            Assert.Equal(events.Length, sets.Splits.Sum(split => split.Events.Count));
            foreach (var one in sets.Splits.SelectMany(split => split.Events))
                Assert.Equal(events[one.EventId].ParticleIds.Order(), one.ParticleIds.Order());
        }

        // A hash decides: the same event is in the same split whatever the file.
        foreach (var (one, other) in challenge.Splits.Zip(csv.Splits))
            Assert.Equal(one.Events.Select(split => split.EventId), other.Events.Select(split => split.EventId).Order());
    }

    [Theory]
    [InlineData("duplicate_hits", "hit id 7 comes again in row", "keeps the first one")]
    [InlineData("outside_hits", "at r = 515 mm, z = 3 mm lies outside of the detector", "leaves such hits out")]
    [InlineData("unknown_particles", "is of particle 99999, which is not in the file of particles", "takes such hits for noise")]
    [InlineData("empty_events", "the event has no hits", "leaves such events out")]
    public void What_is_wrong_is_said_or_left_out_and_counted(string kind, string found, string effect)
    {
        Write(kind);
        var error = Assert.Throws<InvalidDataException>(() => TrackingSets.Load(Data("events")));
        Assert.StartsWith(folder.File("events/event000000003"), error.Message, StringComparison.Ordinal);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.EndsWith($"; skip: [{kind}] in a run card (Skip{string.Concat(kind.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))} in code) {effect}", error.Message, StringComparison.Ordinal);
        var skips = TrackingSets.Load(Data("events", $"skip: [{kind}]")).Skips!;
        Assert.Equal(1, skips.DuplicateHits + skips.OutsideHits + skips.UnknownParticles + skips.EmptyEvents);
    }

    [Fact]
    public void A_folder_without_hits_and_splits_without_events_are_refused()
    {
        Directory.CreateDirectory(folder.File("nothing"));
        Assert.StartsWith("data.source: found no hits in ", Assert.Throws<InvalidDataException>(() => TrackingSets.Load(Data("nothing"))).Message, StringComparison.Ordinal);
        Write(count: 1);
        Assert.Matches("the (train|validation|test) split has none of the 1 events; give more events, or other fractions in data.split", Assert.Throws<InvalidDataException>(() => TrackingSets.Load(Data("events"))).Message);
    }

    private TrackingData Data(string source, string more = "longest: 50") => ((TrackingCard)RunCards.FromSource(
        $"data:\n  source: ./{source}\n  {more}\nmodel: {{name: hit_predictor}}\ntraining: {{epochs: 1}}\n", folder.File("card.yaml"))).Data;

    // The same events as files of the challenge and as one CSV file; the third event gets what is wrong.
    private HitEvent[] Write(string wrong = "", int count = 30)
    {
        var events = new TrackingToy(new TrackingToyOptions { Tracks = 5 }).Generate(count, seed: 6);
        var all = new StringBuilder("event,hit,x,y,z,layer,particle_id\n");
        Directory.CreateDirectory(folder.File("events"));
        foreach (var one in events)
        {
            var (hits, truth) = (new StringBuilder("hit_id,x,y,z,volume_id,layer_id,module_id\n"), new StringBuilder("hit_id,particle_id\n"));
            for (var i = 0; i < one.Count; i++)
                Add(one.HitIds[i], one.X[i], one.Y[i], one.Z[i], one.Layers[i], one.ParticleIds[i]);
            var number = (ulong)one.Count + 1;
            if (one.EventId == 3 && wrong == "duplicate_hits")
                hits.Append("7,30,0,0,8,2,0\n");
            else if (one.EventId == 3 && wrong == "outside_hits")
                Add(number, 515, 0, 3, 6, 0);
            else if (one.EventId == 3 && wrong == "unknown_particles")
                Add(number, 30, 0, 3, 0, 99_999);
            else if (one.EventId == 3 && wrong == "empty_events")
                (hits, truth) = (new StringBuilder("hit_id,x,y,z,volume_id,layer_id,module_id\n"), new StringBuilder("hit_id,particle_id\n"));
            var stem = folder.File(FormattableString.Invariant($"events/event{one.EventId:000000000}"));
            File.WriteAllText($"{stem}-hits.csv", hits.ToString());
            File.WriteAllText($"{stem}-truth.csv", truth.ToString());
            File.WriteAllText($"{stem}-particles.csv", "particle_id,vx,vy,vz,px,py,pz,q,nhits\n" + string.Concat(one.Particles.Ids.Select(id => FormattableString.Invariant($"{id},0,0,0,1,0,0,1,9\n"))));

            void Add(ulong id, double x, double y, double z, int layer, ulong particle)
            {
                hits.Append(FormattableString.Invariant($"{id},{x},{y},{z},{Places[layer]},0\n"));
                truth.Append(FormattableString.Invariant($"{id},{particle}\n"));
                all.Append(FormattableString.Invariant($"{one.EventId},{id},{x},{y},{z},{layer},{particle}\n"));
            }
        }

        File.WriteAllText(folder.File("hits.csv"), all.ToString());
        return events;
    }
}
