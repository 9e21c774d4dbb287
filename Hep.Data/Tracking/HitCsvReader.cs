using System.Globalization;

namespace Hep.Data.Tracking;

/// <summary>
/// Reads hits from any CSV file, plain or gzip, by the names of its columns. All hits of an event come together, in the order of layer and azimuth, wherever they stand in the file; events
/// come in the order in which they first appear.
/// </summary>
/// <param name="layout">What the columns mean.</param>
/// <param name="options">What is accepted.</param>
public sealed class HitCsvReader(HitCsvLayout layout, HitReadingOptions options)
{
    /// <summary>What has been left out so far.</summary>
    public HitSkips Skipped { get; } = new();

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, <c>.csv</c> or <c>.csv.gz</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">The layout tells no layers, and the options have no detector; volumes come without a list of layers; or noise is above 0.</exception>
    /// <exception cref="InvalidDataException">The file is not what the layout says, or has what no option allows; with line or hit, what was found and expected.</exception>
    public IReadOnlyList<HitEvent> Read(string path)
    {
        if (layout.Layer is null && options.Detector is null)
            throw new ArgumentException($"there is neither a column of layers nor a detector that tells them; set {nameof(HitCsvLayout.Layer)} or {nameof(HitReadingOptions.Detector)}");
        if (layout.Volume is not null && layout.Layers.Count == 0)
            throw new ArgumentException($"the layout has volumes, but does not say which layers there are; set {nameof(HitCsvLayout.Layers)}");
        if (layout.NoiseParticle > 0)
            throw new ArgumentException(FormattableString.Invariant($"{nameof(HitCsvLayout.NoiseParticle)} is {layout.NoiseParticle}; expected 0 or a number below"));
        var (first, second) = layout.Radius is { } radius ? (radius, layout.Azimuth) : (layout.X, layout.Y);
        CsvColumn<double>[] places = [CsvColumn.Numbers(first), CsvColumn.Numbers(second), CsvColumn.Numbers(layout.Z)];
        var layer = Ids(layout.Layer, "the number of a layer");
        var volume = Ids(layout.Volume, "the number of a volume");
        var hit = Ids(layout.HitId, "the id of a hit");
        var eventId = Ids(layout.EventId, "an event id");
        var particle = layout.ParticleId is { } name ? CsvColumn.Texts(name) : null;
        using var document = new CsvDocument(path) { MayBeEmpty = true };
        var count = document.Fill([.. places, .. new CsvColumn?[] { layer, volume, hit, eventId, particle }.OfType<CsvColumn>()], Array.MaxLength).Sum();
        var all = Columns(path, [.. places.Select(place => place.Take())], layer?.Take(), volume?.Take(), hit?.Take(), particle?.Take());
        return Events(path, count, all, eventId?.Take(), hit is null);
    }

    private static CsvColumn<ulong>? Ids(string? name, string meaning) => name is null ? null : CsvColumn.Ids(name, meaning);

    private HitColumns Columns(string path, double[][] places, ulong[]? layer, ulong[]? volume, ulong[]? hit, string[]? particle)
    {
        var count = places[0].Length;
        var columns = new HitColumns(hit ?? new ulong[count], places[0], places[1], places[2], new int[count], new ulong[count]);
        var indices = layout.Layers.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        for (var i = 0; i < count; i++)
        {
            if (layout.Radius is not null)
            {
                var (sin, cos) = Math.SinCos(columns.Y[i]);
                (columns.X[i], columns.Y[i]) = (columns.X[i] * cos, columns.X[i] * sin);
            }

            columns.Layers[i] = layer is null ? TrackMlDetector.BarrelLayerAt(options.Detector!, columns.RadiusOf(i), options.Tolerance)
                : indices.Count > 0 ? indices.GetValueOrDefault((volume?[i] ?? 0, layer[i]), HitColumns.OtherLayer)
                : layer[i] <= int.MaxValue ? (int)layer[i] : HitColumns.NoLayer;
            if (particle is not null)
                columns.Particles[i] = Particle(path, i, particle[i]);
        }

        return columns;
    }

    private ulong Particle(string path, int row, string text)
    {
        if (Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) && id - layout.NoiseParticle is var shifted && shifted >= 0 && shifted <= ulong.MaxValue)
            return (ulong)shifted;
        throw new InvalidDataException(FormattableString.Invariant($"{path}, data row {row + 1}, column '{layout.ParticleId}': found '{text}'; expected the id of a particle, a whole number above {layout.NoiseParticle}, or {layout.NoiseParticle} for noise"));
    }

    private List<HitEvent> Events(string path, int count, HitColumns all, ulong[]? ids, bool numbered)
    {
        var rows = Enumerable.Range(0, count).GroupBy(row => ids?[row] ?? 0).Select(group => (Id: group.Key, Rows: group.ToArray())).DefaultIfEmpty((Id: 0, Rows: []));
        var assembly = new HitEventAssembly(options, Skipped);
        var events = new List<HitEvent>();
        foreach (var (id, own) in rows)
        {
            var hits = new HitColumns(
                numbered ? [.. Enumerable.Range(1, own.Length).Select(row => (ulong)row)] : Take(all.Ids, own), Take(all.X, own), Take(all.Y, own), Take(all.Z, own), Take(all.Layers, own), Take(all.Particles, own));
            var source = ids is null || count == 0 ? path : FormattableString.Invariant($"{path}, event {id}");
            if (assembly.Assemble(source, id, hits, TrackParticles.Known(hits.Particles)) is { } made)
                events.Add(made);
        }

        return events;

        static T[] Take<T>(T[] values, int[] rows) => HitOrder.Take<T>(values, rows);
    }
}
