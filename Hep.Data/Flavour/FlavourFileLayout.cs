namespace Hep.Data.Flavour;

/// <summary>Where things are in a file of jets with tracks, as flavour-tagging frameworks write them: a table of jets [N] and a table of tracks [N, T], each a structured array. The defaults are names of such files.</summary>
public sealed record FlavourFileLayout
{
    /// <summary>The table of jets.</summary>
    public string Jets { get; init; } = "jets";

    /// <summary>The table of tracks.</summary>
    public string Tracks { get; init; } = "tracks";

    /// <summary>The jets' field of transverse momentum.</summary>
    public string Pt { get; init; } = "pt_btagJes";

    /// <summary>What makes GeV of it, and of tracks' momenta.</summary>
    public double ToGeV { get; init; } = 1e-3;

    /// <summary>The jets' field of pseudorapidity.</summary>
    public string Eta { get; init; } = "eta_btagJes";

    /// <summary>The jets' field of flavours.</summary>
    public string Label { get; init; } = "HadronConeExclTruthLabelID";

    /// <summary>Values of that field, numbers or texts, with the names of their flavours, in the order of the classes.</summary>
    public IReadOnlyList<(string Value, string Flavour)> Flavours { get; init; } = [("0", "light"), ("4", "c"), ("5", "b"), ("15", "tau")];

    /// <summary>The jets' field of event ids, which jets of one event share; null: each jet is an event.</summary>
    public string? EventId { get; init; } = "eventNumber";

    /// <summary>The jets' field of weights; null: all 1.</summary>
    public string? Weight { get; init; }

    /// <summary>The tracks' fields by what they hold; what is not named is 0, but for what <see cref="Covariance"/> gives. <see cref="TrackField.Valid"/> is needed.</summary>
    public IReadOnlyDictionary<TrackField, string> Fields { get; init; } = new Dictionary<TrackField, string>
    {
        [TrackField.Valid] = "valid",
        [TrackField.D0Significance] = "IP3D_signed_d0_significance",
        [TrackField.Z0Significance] = "IP3D_signed_z0_significance",
        [TrackField.PtFraction] = "ptfrac",
        [TrackField.DeltaR] = "dr",
    };

    /// <summary>Fields from which significances, their impact parameters and errors, and distances to the axis are computed; what <see cref="Fields"/> names goes before. Null: nothing is computed.</summary>
    public TrackCovariance? Covariance { get; init; }

    /// <summary>The most tracks of a jet, those of largest |S_d0|; null: as many as the file has room for.</summary>
    public int? MostTracks { get; init; }

    /// <summary>Whether jets of a flavour that is not in <see cref="Flavours"/> are left out, and counted; else they are errors.</summary>
    public bool SkipUnknownFlavours { get; init; }

    /// <summary>Whether tracks with a number that is not finite, or a variance that is not above 0, are left out, and counted; else they are errors.</summary>
    public bool SkipBadTracks { get; init; }
}
