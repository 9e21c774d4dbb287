using Hep.Data;
using Hep.Data.Flavour;
using Hep.Models;
using Hep.Training.Cards;

namespace Hep.Training.Flavour;

/// <summary>The <c>data</c> section of a card of flavour tagging: where jets with their tracks come from.</summary>
public sealed record FlavourData
{
    /// <summary>The name of the simulation.</summary>
    public const string Simulated = "flavour_jets";

    /// <summary><c>flavour_jets</c>, or the full path of a file of jets and tracks (.h5, .npz), see docs/btagging.md.</summary>
    public required string Source { get; init; }

    /// <summary>Whether the jets are in a file.</summary>
    public bool IsFile => Source != Simulated;

    /// <summary>How many jets: made by the simulation, or read of a file at most; 100 to 10,000,000.</summary>
    public int Events { get; init; } = 200_000;

    /// <summary>The seed of the simulation; 0 or more.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Numbers of the simulation that are not its defaults.</summary>
    public ValueList<SimulationNumber> Simulation { get; init; } = [];

    /// <summary>What is called what in a file; null: the names of <see cref="FlavourFileLayout"/>.</summary>
    public FlavourLayout? Layout { get; init; }

    /// <summary>Whether jets of unknown flavours, and tracks whose numbers cannot be, are left out of a file and counted; else they are errors.</summary>
    public bool SkipBad { get; init; }

    /// <summary>The flavour whose spectrum in pT and |eta| the others get by weights; null: weights are as they are.</summary>
    public string? SpectrumOf { get; init; } = "b";

    /// <summary>Edges of the bins in pT, GeV.</summary>
    public ValueList<double> PtEdges { get; init; } = [20, 30, 40, 50, 60, 80, 100, 130, 170, 220, 300];

    /// <summary>Edges of the bins in |eta|.</summary>
    public ValueList<double> EtaEdges { get; init; } = [0, 0.5, 1, 1.5, 2, 2.5];

    /// <summary>How jets are divided, by a hash of their event: the jets of one event are in one split.</summary>
    public SplitOptions.Hash Split { get; init; } = new();

    /// <summary>Whether another section gives the same jets in the same splits; how they are weighted may differ.</summary>
    /// <param name="other">The other section.</param>
    internal bool SameJets(FlavourData other) => other with { SpectrumOf = SpectrumOf, PtEdges = PtEdges, EtaEdges = EtaEdges } == this;

    internal static FlavourData Read(CardReader reader)
    {
        var defaults = new FlavourData { Source = Simulated };
        var source = reader.Text("source", expected: $"{Simulated}, or a file of jets and tracks (.h5, .npz)");
        var isFile = source != Simulated;
        if (isFile && source.Length > 0 && source.AsSpan().IndexOfAny('/', '\\', '.') < 0)
            reader.Refuse("source", $"found \"{source}\", expected {Simulated}, or a file of jets and tracks (.h5, .npz)");
        var simulation = reader.OptionalSection("simulation", "numbers of the simulation, such as pile_up: 40", inner => (ValueList<SimulationNumber>)[.. inner.Keys.Select(name => new SimulationNumber(name, inner.Double(name, null, Interval.Any)))]) ?? [];
        if (isFile && simulation.Count > 0)
            reader.Refuse("simulation", "found numbers of a simulation beside jets from a file, expected none");
        else if (simulation.Count > 0)
            reader.Check("simulation", () => SimulationNumber.Apply(Simulations.Find(Simulated), simulation));
        var split = reader.SectionOrDefault("split", "a mapping with the key by: hash", SplitOptions.Read, defaults.Split);
        if (split is not SplitOptions.Hash)
            reader.Refuse("split", "found another split, expected by: hash, which keeps the jets of an event together");
        var section = new FlavourData
        {
            Source = isFile && source.Length > 0 ? reader.PathOf("source", source) : source,
            Events = reader.Int("events", defaults.Events, 100, 10_000_000),
            Seed = reader.Int("seed", defaults.Seed, 0),
            Simulation = simulation,
            Layout = reader.OptionalSection("layout", "names of fields, such as {pt: pt_btagJes, grade: none}", FlavourLayout.Read),
            SkipBad = reader.Bool("skip_bad", defaults.SkipBad),
            SpectrumOf = reader.Has("spectrum_of") ? reader.OptionalText("spectrum_of", "a flavour (light, c, b, tau)") : defaults.SpectrumOf,
            PtEdges = reader.Doubles("pt_edges", defaults.PtEdges, Interval.NotNegative, 200),
            EtaEdges = reader.Doubles("eta_edges", defaults.EtaEdges, Interval.NotNegative, 200),
            Split = split as SplitOptions.Hash ?? defaults.Split,
        };
        foreach (var (key, edges) in new[] { ("pt_edges", section.PtEdges), ("eta_edges", section.EtaEdges) })
        {
            if (edges.Count < 2 || edges.Zip(edges.Skip(1)).Any(pair => pair.First >= pair.Second))
                reader.Refuse(key, "found edges that do not rise, expected two or more that do");
        }

        if (section.SpectrumOf is { } flavour && !JetSample.Flavours.Contains(flavour))
            reader.Refuse("spectrum_of", $"found {flavour}, expected one of {string.Join(", ", JetSample.Flavours)}, or none");
        return section;
    }

    internal void Write(CardWriter writer)
    {
        writer.Text("source", Source);
        writer.Int("events", Events);
        writer.Int("seed", Seed);
        SimulationNumber.WriteAll(writer, Simulation);
        if (Layout is { } layout)
            writer.Section("layout", layout.Write);
        writer.Bool("skip_bad", SkipBad);
        writer.Text("spectrum_of", SpectrumOf);
        writer.Doubles("pt_edges", PtEdges);
        writer.Doubles("eta_edges", EtaEdges);
        writer.Section("split", Split.Write);
    }
}
