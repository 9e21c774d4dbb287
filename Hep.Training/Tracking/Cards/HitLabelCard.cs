using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Kinds;

namespace Hep.Training.Tracking;

/// <summary>A study of hit labels as one YAML file, strict as <see cref="RunCard"/> is: events of hits and seeds in, the track of every hit out.</summary>
public sealed record HitLabelCard : IRunCard
{
    private const double LargestTolerance = 1e-5;
    private const int MostHitsOfEvent = 100_000;

    private static readonly IReadOnlyDictionary<string, string> Useless = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [UselessKeys.Loss] = "the loss of the model is the cross entropy of the tracks",
        [UselessKeys.ClassBalance] = "there are no classes",
        [UselessKeys.Calibration] = "nothing is fitted to the probabilities",
        [UselessKeys.Augmentation] = "hits are seen relative to the seeds, turning the event changes nothing",
        [UselessKeys.Curriculum] = "there are no columns",
        [UselessKeys.HeadLearningRate] = "there is one rate for all layers",
    };

    /// <summary>Where hits come from.</summary>
    public required TrackingData Data { get; init; }

    /// <inheritdoc cref="IRunCard.Model"/>
    public required HitClassifierOptions Model { get; init; }

    /// <inheritdoc/>
    public required TrainingSection Training { get; init; }

    /// <summary>What labels are compared with.</summary>
    public HitLabelEvaluation Evaluation { get; init; } = new();

    /// <inheritdoc/>
    public ExportSection Export { get; init; } = new() { Tolerance = LargestTolerance };

    /// <inheritdoc/>
    ModelOptions IRunCard.Model => Model;

    private static NameTable<Func<CardReader, HitClassifierOptions>> Models { get; } = new() { { HitClassifierOptions.ModelName, ReadModel } };

    /// <summary>The names of the models.</summary>
    internal static IReadOnlyList<string> ModelNames => [.. Models];

    /// <inheritdoc/>
    public string ToYaml() => CardWriter.Write(writer =>
    {
        writer.Section("data", Data.Write);
        writer.Section("model", model =>
        {
            model.Text("name", Model.Name);
            RecurrentCards.Write(model, Model.Recurrent, mayBeBidirectional: true);
            model.Int("tracks", Model.Tracks);
            model.Int("candidates", Model.Candidates);
        });
        writer.Section("training", Training.Write);
        writer.Section("evaluation", Evaluation.Write);
        writer.Section("export", Export.Write);
    });

    internal static HitLabelCard Read(CardSource source)
    {
        var reader = source.Reader();
        var data = reader.Section("data", "a section", section => TrackingData.Read(section, HitSkipping.OfEvents, MostHitsOfEvent));
        var model = reader.Section("model", "a section", section => section.Kind(Models, "name", new HitClassifierOptions()));
        var training = reader.Section("training", "a section", TrainingSection.Read);
        var evaluation = reader.SectionOrDefault("evaluation", "a section", HitLabelEvaluation.Read, new());
        var export = reader.SectionOrDefault("export", "a section", section => ExportSection.Read(section, LargestTolerance), new() { Tolerance = LargestTolerance });
        reader.Finish();
        if (training is not null)
            UselessKeys.Refuse(reader, training, Useless, "tracks");
        source.Problems.ThrowIfAny();
        return new() { Data = data!, Model = model!, Training = training!, Evaluation = evaluation, Export = export };
    }

    private static HitClassifierOptions ReadModel(CardReader reader)
    {
        var defaults = new HitClassifierOptions();
        return new()
        {
            Recurrent = RecurrentCards.Read(reader, mayBeBidirectional: true, defaults.Recurrent),
            Tracks = reader.Int("tracks", defaults.Tracks, 1, 2000),
            Candidates = reader.Int("candidates", defaults.Candidates, 4, 100_000),
        };
    }
}
