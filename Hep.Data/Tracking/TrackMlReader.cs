using System.Globalization;

namespace Hep.Data.Tracking;

/// <summary>
/// Reads events of the TrackML challenge: <c>event000001000-hits.csv</c> with <c>-truth.csv</c>, <c>-particles.csv</c> and, where asked for, <c>-cells.csv</c> beside it, each plain or
/// gzip. Hits come by layer and azimuth; layers are numbered as in <see cref="TrackMlDetector"/>.
/// </summary>
/// <param name="options">What is accepted.</param>
/// <param name="layers">Which layers are read; hits on the others are left out and counted.</param>
public sealed class TrackMlReader(HitReadingOptions options, TrackMlLayers layers = TrackMlLayers.Barrel)
{
    private const string Hits = "-hits.csv", Gzip = ".gz";

    /// <summary>What has been left out so far.</summary>
    public HitSkips Skipped { get; } = new();

    /// <summary>Reads events one by one, in the order of their files' names.</summary>
    /// <param name="path">A folder, or files of hits (<c>*</c> and <c>?</c> stand for characters).</param>
    /// <exception cref="FileNotFoundException">There is no such file, or no truth beside it (in the enumeration).</exception>
    /// <exception cref="InvalidDataException">A file is not as it should be, or has what no option allows (in the enumeration); with file, line or hit, what was found and expected.</exception>
    public IEnumerable<HitEvent> Read(string path)
    {
        foreach (var file in FilePattern.Expand(Directory.Exists(path) ? Path.Combine(path, "*" + Hits + "*") : path))
        {
            if (ReadEvent(file) is { } read)
                yield return read;
        }
    }

    /// <summary>Reads the cells of an event's hits.</summary>
    /// <param name="path">The event's file of hits.</param>
    /// <exception cref="FileNotFoundException">There are no cells beside it.</exception>
    /// <exception cref="InvalidDataException">The file is not as it should be.</exception>
    public static HitCells ReadCells(string path)
    {
        _ = EventIdOf(path);
        CsvColumn<ulong> hit = HitId(), channel0 = Channel("ch0"), channel1 = Channel("ch1");
        var value = CsvColumn.Numbers("value");
        ReadTable(Beside(path, "cells"), hit, channel0, channel1, value);
        return new HitCells { HitIds = hit.Take(), Channel0 = channel0.Take(), Channel1 = channel1.Take(), Values = value.Take() };

        static CsvColumn<ulong> Channel(string name) => CsvColumn.Ids(name, "the number of a cell");
    }

    private static CsvColumn<ulong> HitId() => CsvColumn.Ids("hit_id", "the id of a hit");

    private static CsvColumn<ulong> ParticleId() => CsvColumn.Ids("particle_id", "the id of a particle");

    private HitEvent? ReadEvent(string path)
    {
        var id = EventIdOf(path);
        var hit = HitId();
        CsvColumn<double>[] place = [CsvColumn.Numbers("x"), CsvColumn.Numbers("y"), CsvColumn.Numbers("z")];
        CsvColumn<ulong>[] layer = [CsvColumn.Ids("volume_id", "the number of a volume"), CsvColumn.Ids("layer_id", "the number of a layer")];
        ReadTable(path, [hit, .. place, .. layer]);
        var ids = hit.Take();
        var numbers = layer[0].Take().Zip(layer[1].Take(), (volume, number) => TrackMlDetector.LayerOf(volume, number, layers)).ToArray();
        var columns = new HitColumns(ids, place[0].Take(), place[1].Take(), place[2].Take(), numbers, ReadTruth(path, ids));
        return new HitEventAssembly(options, Skipped).Assemble(path, id, columns, ReadParticles(path));
    }

    private ulong[] ReadTruth(string path, ulong[] ids)
    {
        var file = Beside(path, "truth");
        var (hit, particle) = (HitId(), ParticleId());
        ReadTable(file, hit, particle);
        var particles = new Dictionary<ulong, ulong>();
        foreach (var (id, truth) in hit.Take().Zip(particle.Take()))
        {
            if (!particles.TryAdd(id, truth))
                Skipped.DuplicateHit(options.SkipDuplicateHits, FormattableString.Invariant($"{file}: hit id {id} comes twice; expected every id once"));
        }

        return [.. ids.Select(id => particles.TryGetValue(id, out var truth) ? truth : Unknown(id))];

        ulong Unknown(ulong id)
        {
            Skipped.UnknownParticle(options.SkipUnknownParticles, FormattableString.Invariant($"{file}: there is no row of hit {id}, which is in {Path.GetFileName(path)}; expected the particle of every hit, 0 for noise"));
            return 0;
        }
    }

    private static TrackParticles ReadParticles(string path)
    {
        var file = Beside(path, "particles");
        var id = ParticleId();
        var numbers = new[] { "vx", "vy", "vz", "px", "py", "pz", "q" }.Select(CsvColumn.Numbers).ToArray();
        ReadTable(file, [id, .. numbers]);
        var (ids, values) = (id.Take(), numbers.Select(column => column.Take()).ToArray());
        var seen = new HashSet<ulong> { 0 };
        if (Array.FindIndex(ids, value => !seen.Add(value)) is var odd and >= 0)
            throw new InvalidDataException(FormattableString.Invariant($"{file}: particle id {ids[odd]} {(ids[odd] == 0 ? "is that of noise" : "comes twice")}; expected every id once, and not 0"));
        var (px, py, pz) = (values[3], values[4], values[5]);
        var pt = px.Zip(py, (x, y) => Math.Sqrt((x * x) + (y * y))).ToArray();
        return new TrackParticles
        {
            Ids = ids,
            Pt = pt,
            Eta = [.. pz.Zip(pt, (z, t) => Math.Asinh(z / t))],
            Phi = [.. py.Zip(px, Math.Atan2)],
            VertexX = values[0],
            VertexY = values[1],
            VertexZ = values[2],
            Charges = [.. values[6].Select(charge => (int)Math.Round(charge))],
        };
    }

    private static void ReadTable(string path, params CsvColumn[] columns)
    {
        using var document = new CsvDocument(path) { MayBeEmpty = true };
        _ = document.Fill(columns, Array.MaxLength).Sum();
    }

    // The file of the same event, packed or not.
    private static string Beside(string path, string kind)
    {
        var stem = path[..path.LastIndexOf(Hits, StringComparison.Ordinal)];
        var (plain, packed) = ($"{stem}-{kind}.csv", $"{stem}-{kind}.csv{Gzip}");
        return File.Exists(packed) && !File.Exists(plain) ? packed : plain;
    }

    private static ulong EventIdOf(string path)
    {
        var name = Path.GetFileName(path);
        var end = name.LastIndexOf(Hits, StringComparison.Ordinal);
        return end > 0 && ulong.TryParse(name[..end].Replace("event", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new InvalidDataException($"{path}: expected a file of hits of the TrackML challenge, as event000001000{Hits} or event000001000{Hits}{Gzip}");
    }
}
