using System.Security.Cryptography;
using System.Text;
using Hep.Data;
using Hep.Data.Tracking;
using Hep.Training.Runs;

namespace Hep.Training.Tracking;

/// <summary>The events of a tracking study in their splits: all hits of an event are in one.</summary>
internal sealed class TrackingSets
{
    private const int MostNamed = 3;

    private TrackingSets(TrackingData card, IReadOnlyList<HitEvent> events, IReadOnlyList<string> files, HitSkips? skips)
    {
        var salt = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(card.Split.Salt)));
        var fractions = new SplitFractions(card.Split.Train, card.Split.Validation, card.Split.Test);
        var bySplit = events.ToLookup(one => EventSplit.OfEvent(one.EventId, fractions, salt));
        (Train, Validation, Test) = (Of(0), Of(1), Of(2));
        Files = files;
        Skips = skips;
        Origin = files.Count switch
        {
            0 => FormattableString.Invariant($"simulation '{TrackingSource.Name}', {events.Count} events, seed {card.Seed}"),
            1 => files[0],
            _ => FormattableString.Invariant($"{files.Count} files ({string.Join(", ", files.Take(MostNamed).Select(file => Path.GetFileName(file)))}{(files.Count > MostNamed ? ", ..." : "")})"),
        };
        foreach (var (name, split) in Splits)
        {
            if (split.Count == 0)
                throw new InvalidDataException(FormattableString.Invariant($"the {name} split has none of the {events.Count} events; give more events, or other fractions in data.split"));
        }

        HitEvent[] Of(int split) => card.MostEvents is { } most ? [.. bySplit[split].Take(most)] : [.. bySplit[split]];
    }

    /// <summary>Events that the network is trained on.</summary>
    public IReadOnlyList<HitEvent> Train { get; }

    /// <summary>Events that it is chosen on.</summary>
    public IReadOnlyList<HitEvent> Validation { get; }

    /// <summary>Events that results are quoted on.</summary>
    public IReadOnlyList<HitEvent> Test { get; }

    /// <summary>The files; none of a simulation.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>What was left out of them; null of a simulation.</summary>
    public HitSkips? Skips { get; }

    /// <summary>Where the events come from, in words.</summary>
    public string Origin { get; }

    /// <summary>The splits by name.</summary>
    public IEnumerable<(string Name, IReadOnlyList<HitEvent> Events)> Splits => [("train", Train), ("validation", Validation), ("test", Test)];

    /// <summary>The files with their hashes; they are read for it.</summary>
    public IReadOnlyList<InputFileFacts> Fingerprints() => [.. Files.Select(file => new InputFileFacts(file, InputFingerprint.Sha256(file), null))];

    /// <summary>What was left out of the files, a sentence each.</summary>
    public IEnumerable<string> SkippedInWords() => Skips is { } skips ? InWords(skips) : [];

    /// <summary>What was left out, a sentence each.</summary>
    /// <param name="skips">The counts.</param>
    public static IEnumerable<string> InWords(HitSkips skips)
    {
        foreach (var (count, what) in new[] { (skips.EmptyEvents, "events without hits were left out"), (skips.OutsideHits, "hits outside of the detector were left out"), (skips.UnknownParticles, "hits of particles that the truth does not know count as noise"), (skips.DuplicateHits, "hits whose id another one has were left out") })
        {
            if (count > 0)
                yield return FormattableString.Invariant($"{count:N0} {what}");
        }
    }

    /// <summary>Makes or reads the events.</summary>
    /// <param name="card">The card's section.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A file has what the card does not allow, or a split is empty.</exception>
    public static TrackingSets Load(TrackingData card)
    {
        if (!card.IsFile)
            return new TrackingSets(card, card.Toy().Generate(card.Events, (ulong)card.Seed), [], null);
        var (events, skips) = Read(card);
        return new TrackingSets(card, events, FilesOf(card), skips);
    }

    /// <summary>Reads the hits of files.</summary>
    /// <param name="card">The card's section, whose source is files.</param>
    /// <returns>The events, and what was left out.</returns>
    public static (IReadOnlyList<HitEvent> Events, HitSkips Skips) Read(TrackingData card)
    {
        var options = card.Skip.ToOptions(card.Detector.ToDetector(), card.Tolerance);
        if (card.Columns is { } columns)
        {
            var reader = new HitCsvReader(columns.ToLayout(), options);
            if (columns.Event is null && FilesOf(card).Length > 1)
                throw new InvalidDataException($"data.columns.event: found none with {FilesOf(card).Length} files of {card.Source}, expected the name of a column: without one all rows of a file are one event, and nobody knows which is which");
            return ([.. FilesOf(card).SelectMany(reader.Read)], reader.Skipped);
        }

        if (FilesOf(card)[0].EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
        {
            var graphs = new HitGraphReader(options);
            return ([.. graphs.Read(card.Source)], graphs.Skipped);
        }

        var challenge = new TrackMlReader(options);
        return ([.. challenge.Read(card.Source)], challenge.Skipped);
    }

    /// <summary>Checks that a run which is compared was not trained on events that this one is tested on.</summary>
    /// <param name="card">The section of this run's card.</param>
    /// <param name="other">That of the other run's.</param>
    /// <param name="path">The other run, for the message.</param>
    /// <exception cref="InvalidDataException">Both take the same source and divide it differently.</exception>
    public static void RequireApart(TrackingData card, TrackingData other, string path)
    {
        // Tracks of a simulation are looked for in events of their own; what is predicted on the test split is not.
        if (card.Source == other.Source && (card.IsFile || card.Seed == other.Seed) && card.Split != other.Split)
            throw new InvalidDataException($"evaluation.beside: the run {path} divided the same events differently (data.split), so that it was trained on some that this one is tested on; expected one with the same data.split");
    }

    /// <summary>Reads the files of <c>evaluation.hits</c>.</summary>
    /// <param name="card">The section, whose detector, columns and rules hold for them, too.</param>
    /// <param name="source">The files.</param>
    /// <exception cref="InvalidDataException">A file has what the card does not allow, or there is no event.</exception>
    public static (IReadOnlyList<HitEvent> Events, HitSkips Skips, IReadOnlyList<string> Files) ReadFurther(TrackingData card, string source)
    {
        var section = card with { Source = source, Simulation = [] };
        var (events, skips) = Read(section);
        return events.Count > 0 ? (events, skips, FilesOf(section)) : throw new InvalidDataException($"evaluation.hits: found no event in {source} that is left, expected one or more");
    }

    private static string[] FilesOf(TrackingData card)
    {
        if (!Directory.Exists(card.Source))
            return [.. FilePattern.Expand(card.Source)];
        string[] found = [.. new[] { "*-hits.csv*", "*.npz" }.Select(pattern => Directory.EnumerateFiles(card.Source, pattern).Order(StringComparer.Ordinal).ToArray()).FirstOrDefault(files => files.Length > 0) ?? []];
        return found.Length > 0 ? found : throw new InvalidDataException($"data.source: found no hits in {card.Source}, expected events of the TrackML challenge (*-hits.csv, *-hits.csv.gz) or hit graphs (*.npz)");
    }
}
