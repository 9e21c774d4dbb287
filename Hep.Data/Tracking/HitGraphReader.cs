using System.Globalization;
using System.Text.RegularExpressions;

namespace Hep.Data.Tracking;

/// <summary>
/// Reads the hits of events that were made graphs (arXiv:2103.16701): npz files <c>event000001000_g000.npz</c> of pixel hits with <c>X</c>, [N, 3], r / 1000 mm, φ / π, z / 1000 mm, and
/// <c>pid</c>, [N], the place of the particle from 0. Their edges are not read. Particle ids are <c>pid</c> + 1, hit ids the rows from 1, layers are numbered as in
/// <see cref="TrackMlDetector"/>, and hits come by layer and azimuth. Parts of an event (<c>_g000</c>, <c>_g001</c>) are events with the same id, so that a split keeps them together.
/// </summary>
/// <param name="options">What is accepted.</param>
/// <param name="layers">Which layers are read; hits on the others are left out and counted.</param>
public sealed partial class HitGraphReader(HitReadingOptions options, TrackMlLayers layers = TrackMlLayers.Barrel)
{
    private const double Millimetres = 1000;

    /// <summary>What has been left out so far.</summary>
    public HitSkips Skipped { get; } = new();

    /// <summary>Reads events one by one, in the order of their files' names.</summary>
    /// <param name="path">A folder, or npz files (<c>*</c> and <c>?</c> stand for characters).</param>
    /// <exception cref="FileNotFoundException">There is no such file (in the enumeration).</exception>
    /// <exception cref="InvalidDataException">A file is not as it should be, or has what no option allows (in the enumeration); with file, array or hit, what was found and expected.</exception>
    public IEnumerable<HitEvent> Read(string path)
    {
        foreach (var file in FilePattern.Expand(Directory.Exists(path) ? Path.Combine(path, "*.npz") : path))
        {
            if (ReadEvent(file) is { } read)
                yield return read;
        }
    }

    [GeneratedRegex(@"^event(?<id>\d{1,19})(_g\d+)?\.npz$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    private HitEvent? ReadEvent(string path)
    {
        var name = Name().Match(Path.GetFileName(path));
        if (!name.Success)
            throw new InvalidDataException($"{path}: expected the graph of an event, as event000001000_g000.npz; its number is the event's id");
        var eventId = ulong.Parse(name.Groups["id"].ValueSpan, CultureInfo.InvariantCulture);
        using var file = NpzFile.Open(path);
        var (places, particles) = (file.Array("X"), file.Array("pid"));
        places.Expect(-1, 3);
        particles.Expect(places.Rows);
        var count = checked((int)places.Rows);
        var (values, pids) = (new double[3 * count], new long[count]);
        places.Read(0, count, values);
        particles.Read(0, count, pids);
        if (Array.FindIndex(values, value => !double.IsFinite(value)) is var odd and >= 0)
            throw new InvalidDataException(FormattableString.Invariant($"{places.Origin}, row {odd / 3}: found {values[odd]}, expected a finite number"));
        if (Array.FindIndex(pids, pid => pid < 0) is var negative and >= 0)
            throw new InvalidDataException(FormattableString.Invariant($"{particles.Origin}, row {negative}: found {pids[negative]}, expected the place of a particle, 0 or more"));
        return new HitEventAssembly(options, Skipped).Assemble(path, eventId, Columns(values, pids), TrackParticles.Known(pids.Select(pid => (ulong)pid + 1)));
    }

    private HitColumns Columns(double[] values, long[] pids)
    {
        var count = pids.Length;
        var columns = new HitColumns(new ulong[count], new double[count], new double[count], new double[count], new int[count], new ulong[count]);
        for (var i = 0; i < count; i++)
        {
            var (radius, azimuth, z) = (Millimetres * values[3 * i], Math.PI * values[(3 * i) + 1], Millimetres * values[(3 * i) + 2]);
            (columns.Ids[i], columns.Particles[i]) = ((ulong)i + 1, (ulong)pids[i] + 1);
            (columns.X[i], columns.Y[i], columns.Z[i]) = (radius * Math.Cos(azimuth), radius * Math.Sin(azimuth), z);
            columns.Layers[i] = TrackMlDetector.PixelLayerAt(radius, z, layers);
        }

        return columns;
    }
}
