using System.Globalization;
using System.Text;
using Hep.Common;
using Hep.Data;
using Hep.Data.Tracking;

namespace Hep.Training.Tracking;

/// <summary>
/// Hits, particles and found tracks of a run as CSV files in <c>tracks/</c>, from which everything is evaluated again, without the model; a finder of another program may add its tracks. Hits and particles are numbered from 0
/// in their event.
/// </summary>
internal static class TrackFiles
{
    private const string Folder = "tracks";
    private const string Times = "times.csv";

    /// <summary>Writes what was found.</summary>
    /// <param name="run">The run folder's path.</param>
    /// <param name="samples">What was found.</param>
    public static void Save(string run, IReadOnlyList<FoundTracks> samples)
    {
        var folder = Directory.CreateDirectory(Path.Combine(run, Folder)).FullName;
        var times = new StringBuilder("sample,finder,seconds\n");
        foreach (var sample in samples)
        {
            Write(folder, $"{sample.Sample}_hits.csv", "event,x,y,z,layer,particle", sample.Events.SelectMany((one, number) => HitsOf(one, number)));
            Write(folder, $"{sample.Sample}_particles.csv", "event,particle_id,pt,eta,phi,vertex_x,vertex_y,vertex_z,charge", sample.Events.SelectMany((one, number) => ParticlesOf(one, number)));
            Write(folder, $"{sample.Sample}_found.csv", "finder,event,track,hit", sample.ByFinder.SelectMany(TracksOf));
            foreach (var found in sample.ByFinder)
                times.Append(CultureInfo.InvariantCulture, $"{sample.Sample},{found.Finder},{found.Seconds:R}\n");
        }

        AtomicFile.Write(Path.Combine(folder, Times), times.ToString(), "times of the track finders");
    }

    /// <summary>Reads them.</summary>
    /// <param name="run">The run folder's path.</param>
    /// <exception cref="FileNotFoundException">A file is not there.</exception>
    /// <exception cref="InvalidDataException">A file is broken.</exception>
    public static IReadOnlyList<FoundTracks> Load(string run)
    {
        var folder = Path.Combine(run, Folder);
        var times = CsvColumns.Read(Path.Combine(folder, Times), ["seconds"], ["sample", "finder"]);
        var (samples, finders, seconds) = (times.Texts("sample"), times.Texts("finder"), times.Numbers("seconds"));
        return
        [
            .. samples.Distinct(StringComparer.Ordinal).Select(sample =>
            {
                var events = Events(Path.Combine(folder, $"{sample}_hits.csv"), Path.Combine(folder, $"{sample}_particles.csv"));
                var rows = Enumerable.Range(0, samples.Length).Where(row => samples[row] == sample);
                var tracks = Tracks(Path.Combine(folder, $"{sample}_found.csv"), events);
                return new FoundTracks(sample, events, [.. rows.Select(row => new FoundBy(finders[row], tracks(finders[row]), seconds[row]))]);
            }),
        ];
    }

    private static void Write(string folder, string name, string header, IEnumerable<string> rows)
    {
        AtomicFile.Write(Path.Combine(folder, name), stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            writer.WriteLine(header);
            foreach (var row in rows)
                writer.WriteLine(row);
        });
    }

    private static IEnumerable<string> HitsOf(HitEvent one, int number)
    {
        var places = one.ParticlePlaces();
        for (var hit = 0; hit < one.Count; hit++)
            yield return FormattableString.Invariant($"{number},{one.X[hit]:R},{one.Y[hit]:R},{one.Z[hit]:R},{one.Layers[hit]},{places[hit]}");
    }

    private static IEnumerable<string> ParticlesOf(HitEvent one, int number)
    {
        var p = one.Particles;
        for (var i = 0; i < p.Count; i++)
            yield return FormattableString.Invariant($"{number},{p.Ids[i]},{Text(p.Pt[i])},{Text(p.Eta[i])},{Text(p.Phi[i])},{Text(p.VertexX[i])},{Text(p.VertexY[i])},{Text(p.VertexZ[i])},{p.Charges[i]}");
    }

    // What a file did not tell is left empty.
    private static string Text(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    private static IEnumerable<string> TracksOf(FoundBy found) =>
        found.Tracks.SelectMany((tracks, number) => tracks.SelectMany((hits, track) => hits.Select(hit => FormattableString.Invariant($"{found.Finder},{number},{track},{hit}"))));

    private static HitEvent[] Events(string hitFile, string particleFile)
    {
        string[] numbers = ["pt", "eta", "phi", "vertex_x", "vertex_y", "vertex_z", "charge"];
        var particles = CsvColumns.Read(particleFile, ["event"], ["particle_id", .. numbers], mayBeEmpty: true);
        var hits = CsvColumns.Read(hitFile, ["event", "x", "y", "z", "layer", "particle"]);
        var (eventOfParticle, eventOfHit, places) = (particles.Numbers("event"), hits.Numbers("event"), hits.Numbers("particle"));
        ulong[] ids = [.. particles.Texts("particle_id").Select((text, row) => ulong.TryParse(text, CultureInfo.InvariantCulture, out var id) ? id : throw Odd(particleFile, row, "particle_id", text, "a whole number of 0 or more"))];
        var values = numbers.ToDictionary(name => name, name => particles.Texts(name).Select((text, row) => Number(particleFile, row, name, text)).ToArray(), StringComparer.Ordinal);
        var particlesOf = Enumerable.Range(0, ids.Length).ToLookup(row => (int)eventOfParticle[row]);
        var count = (int)(eventOfHit.Length == 0 ? 0 : eventOfHit.Max() + 1);
        var hitsOf = Enumerable.Range(0, eventOfHit.Length).ToLookup(row => (int)eventOfHit[row]);
        return
        [
            .. Enumerable.Range(0, count).Select(number =>
            {
                int[] own = [.. hitsOf[number]], known = [.. particlesOf[number]];
                double[] Of(string name) => [.. known.Select(row => values[name][row])];
                return new HitEvent
                {
                    EventId = (ulong)number,
                    HitIds = [.. Enumerable.Range(0, own.Length).Select(hit => (ulong)hit)],
                    X = Take("x"),
                    Y = Take("y"),
                    Z = Take("z"),
                    Layers = [.. Take("layer").Select(layer => (int)layer)],
                    ParticleIds = [.. own.Select(row => Id(places[row]))],
                    Particles = new TrackParticles
                    {
                        Ids = [.. known.Select(row => ids[row])],
                        Pt = Of("pt"),
                        Eta = Of("eta"),
                        Phi = Of("phi"),
                        VertexX = Of("vertex_x"),
                        VertexY = Of("vertex_y"),
                        VertexZ = Of("vertex_z"),
                        Charges = [.. Of("charge").Select(charge => (int)charge)],
                    },
                };

                double[] Take(string name) => [.. own.Select(row => hits.Numbers(name)[row])];
                ulong Id(double place) => place < 0 ? 0
                    : place < known.Length ? ids[known[(int)place]]
                    : throw new InvalidDataException(FormattableString.Invariant($"{hitFile}: found particle {place} in event {number}, expected one of the {known.Length} that {Path.GetFileName(particleFile)} has, or -1"));
            }),
        ];
    }

    private static double Number(string path, int row, string column, string text) => text.Length == 0 ? double.NaN
        : double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
        : throw Odd(path, row, column, text, "a number, or nothing");

    private static InvalidDataException Odd(string path, int row, string column, string found, string expected) =>
        new(FormattableString.Invariant($"{path}, data row {row + 1}, column '{column}': found '{found}', expected {expected}"));

    private static Func<string, IReadOnlyList<IReadOnlyList<IReadOnlyList<int>>>> Tracks(string path, HitEvent[] events)
    {
        var rows = CsvColumns.Read(path, ["event", "track", "hit"], ["finder"], mayBeEmpty: true);
        var (finders, number, track, hit) = (rows.Texts("finder"), rows.Numbers("event"), rows.Numbers("track"), rows.Numbers("hit"));
        var seen = new HashSet<(string Finder, double Event, double Track, double Hit)>();
        for (var row = 0; row < rows.Count; row++)
        {
            if (!(number[row] >= 0 && number[row] < events.Length && hit[row] >= 0 && hit[row] < events[(int)number[row]].Count))
                throw new InvalidDataException(FormattableString.Invariant($"{path}, data row {row + 1}: found hit {hit[row]} of event {number[row]}, which there is not"));
            if (!seen.Add((finders[row], number[row], track[row], hit[row])))
                throw new InvalidDataException(FormattableString.Invariant($"{path}, data row {row + 1}: found hit {hit[row]} of event {number[row]} again in track {track[row]} of {finders[row]}, expected it once"));
        }

        var byFinder = Enumerable.Range(0, rows.Count).ToLookup(row => finders[row], StringComparer.Ordinal);
        return finder =>
        {
            var byEvent = byFinder[finder].ToLookup(row => (int)number[row]);
            return [.. Enumerable.Range(0, events.Length).Select(one => (IReadOnlyList<IReadOnlyList<int>>)[.. byEvent[one].GroupBy(row => track[row]).Select(group => (IReadOnlyList<int>)[.. group.Select(row => (int)hit[row])])])];
        };
    }
}
