using Hep.Data.Flavour;
using Hep.Training.Cards;

namespace Hep.Training.Flavour;

/// <summary>What the fields of a file of jets and tracks are called: <c>data.layout</c>.</summary>
public sealed record FlavourLayout
{
    // Keys of the card, and what the fields hold.
    private static readonly (string Key, TrackField Field)[] TrackKeys =
    [
        ("valid", TrackField.Valid),
        ("d0_significance", TrackField.D0Significance),
        ("z0_significance", TrackField.Z0Significance),
        ("pt_fraction", TrackField.PtFraction),
        ("delta_r", TrackField.DeltaR),
        ("grade", TrackField.Grade),
    ];

    private static readonly FlavourFileLayout Defaults = new();

    /// <summary>The tables, jets' fields and the factor to GeV, by key of the card.</summary>
    public string Jets { get; init; } = Defaults.Jets;

    /// <summary>The table of tracks.</summary>
    public string Tracks { get; init; } = Defaults.Tracks;

    /// <summary>The jets' transverse momentum.</summary>
    public string Pt { get; init; } = Defaults.Pt;

    /// <summary>What makes GeV of it.</summary>
    public double ToGeV { get; init; } = Defaults.ToGeV;

    /// <summary>The jets' pseudorapidity.</summary>
    public string Eta { get; init; } = Defaults.Eta;

    /// <summary>The jets' flavours: 0, 4, 5, 15.</summary>
    public string Label { get; init; } = Defaults.Label;

    /// <summary>The events' ids; null: each jet is an event.</summary>
    public string? EventId { get; init; } = Defaults.EventId;

    /// <summary>The weights; null: all 1.</summary>
    public string? Weight { get; init; }

    /// <summary>The tracks' fields, in the order of validity, S_d0, S_z0, pT fraction, Delta R, grade; null: there is none, and all are 0.</summary>
    public Hep.Models.ValueList<string?> TrackFields { get; init; } = [.. TrackKeys.Select(pair => Defaults.Fields.GetValueOrDefault(pair.Field))];

    /// <summary>The fields from which significances are computed where a file has none; null: it has them.</summary>
    public TrackCovariance? Covariance { get; init; }

    internal static FlavourLayout Read(CardReader reader)
    {
        var defaults = new FlavourLayout();
        return new()
        {
            Jets = reader.Text("jets", defaults.Jets),
            Tracks = reader.Text("tracks", defaults.Tracks),
            Pt = reader.Text("pt", defaults.Pt),
            ToGeV = reader.Double("to_gev", defaults.ToGeV, Interval.Positive),
            Eta = reader.Text("eta", defaults.Eta),
            Label = reader.Text("label", defaults.Label),
            EventId = reader.Has("event_id") ? reader.OptionalText("event_id", "the field of event ids") : defaults.EventId,
            Weight = reader.OptionalText("weight", "the field of weights"),
            Covariance = reader.OptionalSection("covariance", "fields such as {d0: d0, d0_variance: d0_var, z0: z0, z0_variance: z0_var, eta: eta, phi: phi, jet_phi: phi}", ReadCovariance),
            TrackFields =
            [
                .. TrackKeys.Select((pair, i) => i == 0 ? reader.Text(pair.Key, defaults.TrackFields[i])
                    : reader.Has(pair.Key) ? reader.OptionalText(pair.Key, "a field of tracks") : defaults.TrackFields[i]),
            ],
        };
    }

    internal void Write(CardWriter writer)
    {
        writer.Text("jets", Jets);
        writer.Text("tracks", Tracks);
        writer.Text("pt", Pt);
        writer.Double("to_gev", ToGeV);
        writer.Text("eta", Eta);
        writer.Text("label", Label);
        writer.Text("event_id", EventId);
        writer.Text("weight", Weight);
        foreach (var ((key, _), name) in TrackKeys.Zip(TrackFields))
            writer.Text(key, name);
        if (Covariance is { } covariance)
            writer.Section("covariance", section => WriteCovariance(section, covariance));
    }

    internal FlavourFileLayout ToFileLayout(bool skipBad) => new()
    {
        Jets = Jets,
        Tracks = Tracks,
        Pt = Pt,
        ToGeV = ToGeV,
        Eta = Eta,
        Label = Label,
        EventId = EventId,
        Weight = Weight,
        Covariance = Covariance,
        Fields = TrackKeys.Zip(TrackFields).Where(pair => pair.Second is not null).ToDictionary(pair => pair.First.Field, pair => pair.Second!),
        SkipUnknownFlavours = skipBad,
        SkipBadTracks = skipBad,
    };

    private static TrackCovariance ReadCovariance(CardReader reader) => new(
        reader.Text("d0", expected: "a field of tracks"),
        reader.Text("d0_variance", expected: "a field of tracks"),
        reader.Text("z0", expected: "a field of tracks"),
        reader.Text("z0_variance", expected: "a field of tracks"),
        reader.Text("eta", expected: "a field of tracks"),
        reader.Text("phi", expected: "a field of tracks"),
        reader.Text("jet_phi", expected: "a field of jets"));

    private static void WriteCovariance(CardWriter writer, TrackCovariance covariance)
    {
        writer.Text("d0", covariance.D0);
        writer.Text("d0_variance", covariance.D0Variance);
        writer.Text("z0", covariance.Z0);
        writer.Text("z0_variance", covariance.Z0Variance);
        writer.Text("eta", covariance.Eta);
        writer.Text("phi", covariance.Phi);
        writer.Text("jet_phi", covariance.JetPhi);
    }
}
