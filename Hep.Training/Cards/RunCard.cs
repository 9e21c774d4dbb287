using Hep.Data;
using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>
/// A study that tells signal from background, as one YAML file: five sections, and a sixth for comparisons, of which <c>data</c>, <c>model</c> and <c>training</c> must be there. Cards are strict: an unknown
/// key, a wrong type or an impossible value is an error, and all of them are reported at once.
/// </summary>
public sealed record RunCard : IRunCard
{
    /// <summary>Where events come from, and what their columns mean.</summary>
    public required DataSection Data { get; init; }

    /// <summary>What the network is built from.</summary>
    public required ModelOptions Model { get; init; }

    /// <summary>What the network begins with, and which of its layers stay as they are.</summary>
    public TransferOptions Transfer { get; init; } = new();

    /// <summary>How the network is trained.</summary>
    public required TrainingSection Training { get; init; }

    /// <summary>Which figures are computed, and how plots are labelled.</summary>
    public EvaluationSection Evaluation { get; init; } = new();

    /// <summary>The ONNX file.</summary>
    public ExportSection Export { get; init; } = new();

    /// <summary>The networks that <c>hep study</c> compares; null: the card is for one training.</summary>
    public StudySection? Study { get; init; }

    /// <summary>Reads a card from a file; its paths are relative to it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Values that replace the card's before anything is checked, the last one of a key counting; <c>["training.epochs=3"]</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The card is not one; the message holds everything that is wrong.</exception>
    public static RunCard Load(string path, IReadOnlyList<CardOverride>? overrides = null) => Read(CardSource.Load(path, overrides));

    /// <summary>Reads a card from its text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="name">The card's name in messages; the paths in the card are relative to its folder.</param>
    /// <param name="overrides">Values that replace the card's before anything is checked.</param>
    /// <exception cref="InvalidDataException">The card is not one; the message holds everything that is wrong.</exception>
    public static RunCard FromSource(string text, string name, IReadOnlyList<CardOverride>? overrides = null) => Read(CardSource.Of(text, name, overrides));

    internal static RunCard Read(CardSource source)
    {
        source.RequireClassifier();
        var (root, problems, reader) = (source.Root, source.Problems, source.Reader());
        var data = reader.Section("data", "a section", DataSection.Read);
        var transfer = new TransferOptions();
        var model = reader.Section("model", "a section", section =>
        {
            var options = ModelCards.Read(section);
            transfer = TransferOptions.Read(section);
            return options;
        });
        var training = reader.Section("training", "a section", TrainingSection.Read);
        var evaluation = reader.SectionOrDefault("evaluation", "a section", EvaluationSection.Read, new());
        var export = reader.SectionOrDefault("export", "a section", ExportSection.Read, new());
        var study = reader.OptionalSection("study", "a section", StudySection.Read);
        reader.Finish();
        if (model is { NormalizesOverBatch: true } && training?.BatchSize == 1)
            reader.RefuseBelow("training", "batch_size", "found 1, expected 2 or more with model.normalization: batch (one event has no spread)");
        if (model is not null && model != model.WithoutDropout() && training?.Optimizer is OptimizerOptions.Lbfgs)
            reader.RefuseBelow("model", "dropout", "found it with the optimizer lbfgs, expected 0: the loss must be the same at every look at the same weights");
        foreach (var (key, problem) in model is null ? [] : transfer.Problems(model))
            reader.RefuseBelow("model", key, problem);
        if (data is not null)
        {
            data = data with { TellsParameters = model is MlpOptions { Conditioning: not Conditioning.None } };
            if (evaluation.Measured.Count > 0 && data.Told.Count > 0)
                reader.RefuseBelow("evaluation", "measured", $"found files with the parameter {data.Told[0].Name}, of which measured events have none, expected none: score them by hep predict --parameter {data.Told[0].Name}=VALUE");
            if (model is MlpOptions { Conditioning: Conditioning.Film, Hidden.Count: 0 } && data.Told.Count > 0)
                reader.RefuseBelow("model", "hidden", "found no hidden layer with model.conditioning: film, expected one or more that the parameters modulate");
            if (model is CnnOptions && data.Image is null)
                reader.RefuseBelow("model", "name", "found cnn without data.image, expected images: data.image: {column: image, cells: [25, 25]}");
            evaluation.Challenge?.Check(reader, data);
            SystematicCards.Check(root, problems, data, evaluation);
            KeptNames.Check(reader, data, evaluation);
            if (study?.Against is not null && data.Parameters.Count > 0)
                reader.RefuseBelow("study", "against", "found it with data.parameters, expected none: a figure is drawn against one of them");
            foreach (var network in study?.Networks.Where(network => network.ForEach is { } parameter && data.Parameters.All(known => known.Name != parameter)) ?? [])
                problems.Add(PlaceOf(root, "study", "networks", network.Name, "for_each"), $"study.networks.{network.Name}.for_each", $"found {network.ForEach}, expected a parameter of data.parameters{Meant(network.ForEach!, data.Parameters.Select(known => known.Name))}");
        }

        if (data is not null && training is not null)
            CheckSymmetries(root, problems, data, training, evaluation);
        problems.ThrowIfAny();
        return new() { Data = data!, Model = model!, Transfer = transfer, Training = training!, Evaluation = evaluation, Export = export, Study = study };
    }

    /// <summary>The card with every value written out, in a fixed order. It reads back as an equal card wherever it lies.</summary>
    public string ToYaml() => CardWriter.Write(writer =>
    {
        writer.Section("data", Data.Write);
        writer.Section("model", model =>
        {
            ModelCards.Write(model, Model);
            Transfer.Write(model);
        });
        writer.Section("training", Training.Write);
        writer.Section("evaluation", Evaluation.Write);
        writer.Section("export", Export.Write);
        if (Study is { } study)
            writer.Section("study", study.Write);
    });

    private static string Meant(string name, IEnumerable<string> known) => NearestNames.Meant(name, known) is { } nearest ? $"; did you mean {nearest}?" : "";

    // What sections say together.
    private static void CheckSymmetries(CardNode.Mapping root, CardProblems problems, DataSection data, TrainingSection training, EvaluationSection evaluation)
    {
        foreach (var (key, text) in training.Augmentation?.Problems(data) ?? [])
            problems.Add(PlaceOf(root, "training", "augmentation", key), $"training.augmentation.{key}", text);
        if (evaluation.Average is { } angles && training.Augmentation is null or { Image: not null })
            problems.Add(PlaceOf(root, "evaluation", "average"), "evaluation.average", FormattableString.Invariant($"found {angles}, expected none, or the columns that it turns in training.augmentation"));
    }

    /// <summary>Where the value of a path stands, or the innermost mapping of it that is there.</summary>
    internal static CardPlace PlaceOf(CardNode node, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            if ((node as CardNode.Mapping)?.Find(key) is { } entry)
                node = entry.Value;
        }

        return node.Place;
    }
}
