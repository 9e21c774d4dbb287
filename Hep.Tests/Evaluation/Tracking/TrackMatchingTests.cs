using Hep.Evaluation;
using Hep.Evaluation.Tracking;
using Xunit;

namespace Hep.Tests.Evaluation.Tracking;

/// <summary>Efficiency, fakes and clones of an assignment that can be counted by hand.</summary>
public sealed class TrackMatchingTests
{
    // Particle 0 has hits 0 to 7, 1 has 8 to 12, 2 has 13 to 16 (too few), 3 has 17 to 22; 23 to 25 are noise.
    private static readonly int[] Particles = [.. Runs((0, 8), (1, 5), (2, 4), (3, 6), (-1, 3))];

    private static readonly int[][] Tracks =
    [
        [0, 1, 2, 3, 4, 23], // 5 of 6 hits of particle 0
        [4, 5, 6, 7], // a clone of it: pure, but with fewer of its hits
        [8, 9, 10, 24], // exactly 75%
        [13, 14, 15, 16], // a particle that is not counted: neither found in the efficiency, nor a fake
        [17, 18, 19, 11, 12], // 60%
        [25, 24, 23], // noise alone
    ];

    [Fact]
    public void EveryTrackIsWhatItIs()
    {
        var matching = new TrackMatching(Tracks, Particles, 4);
        Assert.Equal([0, 0, 1, 2, TrackMatching.None, TrackMatching.None], matching.MatchedParticle.ToArray());
        Assert.Equal([0, 2, 3, TrackMatching.None], matching.BestTrack.ToArray());
        Assert.Equal([8, 5, 4, 6], matching.HitsOfParticle.ToArray());
        Assert.Equal([5, 3, 4, 0], matching.RightHits.ToArray());
        Assert.Equal([true, true, false, true], Enumerable.Range(0, 4).Select(matching.IsCounted));
        Assert.Equal([false, true, false, false, false, false], Enumerable.Range(0, 6).Select(matching.IsClone));
        Assert.Equal([false, false, false, false, true, true], Enumerable.Range(0, 6).Select(matching.IsFake));
        Assert.Equal([5.0 / 6, 1, 0.75, 1, 0.6, 0], Enumerable.Range(0, 6).Select(matching.Purity));
    }

    [Fact]
    public void RatesAreThoseOfTheCounts()
    {
        var score = new TrackFindingScore();
        score.Add(new TrackMatching(Tracks, Particles, 4));
        Assert.Equal(2.0 / 3, score.Efficiency.Value, 1e-15);
        Assert.Equal(2.0 / 6, score.FakeRate.Value, 1e-15);
        Assert.Equal(1.0 / 6, score.CloneRate.Value, 1e-15);
        Assert.Equal(8.0 / 19, score.HitAccuracy.Value, 1e-15);
        Assert.Equal(((5.0 / 6) + 1 + 0.75 + 1 + 0.6) / 6, score.Purity.Value, 1e-15);

        // right - A hits: 5 - 8 A, 3 - 5 A, 0 - 6 A with A = 8 / 19.
        var accuracy = 8.0 / 19;
        var squares = Math.Pow(5 - (8 * accuracy), 2) + Math.Pow(3 - (5 * accuracy), 2) + Math.Pow(6 * accuracy, 2);
        Assert.Equal(Math.Sqrt(squares) / 19, score.HitAccuracy.Error, 1e-14);
        Assert.Equal(EfficiencyInterval.Wilson(new WeightSum(2, 2, 2), new WeightSum(3, 3, 3)), score.Efficiency);

        var metrics = new MetricsTree();
        score.Write(metrics, "test.kalman");
        Assert.Equal(new Estimate(2.0 / 3, Math.Sqrt(2.0 / 27)).ToString(), metrics.Figure("test.kalman.efficiency").ToString());
        Assert.Equal(score.FakeRate.High, metrics.Number("test.kalman.fake_rate.high"));
        Assert.Equal(6, metrics.Number("test.kalman.tracks"));
    }

    [Fact]
    public void EventsAddUpAndTheOrderOfTracksDoesNotMatter()
    {
        var (score, reversed) = (new TrackFindingScore(), new TrackFindingScore());
        for (var i = 0; i < 2; i++)
        {
            score.Add(new TrackMatching(Tracks, Particles, 4));
            reversed.Add(new TrackMatching([.. Tracks.Reverse()], Particles, 4));
        }

        Assert.Equal(score.Efficiency, reversed.Efficiency);
        Assert.Equal(score.CloneRate, reversed.CloneRate);
        Assert.Equal(score.HitAccuracy, reversed.HitAccuracy);
        Assert.Equal((2, 6, 12), (score.Events, score.Particles, score.Tracks));
    }

    [Fact]
    public void TheDefinitionsCanBeOthers()
    {
        var strict = new TrackMatching(Tracks, Particles, 4, new TrackMatchingOptions { MinimumShare = 0.8, MinimumHits = 4 });
        Assert.Equal([0, 0, TrackMatching.None, 2, TrackMatching.None, TrackMatching.None], strict.MatchedParticle.ToArray());
        Assert.True(strict.IsCounted(2));
    }

    [Fact]
    public void WithoutTracksOrParticlesThereAreNoRates()
    {
        var score = new TrackFindingScore();
        score.Add(new TrackMatching([], [], 0));
        Assert.Equal(1, score.Events);
        Assert.True(double.IsNaN(score.Efficiency.Value) && double.IsNaN(score.FakeRate.Value) && double.IsNaN(score.HitAccuracy.Value) && double.IsNaN(score.Purity.Value));
        score.Add(new TrackMatching([], Particles, 4));
        Assert.Equal(0, score.Efficiency.Value);
        Assert.True(score.Efficiency.High > 0 && double.IsNaN(score.FakeRate.Value));
    }

    [Fact]
    public void WhatIsNotThereIsSaid()
    {
        Refused("track 0 has hit 26; expected 0 to 25", [[26]]);
        Refused("track 1 has hit 3 twice", [[3, 4], [3, 4, 3]]);
        Refused("track 0 has no hits", [[]]);
        Assert.StartsWith("hit 8 is of particle 1; expected 0 to 0, or -1 for noise", Assert.Throws<ArgumentException>(() => new TrackMatching(Tracks, Particles, 1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("MinimumShare is 0.5; expected a share above 0.5", Assert.Throws<ArgumentException>(() => new TrackMatching(Tracks, Particles, 4, new TrackMatchingOptions { MinimumShare = 0.5 })).Message, StringComparison.Ordinal);

        static void Refused(string message, int[][] tracks) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => new TrackMatching(tracks, Particles, 4)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SharesInBinsAreThoseOfTheEntries()
    {
        var rates = new BinnedRate([0, 1, 2, 3]);
        foreach (var (value, found) in new[] { (0.5, true), (0.7, false), (1.5, true), (3.0, false), (-1.0, true), (double.NaN, true) })
            rates.Fill(value, found);
        Assert.Equal([2, 1, 1], Enumerable.Range(0, 3).Select(rates.Entries));
        Assert.Equal([0.5, 1, 0], Enumerable.Range(0, 3).Select(bin => rates.Rate(bin).Value));
        Assert.True(rates.Rate(1).Low < 1 && rates.Rate(1).High == 1);
    }

    private static IEnumerable<int> Runs(params (int Value, int Count)[] runs) => runs.SelectMany(run => Enumerable.Repeat(run.Value, run.Count));
}
