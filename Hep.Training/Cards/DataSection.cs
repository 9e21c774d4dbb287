using Hep.Data;
using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>The <c>data</c> section: where events come from, and what their columns mean.</summary>
public sealed record DataSection
{
    private const int MostFeatures = 100_000;
    private const string FilesKey = "files";

    /// <summary>
    /// The name of a simulation, or the full path of a file (.csv, .csv.gz, .h5, .npz), of several with the wildcards <c>*</c> and <c>?</c>. In a card, what has a dot, a
    /// wildcard or a path separator is a file, relative to the card. Empty where there are <see cref="Files"/>.
    /// </summary>
    public string Source { get; init; } = "";

    /// <summary>The files process by process, in place of <see cref="Source"/>; empty: there is a source.</summary>
    public ValueList<ProcessFiles> Files { get; init; } = [];

    /// <summary>True if the events are in files, false if they are simulated.</summary>
    public bool IsFile => Files.Count > 0 || LooksLikeFile(Source);

    /// <summary>How many events a simulation makes, 10 to 100,000,000. A file is read whole.</summary>
    public int Events { get; init; } = 50_000;

    /// <summary>Numbers of the simulation that are not its defaults, by name.</summary>
    public ValueList<SimulationNumber> Simulation { get; init; } = [];

    /// <summary>The seed of a simulation and of a split by fraction; 0 or more. It is not <see cref="TrainingSection.Seed"/>, so that trainings with several seeds see the same events.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// The inputs of the network in their order, from the mapping of column to unit: <c>features: {DER_mass_MMC: GeV, PRI_jet_num: 1}</c>; at least one, but where
    /// there is an <see cref="Image"/>.
    /// </summary>
    public required ValueList<FeatureColumn> Features { get; init; }

    /// <summary>The images of the events, and what is done to each before a network sees it; null: there are none.</summary>
    public ImagePlan? Image { get; init; }

    /// <summary>What the network is told of the signal that is looked for, such as its mass; empty: nothing.</summary>
    public ValueList<ParameterColumn> Parameters { get; init; } = [];

    /// <summary>Values of parameters whose signal is kept out of training and validation, and tested on.</summary>
    public ValueList<ParameterValues> HoldOut { get; init; } = [];

    /// <summary>The only values whose signal is trained and validated on; empty: all that are not held out.</summary>
    public ValueList<ParameterValues> TrainOn { get; init; } = [];

    /// <summary>Whether the parameters are inputs of the network (<c>model.conditioning</c>), or only say which signal is which.</summary>
    internal bool TellsParameters { get; init; } = true;

    /// <summary>The columns that the model takes, in order: the features, then the parameters of which it is told.</summary>
    public IReadOnlyList<FeatureColumn> Inputs => [.. Features, .. Told.Select(parameter => new FeatureColumn(parameter.Name, parameter.Unit))];

    /// <summary>The raw numbers of an event that the model takes: its columns, then the cells of its image.</summary>
    public int InputWidth => Inputs.Count + (Image is { } image ? image.Height * image.Width : 0);

    /// <summary>The parameters that are inputs of the network.</summary>
    public IReadOnlyList<ParameterColumn> Told => TellsParameters ? Parameters : [];

    /// <summary>
    /// Further inputs that are computed from the features, event by event: <c>derived: {m_ratio: DER_mass_vis / DER_mass_MMC}</c>, with a unit
    /// <c>{pt_sum: {formula: PRI_tau_pt + PRI_lep_pt, unit: GeV}}</c>. They stand after the features; a formula may use those before it.
    /// </summary>
    public ValueList<DerivedColumn> Derived { get; init; } = [];

    /// <summary>The steps from features and derived columns to the inputs of the network, in order; see docs/preprocessing.md.</summary>
    public ValueList<PreprocessingStep> Preprocessing { get; init; } = [Scaling.Standard()];

    /// <summary>The column that tells signal from background.</summary>
    public required LabelColumn Label { get; init; }

    /// <summary>The column of event weights; null: every event has weight 1.</summary>
    public string? Weight { get; init; }

    /// <summary>The column that numbers events; null: the number of the row.</summary>
    public string? EventId { get; init; }

    /// <summary>The number that stands for a missing value in the features, such as -999; null: there is none.</summary>
    public double? Missing { get; init; }

    /// <summary>The column of text that names each event's process, for histograms stacked by process; null: signal and background.</summary>
    public string? Process { get; init; }

    /// <summary>The column of text with the process of each event; with <see cref="Files"/> it is made. Null: none.</summary>
    public string? ProcessColumn => Files.Count > 0 ? ProcessFiles.Column : Process;

    /// <summary>The cuts that events must pass to be in the study, in their order; empty: there are all events.</summary>
    public ValueList<SelectionCut> Select { get; init; } = [];

    /// <summary>How events are divided into training, validation and test.</summary>
    public required SplitOptions Split { get; init; }

    /// <summary>How many events of the training split are trained on, drawn by id and <see cref="Seed"/>, fewer being among more; 1 or more. Null: all.</summary>
    public int? TrainEvents { get; init; }

    /// <summary>How many events of each class a split has at most, the first ones; null: all. For a run that is there to see whether everything works.</summary>
    public int? EventsPerClass { get; init; }

    /// <summary>The memory that events may take, in bytes, 1 MB or more; what does not fit is read from disk window by window. Null (<c>auto</c>): half of the machine's.</summary>
    public long? Memory { get; init; }

    /// <summary>What becomes of the features before the network sees them.</summary>
    public PreprocessingPlan Plan => new()
    {
        Columns = [.. Inputs.Select(column => new InputColumn(column.Name, column.Unit))],
        Missing = (float?)Missing,
        Derived = Derived,
        Steps = Preprocessing,
    };

    /// <summary>What becomes of an event before the network sees it, a line a step.</summary>
    public IReadOnlyList<string> PreprocessingInWords => Image?.InWords() ?? Plan.InWords();

    internal static DataSection Read(CardReader reader)
    {
        var source = ReadSource(reader);
        var hasFiles = !reader.IsAbsent(FilesKey);
        var label = LabelColumn.Read(reader, hasFiles);
        var weight = reader.OptionalText("weight", "the name of the column of weights");
        var (derived, steps, areGood) = PreprocessingCards.Read(reader);
        var image = ImageCards.Read(reader);
        var section = new DataSection
        {
            Source = source,
            Files = hasFiles ? reader.Section(FilesKey, "processes with their files, such as ztautau: {path: ztautau.csv, label: background}", inner => ProcessFiles.Read(inner, label, weight)) ?? [] : [],
            Events = reader.Int("events", 50_000, 10, 100_000_000),
            Simulation = SimulationNumber.ReadAll(reader, source),
            Seed = reader.Int("seed", 1, 0),
            Features = image is not null && !reader.Has("features") ? [] : reader.Section("features", "columns with their units, such as DER_mass_MMC: GeV", ReadFeatures) ?? [],
            Image = image,
            Derived = derived,
            Preprocessing = steps,
            Label = label,
            Weight = weight,
            EventId = reader.OptionalText("event_id", "the name of the column of event numbers"),
            Missing = reader.OptionalDouble("missing", null, Interval.Any),
            Process = reader.OptionalText("process", "the name of the column of processes"),
            Select = SelectionCut.Read(reader),
            Split = reader.Section("split", "a mapping with the key by (hash, fraction or column)", SplitOptions.Read) ?? new SplitOptions.Hash(),
            TrainEvents = reader.IntOr("none", "train_events", 1, int.MaxValue),
            EventsPerClass = reader.IntOr("none", "events_per_class", 1, int.MaxValue),
            Memory = reader.SizeOrAuto("memory"),
        };
        section = ParameterCards.Read(reader, section);
        section.Check(reader);
        ParameterCards.Check(reader, section);
        ImageCards.Check(reader, section);
        if (areGood && image is null && section.Features.Count > 0)
            PreprocessingCards.Check(reader, section.Plan);
        return section;
    }

    internal void Write(CardWriter writer)
    {
        if (Files.Count == 0)
            writer.Text("source", Source);
        else
            writer.Section(FilesKey, files => Files.ToList().ForEach(process => files.Section(process.Name, inner => process.Write(inner, Label))));
        writer.Int("events", Events);
        SimulationNumber.WriteAll(writer, Simulation);
        writer.Int("seed", Seed);
        if (Features.Count > 0)
            writer.Section("features", features => Features.ToList().ForEach(feature => features.Text(feature.Name, feature.Unit)));
        ImageCards.Write(writer, Image);
        ParameterCards.Write(writer, this);
        if (Image is null)
            PreprocessingCards.Write(writer, Derived, Preprocessing);
        writer.Section("label", Label.Write);
        writer.Text("weight", Weight);
        writer.Text("event_id", EventId);
        writer.Double("missing", Missing);
        writer.Text("process", Process);
        SelectionCut.Write(writer, Select);
        writer.Section("split", Split.Write);
        writer.Int("train_events", TrainEvents);
        writer.Int("events_per_class", EventsPerClass);
        writer.Size("memory", Memory);
    }

    private static bool LooksLikeFile(string source) => source.AsSpan().IndexOfAny('/', '\\', '.') >= 0 || FilePattern.HasWildcards(source);

    private static string ReadSource(CardReader reader)
    {
        string[] simulations = [.. Simulations.All.Select(simulation => simulation.Name)];
        var expected = $"a simulation ({string.Join(", ", simulations)}) or a file ({EventFiles.Endings})";
        if (reader.Has(FilesKey) && !reader.Has("source"))
            return "";
        if (!reader.IsAbsent(FilesKey))
        {
            reader.Refuse("source", "found a source beside data.files, expected one of them; the files of one process are set by --set data.files.NAME.path=FILE");
            return "";
        }

        var source = reader.Text("source", expected: expected);
        if (LooksLikeFile(source))
            return reader.PathOf("source", source);
        if (source.Length > 0 && !simulations.Contains(source))
        {
            var hint = NearestNames.Meant(source, simulations) is { } nearest ? $"; did you mean {nearest}?" : $"; a file in the card's folder is written ./{source}";
            reader.Refuse("source", $"found \"{source}\", expected {expected}{hint}");
        }

        return source;
    }

    private static ValueList<FeatureColumn> ReadFeatures(CardReader reader)
    {
        ValueList<FeatureColumn> features = [.. reader.OwnKeys("a unit such as GeV, mm or rad, or 1 for none").Select(column => new FeatureColumn(column.Key, column.Value))];
        if (features.Count is 0 or > MostFeatures)
            reader.RefuseAll(FormattableString.Invariant($"found {features.Count} features, expected 1 to {MostFeatures}"));
        return features;
    }

    // What the network must not see, or the split cannot do without.
    private void Check(CardReader reader)
    {
        foreach (var (key, column) in new[] { ("label", Label.Column), ("weight", Weight), ("event_id", EventId), ("process", Process), (FilesKey, Files.Count > 0 ? ProcessFiles.Column : null) }.Concat(Files.Select(process => (FilesKey, process.Weight))))
        {
            if (Features.Any(feature => feature.Name == column))
                reader.Refuse(key, $"found the column {column}, which is also a feature, expected a column that is no input of the network");
        }

        if (Files.Count > 0 && Process is not null)
            reader.Refuse("process", $"found the column {Process} beside data.files, expected none: the processes are the keys of data.files");
        if (Label.Column is null && Files.FirstOrDefault(process => process.Label is null) is { } unlabelled)
            reader.Refuse(FilesKey, "missing, expected signal or background (or give data.label.column, the name of the label's column)", $".{unlabelled.Name}.label");
        if (Split is SplitOptions.Hash or SplitOptions.Column { HeldOut: not null } && EventId is null && reader.Has("split"))
            reader.Refuse("event_id", "missing, expected the name of the column of event numbers (a split by hash needs it)");
    }
}
