using Hep.Data.Tracking;
using Hep.Models;
using Hep.Training.Cards;

namespace Hep.Training.Tracking;

/// <summary>The <c>data</c> section of a tracking card: where the hits come from, and in which detector they lie.</summary>
public sealed record TrackingData
{
    /// <summary>
    /// <c>tracking_toy</c>, or the full path of files: events of the TrackML challenge (a folder, or files <c>*-hits.csv*</c>), hit graphs (a folder, or files <c>*.npz</c>), or a CSV file of
    /// hits with <see cref="Columns"/>.
    /// </summary>
    public required string Source { get; init; }

    /// <summary>Whether the hits are in files.</summary>
    public bool IsFile => Source != TrackingSource.Name;

    /// <summary>How many events the simulation makes, 10 to 10,000,000; files are read whole.</summary>
    public int Events { get; init; } = 5000;

    /// <summary>The seed of the simulation; 0 or more.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Numbers of the simulation that are not its defaults.</summary>
    public ValueList<SimulationNumber> Simulation { get; init; } = [];

    /// <summary>The detector.</summary>
    public DetectorOptions Detector { get; init; } = DetectorOptions.Of(BarrelDetector.Default);

    /// <summary>The columns of a CSV file; null: the file is none.</summary>
    public HitColumnNames? Columns { get; init; }

    /// <summary>How far a hit of a file may be from its layer, in mm.</summary>
    public double Tolerance { get; init; } = 10;

    /// <summary>What is left out and counted instead of being an error.</summary>
    public HitSkipping Skip { get; init; }

    /// <summary>The most hits of a track, or of an event where events are the sequences; 4 or more.</summary>
    public int Longest { get; init; } = 100;

    /// <summary>How events are divided, by a hash of their ids: all hits of an event are in one split.</summary>
    public SplitOptions.Hash Split { get; init; } = new();

    /// <summary>Whether only as many events are used as show that everything works.</summary>
    public int? MostEvents { get; init; }

    /// <summary>Reads the section.</summary>
    /// <param name="reader">The section.</param>
    /// <param name="skippable">What may be left out and counted.</param>
    /// <param name="longest">The most hits of a sequence, unless the card says otherwise.</param>
    internal static TrackingData Read(CardReader reader, HitSkipping skippable, int longest)
    {
        var defaults = new TrackingData { Source = TrackingSource.Name };
        var source = reader.Text("source", expected: $"{TrackingSource.Name}, or files of hits (a folder or files of TrackML events, of hit graphs .npz, or a CSV file)");
        var detector = DetectorOptions.Read(reader, "detector");
        var isFile = source != TrackingSource.Name;
        if (isFile && source.AsSpan().IndexOfAny('/', '\\', '.') < 0 && source.Length > 0)
            reader.Refuse("source", $"found \"{source}\", expected {TrackingSource.Name}, or files (a folder in the card's folder is written ./{source})");
        var columns = reader.OptionalSection("columns", "the names of the columns, such as {x: x, y: y, z: z, layer: layer, particle: particle_id, event: event_id}", HitColumnNames.Read);
        if (columns is null && source.AsSpan().EndsWith(".csv") && !source.Contains("-hits.csv", StringComparison.Ordinal))
            reader.Refuse("source", $"found {Path.GetFileName(source)}, whose columns nobody knows, expected data.columns, such as {{x: x, y: y, z: z, layer: layer, particle: particle_id, event: event_id}}");
        var split = reader.SectionOrDefault("split", "a mapping with the key by: hash", SplitOptions.Read, defaults.Split);
        if (split is not SplitOptions.Hash)
            reader.Refuse("split", "found another split, expected by: hash, which keeps all hits of an event together");
        return new()
        {
            Source = isFile && source.Length > 0 ? reader.PathOf("source", source) : source,
            Events = reader.Int("events", defaults.Events, 10, 10_000_000),
            Seed = reader.Int("seed", defaults.Seed, 0),
            Simulation = ReadSimulation(reader, isFile, detector),
            Detector = detector,
            Columns = columns,
            Tolerance = reader.Double("tolerance", defaults.Tolerance, Interval.Positive),
            Skip = HitSkippingCards.Read(reader, skippable),
            Longest = reader.Int("longest", longest, 4, 100_000),
            Split = split as SplitOptions.Hash ?? defaults.Split,
            MostEvents = reader.IntOr("none", "most_events", 10, int.MaxValue),
        };
    }

    internal void Write(CardWriter writer)
    {
        writer.Text("source", Source);
        writer.Int("events", Events);
        writer.Int("seed", Seed);
        SimulationNumber.WriteAll(writer, Simulation);
        writer.Section("detector", Detector.Write);
        if (Columns is { } columns)
            writer.Section("columns", columns.Write);
        writer.Double("tolerance", Tolerance);
        HitSkippingCards.Write(writer, Skip);
        writer.Int("longest", Longest);
        writer.Section("split", Split.Write);
        writer.Int("most_events", MostEvents);
    }

    /// <summary>The simulation, with some of its numbers in the place of the card's.</summary>
    /// <param name="numbers">Those numbers.</param>
    internal TrackingToy Toy(params ReadOnlySpan<(string Name, double Value)> numbers)
    {
        var all = Simulation.ToDictionary(number => number.Name, number => number.Value, StringComparer.Ordinal);
        foreach (var (name, value) in numbers)
            all[name] = value;
        return TrackingSource.Toy(Detector.ToDetector(), all);
    }

    private static ValueList<SimulationNumber> ReadSimulation(CardReader reader, bool isFile, DetectorOptions detector)
    {
        const string Key = "simulation";
        var numbers = reader.OptionalSection(Key, "numbers of the simulation, such as tracks: 100", inner => (ValueList<SimulationNumber>)[.. inner.Keys.Select(name => new SimulationNumber(name, inner.Double(name, null, Interval.Any)))]) ?? [];
        if (isFile && numbers.Count > 0)
            reader.Refuse(Key, "found numbers of a simulation beside events from files, expected none");
        else if (reader.Problems == 0)
            reader.Check(Key, () => TrackingSource.Toy(detector.ToDetector(), numbers.ToDictionary(number => number.Name, number => number.Value, StringComparer.Ordinal)));
        return numbers;
    }
}
