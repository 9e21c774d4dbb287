namespace Hep.Data.Flavour;

/// <summary>
/// Reads jets with tracks from HDF5 or .npz files of structured arrays into the tables of <c>flavour_jets</c>: features <c>pt</c> and <c>eta</c>, flavours as classes, tracks as <see cref="JetTracks"/>, those of large |S_d0| first.
/// What was left out is counted. For one thread.
/// </summary>
/// <param name="layout">Where things are.</param>
public sealed class FlavourFileReader(FlavourFileLayout layout)
{
    /// <summary>Jets of unknown flavours that were left out.</summary>
    public long SkippedJets { get; private set; }

    /// <summary>Tracks that were left out, of jets that were not.</summary>
    public long SkippedTracks { get; private set; }

    /// <summary>Reads a file in pieces.</summary>
    /// <param name="path">The file, opened when the first piece is asked for.</param>
    /// <param name="rows">Jets of a piece, before any are left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file (in the enumeration).</exception>
    /// <exception cref="InvalidDataException">The file is not what the layout says: a table or field that is not there, tracks without a jet, an unknown flavour, a number that is not finite, a variance that is not above 0 (in the enumeration).</exception>
    public IEnumerable<EventTable> Stream(string path, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        if (!layout.Fields.ContainsKey(TrackField.Valid))
            throw new ArgumentException("the layout names no field that tells tracks from empty places; expected one for Valid", nameof(path));
        using var file = ArrayFile.Open(path);
        var jets = file.Find(layout.Jets);
        var tracks = file.Find(layout.Tracks);
        if (tracks.Shape.Count != 2 || tracks.Type.Kind != ElementKind.Structure)
            throw new InvalidDataException($"{tracks.Origin}: has shape {StoredArray.Format(tracks.Shape)} of {tracks.Type}, expected structures [jets, tracks]");
        if (tracks.Rows != jets.Rows)
            throw new InvalidDataException(FormattableString.Invariant($"{tracks.Origin}: has {tracks.Rows} rows, expected {jets.Rows}, a row a jet of '{layout.Jets}': tracks without a jet, or jets without a row"));
        long first = 0;
        foreach (var part in ArrayEventReader.Stream(path, Columns(), rows))
        {
            yield return Table(part, tracks, first);
            first += part.Count;
        }
    }

    private string Column(string field) => $"{layout.Jets}/{field}";

    private CsvLayout Columns() => new()
    {
        Features = [new(Column(layout.Pt)), new(Column(layout.Eta)), .. layout.Covariance is { } covariance ? [new CsvLayout.Feature(Column(covariance.JetPhi))] : Array.Empty<CsvLayout.Feature>()],
        Extras = [Column(layout.Label)],
        EventId = layout.EventId is { } id ? Column(id) : null,
        Weight = layout.Weight is { } weight ? Column(weight) : null,
    };

    private EventTable Table(EventTable part, StoredArray tracks, long first)
    {
        var texts = part.Text(Column(layout.Label)).Values;
        var labels = new int[part.Count];
        for (var jet = 0; jet < labels.Length; jet++)
        {
            labels[jet] = layout.Flavours.ToList().FindIndex(flavour => flavour.Value == texts[jet]);
            if (labels[jet] < 0 && !layout.SkipUnknownFlavours)
                throw new InvalidDataException(FormattableString.Invariant($"{part.Origin}: {Column(layout.Label)}, jet {first + jet}: found the flavour {texts[jet]}, expected one of {string.Join(", ", layout.Flavours.Select(flavour => $"{flavour.Value} ({flavour.Flavour})"))}; skip_bad: true in a run card ({nameof(layout.SkipUnknownFlavours)} in code) leaves such jets out"));
        }

        SkippedJets += labels.Count(label => label < 0);
        int[] kept = [.. Enumerable.Range(0, labels.Length).Where(jet => labels[jet] >= 0)];
        var column = new TrackRows(layout, tracks, part, first).Read(kept, out var skipped);
        SkippedTracks += skipped;
        var pt = Array.ConvertAll(part.Features[0].Values, value => (float)(layout.ToGeV * value));
        return new EventTable(
            part.Origin,
            [new FeatureColumn("pt", "GeV", pt), new FeatureColumn("eta", "", part.Features[1].Values)],
            [.. labels.Select(label => Math.Max(0, label))],
            [.. layout.Flavours.Select(flavour => flavour.Flavour)],
            part.Weights,
            part.EventIds).Select(kept).With(arrays: [column]);
    }
}
