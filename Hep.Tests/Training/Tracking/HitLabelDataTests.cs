using Hep.Data.Tracking;
using Hep.Data.Tracking.Finding;
using Hep.Models;
using Hep.Tests.Models.Tracking;
using Hep.Tests.Support;
using Hep.Training.Tracking;
using TorchSharp;
using Xunit;

namespace Hep.Tests.Training.Tracking;

/// <summary>From events to seeds, labels and candidates; and the baseline.</summary>
[Collection(nameof(LibTorchState))]
public sealed class HitLabelDataTests
{
    private static readonly TrackingData Data = new() { Source = "tracking_toy", Longest = 1000 };

    [Fact]
    public void Seeds_are_the_first_three_hits_on_the_four_inner_layers()
    {
        var detector = BarrelDetector.Default;
        var (seeded, all, late) = (0, 0, 0);
        foreach (var one in new TrackingToy(new TrackingToyOptions { Tracks = 50 }).Generate(20, 3))
        {
            var seeds = TrueSeeds.Of(one, detector.Layers.Count);
            var places = one.ParticlePlaces();
            foreach (var (particle, hits) in seeds)
            {
                int[] own = [.. Enumerable.Range(0, one.Count).Where(hit => places[hit] == particle)];
                Assert.Equal(own[..3], hits);
                Assert.True(one.Layers[hits[2]] < 4);
                late += one.Layers[hits[2]] == 3 ? 1 : 0;
            }

            double[] azimuths = [.. seeds.Select(seed => Math.Atan2(one.Y[seed.Hits[0]], one.X[seed.Hits[0]]))];
            Assert.Equal(azimuths.Order(), azimuths);
            (seeded, all) = (seeded + seeds.Count, all + one.Particles.Count);
        }

        // Two of four hits are missing in 0.23% of the cases, one in 7.5%; one of the first three in 5.8%.
        Assert.InRange(all - seeded, 0, 9);
        Assert.InRange(late, 30, 85);
    }

    [Fact]
    public void Labels_are_the_slots_of_seeds_and_none_for_noise()
    {
        var events = SeededEvents.Of(Data, Labelled.Slots, "train", Labelled.Events(8));
        for (var one = 0; one < events.Events.Count; one++)
        {
            var places = events.Events[one].ParticlePlaces();
            int[] particles = [.. events.Seeds[one].Select(seed => places[seed[0]])];
            for (var hit = 0; hit < places.Length; hit++)
            {
                Assert.Equal(places[hit] < 0 ? Labelled.Slots : Array.IndexOf(particles, places[hit]), events.LabelOf(one, hit));
                Assert.Equal(!events.Seeds[one].Any(seed => seed.Contains(hit)), events.IsOpen(one, hit));
            }
        }
    }

    [Fact]
    public void Candidates_hold_nearly_all_hits_of_seeded_particles()
    {
        var events = SeededEvents.Of(Data, Labelled.Slots, "train", Labelled.Events(30));
        using var model = new HitClassifier(new HitClassifierOptions { Tracks = Labelled.Slots, Candidates = 16 }, TrackTraining.FitScales(events.Steps(10_000)));
        Assert.InRange(new PreparedSeeds(events, model, torch.CPU).Reached, 0.99, 1);
        using var few = new HitClassifier(new HitClassifierOptions { Tracks = Labelled.Slots, Candidates = 4 }, model.Seeds.Scales);
        Assert.InRange(new PreparedSeeds(events, few, torch.CPU).Reached, 0.1, 0.2);
    }

    [Fact]
    public void What_is_prepared_is_what_the_model_sees()
    {
        using var scope = torch.NewDisposeScope();
        using var untracked = torch.no_grad();
        var events = SeededEvents.Of(Data, Labelled.Slots, "train", Labelled.Events(6));
        using var model = new HitClassifier(new HitClassifierOptions { Tracks = Labelled.Slots, Candidates = 70 }, [0.03, 0.02, 0.2, 0.05]);
        int[] which = [3, 0, 5];
        var batch = events.Batch(which, torch.CPU);
        var (candidates, places, counts) = new PreparedSeeds(events, model, torch.CPU).Of(which, torch.CPU);
        var prepared = HitClassifier.OfHits(model.Network(candidates, counts), places, batch.Hits.size(1)).softmax(2);
        var direct = model.Classify(batch.Hits, batch.Seeds, batch.Lengths);
        for (var i = 0; i < which.Length; i++)
            Labelled.Agree(direct[i].narrow(0, 0, batch.Lengths[i]), prepared[i].narrow(0, 0, batch.Lengths[i]), 1e-6);
    }

    [Fact]
    public void The_nearest_helix_is_right_about_particles_that_are_far_apart_and_leaves_noise_out()
    {
        var events = SeededEvents.Of(Data, Labelled.Slots, "test", Labelled.Events(60));
        using var stage = new SeedStage(TrackTraining.FitScales(events.Steps(10_000)));
        var labels = new NearestHelix(stage, events).Label(events);
        var (right, all, noise, noiseRight) = (0, 0, 0, 0);
        for (var one = 0; one < events.Events.Count; one++)
        {
            for (var hit = 0; hit < events.Events[one].Count; hit++)
            {
                if (!events.IsOpen(one, hit))
                    continue;
                var (truth, said) = (events.LabelOf(one, hit), labels.Labels[one][hit]);
                (right, all) = (right + (truth == said ? 1 : 0), all + 1);
                (noiseRight, noise) = (noiseRight + (truth == said && truth == Labelled.Slots ? 1 : 0), noise + (truth == Labelled.Slots ? 1 : 0));
            }
        }

        Assert.InRange((double)right / all, 0.9, 1);
        Assert.InRange((double)noiseRight / noise, 0.7, 1);
    }

    [Fact]
    public void Events_that_do_not_fit_are_named_or_left_out()
    {
        string Message(TrackingData data, int tracks) => Assert.Throws<InvalidDataException>(() => SeededEvents.Of(data, tracks, "train", Labelled.Events(2))).Message;
        var id = Labelled.Events(1)[0].EventId;
        Assert.Equal($"event {id} of the train split: found 5 seeds, expected at most 4 (model.tracks); raise it, or leave such events out by data.skip: [many_seeds]", Message(Data, 4));
        Assert.Equal(
            FormattableString.Invariant($"event {id} of the train split: found {Labelled.Events(1)[0].Count} hits, expected at most 40 (data.longest); raise it, or leave such events out by data.skip: [long_events]"),
            Message(Data with { Longest = 40 }, 6));
        Assert.Equal(
            "the train split has no event left: of 2, 0 have too many hits (data.longest), 2 too many seeds (model.tracks) and 0 none; give other events",
            Message(Data with { Skip = HitSkipping.ManySeeds }, 4));

        var mixed = new[] { Labelled.Events(1)[0], Seedless() };
        Assert.Equal(
            "event 77 of the test split: found no seed (a particle with three hits on the four inner layers), expected one or more; leave such events out by data.skip: [seedless_events]",
            Assert.Throws<InvalidDataException>(() => SeededEvents.Of(Data, 6, "test", mixed)).Message);
        var left = SeededEvents.Of(Data with { Skip = HitSkipping.SeedlessEvents }, 6, "test", mixed);
        Assert.Single(left.Events);
        Assert.Equal(["1 events of the test split with no seed were left out"], left.LeftOut);
    }

    private static HitEvent Seedless() => new() { EventId = 77, HitIds = [1], X = [30], Y = [0], Z = [1], Layers = [0], ParticleIds = [0] };
}
