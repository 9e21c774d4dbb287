using Hep.Data;
using Hep.Data.Flavour;
using Xunit;

namespace Hep.Tests.Data.Flavour;

/// <summary>Files of jets and tracks as flavour-tagging frameworks write them: what comes of them, and what is said of those that cannot be used.</summary>
public sealed class FlavourFileReaderTests
{
    private const int Room = 3;

    private static readonly FlavourFileLayout Raw = new()
    {
        Fields = new Dictionary<TrackField, string> { [TrackField.Valid] = "valid", [TrackField.Pt] = "pt" },
        Covariance = new("d0", "d0_variance", "z0", "z0_variance", "eta", "phi", "phi"),
    };

    public static TheoryData<string, string> Unusable { get; } = new()
    {
        { "flavour", "{0}: jets/HadronConeExclTruthLabelID, jet 2: found the flavour 25, expected one of 0 (light), 4 (c), 5 (b), 15 (tau); skip_bad: true in a run card (SkipUnknownFlavours in code) leaves such jets out" },
        { "infinite", "{0}, data set '/tracks', jet 1, track 2: found d0_significance Infinity, expected a finite number; skip_bad: true in a run card (SkipBadTracks in code) leaves such tracks out" },
        { "rows", "{0}, data set '/tracks': has 3 rows, expected 4, a row a jet of 'jets': tracks without a jet, or jets without a row" },
        { "plain", "{0}, data set '/tracks': has shape [4, 3] of float32, expected structures [jets, tracks]" },
        { "field", "{0}, data set '/tracks': there is no field 'dr'; nearest names: 'd0'" },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public void Jets_come_with_their_tracks_sorted_and_packed(int rows)
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("jets.h5"));
        var events = EventTable.Joined([.. new FlavourFileReader(new FlavourFileLayout()).Stream(folder.File("jets.h5"), rows)]);
        Assert.Equal([25f, 50, 75, 100], events.Features[0].Values);
        Assert.Equal([0.5f, -0.5f, 1, -1], events.Features[1].Values);
        Assert.Equal([2, 0, 3, 1], events.Labels);
        Assert.Equal(["light", "c", "b", "tau"], events.Classes);
        Assert.Equal([7UL, 7, 8, 9], events.EventIds);
        var tracks = JetTracks.Of(events);
        Assert.Equal([2, 3, 0, 1], Enumerable.Range(0, 4).Select(tracks.NumberOf));
        Assert.Equal([-4f, 1], [tracks[0, 0, TrackField.D0Significance], tracks[0, 1, TrackField.D0Significance]]);
        Assert.Equal([5f, 3, 2], Enumerable.Range(0, 3).Select(track => tracks[1, track, TrackField.D0Significance]));

        // What goes with it goes along.
        Assert.Equal(0.4f, tracks[0, 0, TrackField.PtFraction]);
        Assert.True(events.Arrays[0].Row(2).IndexOfAnyExcept(0f) < 0);
    }

    [Fact]
    public void Significances_follow_from_impact_parameters_and_variances()
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("jets.h5"));
        var reader = new FlavourFileReader(Raw with { MostTracks = 2 });
        var tracks = JetTracks.Of(EventTable.Joined([.. reader.Stream(folder.File("jets.h5"), 2)]));
        Assert.Equal(2, tracks.MostTracks);

        // Jet 0: φ 0.1; its valid tracks have d0 of 0.1 and 0.3 mm with variances of 0.01 and 0.04 mm², at φ of 0 and 0.2: in front of and behind the vertex.
        Assert.Equal([-1.5f, 1], [tracks[0, 0, TrackField.D0Significance], tracks[0, 1, TrackField.D0Significance]]);
        Assert.Equal((0.3f, 0.2f, 3f), (tracks[0, 0, TrackField.D0], tracks[0, 0, TrackField.D0Error], tracks[0, 0, TrackField.Pt]));
        Assert.Equal(Math.Sqrt((0.1 * 0.1) + (0.1 * 0.1)), tracks[0, 1, TrackField.DeltaR], 1e-6);
        Assert.Equal(-0.2 / 0.5, tracks[0, 1, TrackField.Z0Significance], 1e-6);
        Assert.Equal(2, tracks.NumberOf(1));
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public void A_file_that_cannot_be_used_says_where(string fault, string message)
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("jets.h5"), fault);
        var refused = Assert.Throws<InvalidDataException>(() => new FlavourFileReader(new FlavourFileLayout()).Stream(folder.File("jets.h5"), 2).Count());
        Assert.StartsWith(message.Replace("{0}", folder.File("jets.h5"), StringComparison.Ordinal), refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zero variance", 0.0)]
    [InlineData("negative variance", -0.01)]
    [InlineData("variance that is no number", double.NaN)]
    public void A_covariance_that_is_not_positive_is_refused_or_counted(string fault, double variance)
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("jets.h5"), fault, variance);
        var refused = Assert.Throws<InvalidDataException>(() => new FlavourFileReader(Raw).Stream(folder.File("jets.h5"), 4).Count());
        Assert.Equal(
            FormattableString.Invariant($"{folder.File("jets.h5")}, data set '/tracks', jet 1, track 2: found the variances {variance} of d0 and 0.25 of z0, expected numbers above 0: the covariance is not positive; skip_bad: true in a run card (SkipBadTracks in code) leaves such tracks out"),
            refused.Message);
        var reader = new FlavourFileReader(Raw with { SkipBadTracks = true });
        var tracks = JetTracks.Of(reader.Stream(folder.File("jets.h5"), 4).Single());
        Assert.Equal((1, 0), (reader.SkippedTracks, reader.SkippedJets));
        Assert.Equal([2, 2, 0, 1], Enumerable.Range(0, 4).Select(tracks.NumberOf));
    }

    [Fact]
    public void What_is_left_out_is_counted()
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("jets.h5"), "flavour");
        var reader = new FlavourFileReader(new FlavourFileLayout { SkipUnknownFlavours = true });
        var events = EventTable.Joined([.. reader.Stream(folder.File("jets.h5"), 2)]);
        Assert.Equal([2, 0, 1], events.Labels);
        Assert.Equal([2, 3, 1], Enumerable.Range(0, 3).Select(JetTracks.Of(events).NumberOf));
        Assert.Equal((1, 0), (reader.SkippedJets, reader.SkippedTracks));
    }

    [Fact]
    public void The_toy_writes_files_that_are_read_as_they_were_made()
    {
        using var folder = new TemporaryFolder();
        var toy = Simulations.Find("flavour_jets");
        var made = toy.Generate(200, 1);
        ArrayEventWriter.Write(folder.File("toy.h5"), [made], toy.Layout);
        var read = EventTable.Joined([.. Hep.Data.EventFiles.Stream(folder.File("toy.h5"), toy.Layout with { Arrays = [new(JetTracks.Column)] }, 70)]);
        Assert.Equal(made.Arrays[0].Values, read.Arrays[0].Values);
        Assert.Equal(made.Labels, read.Labels);
        Assert.Equal(made.EventIds, read.EventIds);
        Assert.Equal(made.Numbers("flight").Values, read.Numbers("flight").Values);
    }

    private static void Write(string path, string fault = "", double variance = 0.01)
    {
        var flavours = new[] { 5, 0, fault == "flavour" ? 25 : 15, 4 };
        float[] significances = [1, 99, -4, 2, 5, fault == "infinite" ? float.PositiveInfinity : 3, 0, 0, 0, 0, 7, 0];
        var valid = new[] { true, false, true, true, true, true, false, false, false, false, true, false };
        double[] variances = [0.01, 0, 0.04, 0.01, 0.01, variance, 0, 0, 0, 0, 0.01, 0];
        Column[] tracks =
        [
            new ValueColumn<bool>("valid", valid),
            new FeatureColumn("IP3D_signed_d0_significance", "", significances),
            new FeatureColumn("IP3D_signed_z0_significance", "", new float[12]),
            new FeatureColumn("ptfrac", "", [0.2f, 0, 0.4f, .. new float[9]]),
            new FeatureColumn(fault == "field" ? "d0x" : "dr", "", new float[12]),
            new NumberColumn("d0", [0.1, 9, 0.3, .. Enumerable.Repeat(0.1, 9)]),
            new NumberColumn("d0_variance", variances),
            new NumberColumn("z0", [.. Enumerable.Repeat(0.2, 12)]),
            new NumberColumn("z0_variance", [.. Enumerable.Repeat(0.25, 12)]),
            new NumberColumn("eta", [.. Enumerable.Repeat(0.6, 12)]),
            new NumberColumn("phi", [0, 0, 0.2, .. new double[9]]),
            new NumberColumn("pt", [.. Enumerable.Repeat(3000.0, 12)]),
        ];
        Hdf5Writer.Write(path, file =>
        {
            file.CreateTable(
                "jets",
                [
                    new FeatureColumn("pt_btagJes", "", [25e3f, 50e3f, 75e3f, 100e3f]), new FeatureColumn("eta_btagJes", "", [0.5f, -0.5f, 1, -1]),
                    new ValueColumn<int>("HadronConeExclTruthLabelID", flavours), new ValueColumn<long>("eventNumber", [7, 7, 8, 9]), new FeatureColumn("phi", "", [0.1f, 0, 0, 0]),
                ]);
            if (fault == "plain")
                file.Write<float>("tracks", significances, [Room]);
            else if (fault == "rows")
                file.CreateTable("tracks", [new ValueColumn<bool>("valid", valid[..9])], [Room]);
            else
                file.CreateTable("tracks", tracks, [Room]);
        });
    }
}
