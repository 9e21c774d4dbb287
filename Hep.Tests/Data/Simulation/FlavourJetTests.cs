using Hep.Data;
using Hep.Data.Flavour;
using Hep.Evaluation.Tracking;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>Jets of flavours as events: what is measured of them, and how they stand in the table.</summary>
public sealed class FlavourJetTests
{
    private const int Jets = 12_000;

    private static readonly Simulation Toy = Simulations.Find("flavour_jets");
    private static readonly Lazy<EventTable> Made = new(() => Toy.Generate(Jets, 1));

    private static EventTable Sample => Made.Value;

    [Fact]
    public void Tracks_of_light_jets_scatter_about_zero_by_their_errors()
    {
        // Without the tail and without merged hits there is nothing but Gaussians.
        var maker = new FlavourJetMaker(new FlavourJetOptions { TailShare = 0, MergeRPhi = 0, BottomShare = 0, CharmShare = 0, TauShare = 0 }, 1);
        List<double> d0 = [], z0 = [];
        for (ulong number = 0; number < 10_000; number++)
        {
            maker.Make(number);
            d0.AddRange(maker.Tracks.Where(track => track.Origin == TrackOrigin.Fragmentation).Select(track => track.D0Significance));
            z0.AddRange(maker.Tracks.Where(track => track.Origin == TrackOrigin.Fragmentation).Select(track => track.Z0Significance));
        }

        foreach (var significances in new[] { d0, z0 })
        {
            var core = CoreFit.Of(significances.ToArray());
            Assert.Equal(0, core.Mean.Value, 4 * core.Mean.Error);
            Assert.Equal(1, core.Width.Value, 4 * core.Width.Error);
            Assert.Equal(0.0124, core.TailShare, 0.002);
            Assert.Equal(0.5, significances.Count(value => value > 0) / (double)significances.Count, 4 * 0.5 / Math.Sqrt(significances.Count));
        }
    }

    [Fact]
    public void All_tracks_of_light_jets_have_that_core_and_a_small_tail()
    {
        var core = CoreFit.Of(Significances("light"));
        Assert.Equal(0, core.Mean.Value, 4 * core.Mean.Error);
        Assert.InRange(core.Width.Value, 1, 1.09);
        Assert.InRange(core.TailShare, 0.03, 0.1);
    }

    [Fact]
    public void Long_lived_particles_leave_tracks_in_front_of_the_vertex()
    {
        Assert.InRange(Beyond("b"), 0.3, 0.5);
        Assert.InRange(Beyond("c"), 0.1, 0.2);
        Assert.InRange(Beyond("tau"), 0.2, 0.4);
        Assert.InRange(Beyond("light"), 0.015, 0.04);

        static double Beyond(string flavour)
        {
            var values = Significances(flavour);
            return values.Count(value => value > 3) / (double)values.Length;
        }
    }

    [Fact]
    public void Without_lifetimes_the_flavours_have_no_tracks_beyond_those_of_light_jets()
    {
        var dead = Toy.With(new Dictionary<string, double> { ["bottom_lifetime"] = 0, ["charm_lifetime"] = 0, ["tau_lifetime"] = 0, ["light_slope"] = 60 }).Generate(6000, 1);
        var (bottom, light) = (Significances("b", dead), Significances("light", dead));
        Assert.Equal(0.5, bottom.Count(value => value > 0) / (double)bottom.Length, 4 * 0.5 / Math.Sqrt(bottom.Length));
        Assert.InRange(Tail(bottom) / Tail(light), 0.5, 1.25);

        static double Tail(double[] values) => values.Count(value => value > 4) / (double)values.Length;
    }

    [Fact]
    public void Tracks_come_by_significance_and_places_without_one_are_zero()
    {
        var tracks = JetTracks.Of(Sample);
        Assert.Equal((Jets, 15), (tracks.Count, tracks.MostTracks));
        var column = Sample.Arrays.Single();
        for (var jet = 0; jet < Jets; jet++)
        {
            var count = tracks.NumberOf(jet);
            Assert.Equal(Math.Min(15, Sample.Numbers("track_count").Values[jet]), count);
            for (var track = 0; track < count; track++)
            {
                float Of(TrackField field) => tracks[jet, track, field];
                Assert.Equal(1, Of(TrackField.Valid));
                Assert.True(track == 0 || Math.Abs(Of(TrackField.D0Significance)) <= Math.Abs(tracks[jet, track - 1, TrackField.D0Significance]));
                Assert.Equal(Math.Abs(Of(TrackField.D0) / Of(TrackField.D0Error)), Math.Abs(Of(TrackField.D0Significance)), 1e-4 * (1 + Math.Abs(Of(TrackField.D0Significance))));
                Assert.Equal(Math.Abs(Of(TrackField.Z0) / Of(TrackField.Z0Error)), Math.Abs(Of(TrackField.Z0Significance)), 1e-4 * (1 + Math.Abs(Of(TrackField.Z0Significance))));
                Assert.Equal(Of(TrackField.Pt) / Sample.Features[0].Values[jet], Of(TrackField.PtFraction), 1e-4);
                Assert.True(Of(TrackField.Pt) >= 1 && Math.Abs(Of(TrackField.D0)) <= 1);
                Assert.InRange(Of(TrackField.DeltaR), 0, (float)TrackMeasurement.Cone(Sample.Features[0].Values[jet]) + 1e-5f);
                Assert.True(Enum.IsDefined((TrackGrade)Of(TrackField.Grade)));
            }

            Assert.True(column.Row(jet)[(count * JetTracks.Width)..].IndexOfAnyExcept(0f) < 0);
        }

        Assert.All(column.Values, value => Assert.True(float.IsFinite(value)));
        Assert.Contains(Enumerable.Range(0, Jets), jet => tracks.NumberOf(jet) == 0);
        Assert.Equal(tracks.Starts()[^1], tracks.Values(TrackField.Pt).Length);
    }

    [Fact]
    public void Hits_are_missing_as_often_as_layers_are_blind()
    {
        var grades = JetTracks.Of(Sample).Values(TrackField.Grade);
        double Share(TrackGrade grade) => grades.Count(value => value == (int)grade) / (double)grades.Length;

        // 2% of inefficiency a layer; late decays and conversions add to it, and a second missing hit is rare.
        Assert.InRange(Share(TrackGrade.NoHitOnSecond), 0.017, 0.021);
        Assert.InRange(Share(TrackGrade.NoHitOnFirst), 0.02, 0.035);
        Assert.InRange(Share(TrackGrade.NoHitOnFirstTwo), 0.0004, 0.01);
        var narrow = Toy.With(new Dictionary<string, double> { ["merge_r_phi"] = 0 }).Generate(2000, 1);
        Assert.DoesNotContain(JetTracks.Of(narrow).Values(TrackField.Grade), grade => grade >= (int)TrackGrade.SharedOnFirstTwo);
    }

    [Fact]
    public void Jets_have_the_flavours_and_the_spectra_that_were_asked_for()
    {
        Assert.Equal(["light", "c", "b", "tau"], Sample.Classes);
        double[] shares = [0.3, 0.3, 0.3, 0.1], slopes = [35, 45, 60, 40];
        var (pt, eta) = (Sample.Numbers("true_pt").Values, Sample.Features[1].Values);
        for (var flavour = 0; flavour < 4; flavour++)
        {
            int[] rows = [.. Enumerable.Range(0, Jets).Where(row => Sample.Labels[row] == flavour)];
            Assert.Equal(shares[flavour], rows.Length / (double)Jets, 4 * Math.Sqrt(0.25 / Jets));
            var slope = slopes[flavour];
            double Left(double value) => Math.Exp((20 - value) / slope);
            Assert.InRange(Kolmogorov.Distance([.. rows.Select(row => pt[row])], value => (1 - Left(value)) / (1 - Left(300))), 0, Kolmogorov.Farthest(rows.Length));
            var moment = rows.Average(row => eta[row] * eta[row]);

            // 1 - c x^2 has the mean square (1/3 - c/5) / (1 - c/3); the axis is measured to 0.02.
            var expected = flavour >= 2 ? ((1.0 / 3) - 0.08) / (1 - (0.4 / 3)) : 1.0 / 3;
            Assert.Equal(expected, moment, 4 * 0.3 / Math.Sqrt(rows.Length));
        }

        Assert.All(Sample.Features[0].Values, value => Assert.InRange(value, 20, 300));
        Assert.All(Sample.Weights, weight => Assert.Equal(1, weight));
    }

    [Fact]
    public void Events_have_two_to_four_jets_that_share_an_id()
    {
        var sizes = Sample.EventIds.GroupBy(id => id).Select(group => group.Count()).ToArray();
        foreach (var size in new[] { 2, 3, 4 })
            Assert.InRange(sizes.Count(count => count == size), (Jets / 9) - 1, (Jets / 9) + 1);
        Assert.Equal(Sample.EventIds.Order(), Sample.EventIds);
        var jets = Sample.Numbers("jet").Values;
        for (var row = 1; row < Jets; row++)
            Assert.Equal(Sample.EventIds[row] == Sample.EventIds[row - 1] ? jets[row - 1] + 1 : 0, jets[row]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_jets_in_any_parts()
    {
        var parts = EventTable.Joined([.. Toy.Stream(1000, 1, 300)]);
        Assert.Equal(Sample.Arrays[0].Values[..parts.Arrays[0].Values.Length], parts.Arrays[0].Values);
        Assert.Equal(Sample.Labels[..1000], parts.Labels);
        Assert.Equal(Sample.EventIds[..1000], parts.EventIds);
        Assert.Equal(Sample.Features[0].Values[..1000], parts.Features[0].Values);
        Assert.Equal(Sample.Text("hadron").Values[..1000], parts.Text("hadron").Values);
        Assert.NotEqual(parts.Arrays[0].Values, Toy.Generate(1000, 2).Arrays[0].Values);
    }

    [Fact]
    public void Room_for_fewer_tracks_keeps_those_of_largest_significance()
    {
        var few = Toy.With(new Dictionary<string, double> { ["maximum_tracks"] = 3 }).Generate(500, 1);
        Assert.Equal([3, JetTracks.Width], few.Arrays[0].Shape);
        for (var jet = 0; jet < 500; jet++)
            Assert.Equal(Sample.Arrays[0].Row(jet)[..(3 * JetTracks.Width)], few.Arrays[0].Row(jet));
    }

    [Theory]
    [InlineData("bottom_share", 1.2, "BottomShare of the jets of flavours is 1.2; expected a number from 0 to 1")]
    [InlineData("charm_share", 0.8, "CharmShare of the jets of flavours is 0.8; expected a number from 0 to 0.7")]
    [InlineData("most_jets", 2.5, "MostJets of the jets of flavours is 2.5; expected a whole number from 2 to 20")]
    [InlineData("maximum_pt", 20, "MaximumPt of the jets of flavours is 20; expected a number above MinimumPt, 20, and at most 2000")]
    [InlineData("tail_factor", double.NaN, "TailFactor of the jets of flavours is NaN; expected a number from 0 to 100")]
    public void Numbers_that_cannot_be_are_refused(string name, double value, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Toy.With(new Dictionary<string, double> { [name] = value })).Message);

    [Fact]
    public void A_table_without_tracks_says_so()
    {
        var events = Sample.With(arrays: [Sample.Arrays[0] with { Name = "track" }]);
        Assert.Equal("simulation 'flavour_jets', 12000 jets, seed 1: found no array 'tracks'; nearest names: 'track', expected the tracks of each jet", Assert.Throws<InvalidDataException>(() => JetTracks.Of(events)).Message);
        var narrow = new ArrayColumn("tracks", "", [2, 3], new float[6]);
        Assert.StartsWith("'tracks' has shape [2, 3] a jet, expected [tracks, 11]: valid, d0_significance, ", Assert.Throws<InvalidDataException>(() => new JetTracks(narrow)).Message, StringComparison.Ordinal);
    }

    private static double[] Significances(string flavour, EventTable? events = null)
    {
        events ??= Sample;
        var tracks = JetTracks.Of(events);
        var (starts, values, label) = (tracks.Starts(), tracks.Values(TrackField.D0Significance), events.Classes.ToList().IndexOf(flavour));
        return [.. Enumerable.Range(0, events.Count).Where(jet => events.Labels[jet] == label).SelectMany(jet => values[starts[jet]..starts[jet + 1]])];
    }
}
