using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Kinds;

namespace Hep.Training.Flavour;

/// <summary>A study of flavour tagging as one YAML file, strict as <see cref="RunCard"/> is: jets with tracks in, probabilities of flavours out.</summary>
public sealed record FlavourCard : IRunCard
{
    private static readonly IReadOnlyDictionary<string, string> Useless = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [UselessKeys.Loss] = "the loss is the cross-entropy of all flavours",
        [UselessKeys.ClassBalance] = "flavours count alike, and data.spectrum_of says more",
        [UselessKeys.Calibration] = "the discriminant is a ratio of probabilities, and a cut on it is set by its efficiency",
        [UselessKeys.Augmentation] = "tracks are seen relative to their jet already",
        [UselessKeys.Curriculum] = "there are no columns",
        [UselessKeys.HeadLearningRate] = "there is one rate for all layers",
    };

    /// <summary>Where jets come from.</summary>
    public required FlavourData Data { get; init; }

    /// <inheritdoc/>
    public required ModelOptions Model { get; init; }

    /// <inheritdoc/>
    public required TrainingSection Training { get; init; }

    /// <summary>What is made of the probabilities.</summary>
    public FlavourEvaluation Evaluation { get; init; } = new();

    /// <inheritdoc/>
    public ExportSection Export { get; init; } = new();

    private static NameTable<Func<CardReader, ModelOptions>> Models { get; } = new()
    {
        { JetTaggerOptions.RecurrentName, reader => ReadDense(reader) with { Recurrent = RecurrentCards.Read(reader, mayBeBidirectional: true) } },
        { JetTaggerOptions.DenseName, reader => ReadDense(reader) with { Recurrent = null, LeadingTracks = reader.Int("tracks", new JetTaggerOptions().LeadingTracks, 1, 1000) } },
    };

    /// <summary>The names of the models.</summary>
    internal static IReadOnlyList<string> ModelNames => [.. Models];

    /// <inheritdoc/>
    public string ToYaml() => CardWriter.Write(writer =>
    {
        writer.Section("data", Data.Write);
        writer.Section("model", WriteModel);
        writer.Section("training", Training.Write);
        writer.Section("evaluation", Evaluation.Write);
        writer.Section("export", Export.Write);
    });

    internal static FlavourCard Read(CardSource source)
    {
        var reader = source.Reader();
        var data = reader.Section("data", "a section", FlavourData.Read);
        var model = reader.Section("model", "a section", section => section.Kind(Models, "name", new JetTaggerOptions()));
        var training = reader.Section("training", "a section", TrainingSection.Read);
        var evaluation = reader.SectionOrDefault("evaluation", "a section", FlavourEvaluation.Read, new());
        var export = reader.SectionOrDefault("export", "a section", ExportSection.Read, new());
        reader.Finish();
        if (training is not null)
            UselessKeys.Refuse(reader, training, Useless, "jets");
        source.Problems.ThrowIfAny();
        return new() { Data = data!, Model = model!, Training = training!, Evaluation = evaluation, Export = export };
    }

    private static JetTaggerOptions ReadDense(CardReader reader)
    {
        var defaults = new JetTaggerOptions();
        return new() { GradeUnits = reader.Int("grade_units", defaults.GradeUnits, 1, 1000), Hidden = reader.Ints("dense", defaults.Hidden, 1, 65_536, least: 0, most: 64) };
    }

    private void WriteModel(CardWriter writer)
    {
        var model = (JetTaggerOptions)Model;
        writer.Text("name", model.Name);
        if (model.Recurrent is { } recurrent)
            RecurrentCards.Write(writer, recurrent, mayBeBidirectional: true);
        else
            writer.Int("tracks", model.LeadingTracks);
        writer.Int("grade_units", model.GradeUnits);
        writer.Ints("dense", model.Hidden);
    }
}
