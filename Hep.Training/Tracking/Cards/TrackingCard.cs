using Hep.Data.Tracking.Finding;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Kinds;

namespace Hep.Training.Tracking;

/// <summary>A study of tracks as one YAML file, strict as <see cref="RunCard"/> is: hits in, tracks out.</summary>
public sealed record TrackingCard : IRunCard
{
    private const double LargestTolerance = 0.02;
    private const int MostHitsOfTrack = 100;

    private static readonly IReadOnlyDictionary<string, string> Useless = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [UselessKeys.Loss] = "the loss of the model is a likelihood",
        [UselessKeys.ClassBalance] = "there are no classes",
        [UselessKeys.Calibration] = "a covariance is checked by its pulls",
        [UselessKeys.Augmentation] = "tracks are seen relative to their own last hit, turning the event changes nothing",
        [UselessKeys.Curriculum] = "there are no columns",
        [UselessKeys.HeadLearningRate] = "there is one rate for all layers",
    };

    /// <summary>Where hits come from.</summary>
    public required TrackingData Data { get; init; }

    /// <inheritdoc/>
    public required ModelOptions Model { get; init; }

    /// <inheritdoc/>
    public required TrainingSection Training { get; init; }

    /// <summary>How tracks are looked for.</summary>
    public TrackingEvaluation Evaluation { get; init; } = new();

    /// <inheritdoc/>
    public ExportSection Export { get; init; } = new() { Tolerance = LargestTolerance };

    private static NameTable<Func<CardReader, ModelOptions>> Models { get; } = new()
    {
        { HitPredictorOptions.ModelName, reader => new HitPredictorOptions { Recurrent = RecurrentCards.Read(reader, mayBeBidirectional: false) } },
    };

    /// <summary>The names of the models.</summary>
    internal static IReadOnlyList<string> ModelNames => [.. Models];

    /// <inheritdoc/>
    public string ToYaml() => CardWriter.Write(writer =>
    {
        writer.Section("data", Data.Write);
        writer.Section("model", model =>
        {
            model.Text("name", Model.Name);
            RecurrentCards.Write(model, ((HitPredictorOptions)Model).Recurrent);
        });
        writer.Section("training", Training.Write);
        writer.Section("evaluation", Evaluation.Write);
        writer.Section("export", Export.Write);
    });

    internal static TrackingCard Read(CardSource source)
    {
        var (reader, problems) = (source.Reader(), source.Problems);
        var data = reader.Section("data", "a section", section => TrackingData.Read(section, HitSkipping.OfTracks, MostHitsOfTrack));
        var model = reader.Section("model", "a section", section => section.Kind(Models, "name", new HitPredictorOptions()));
        var training = reader.Section("training", "a section", TrainingSection.Read);
        var evaluation = reader.SectionOrDefault("evaluation", "a section", TrackingEvaluation.Read, new());
        var export = reader.SectionOrDefault("export", "a section", section => ExportSection.Read(section, LargestTolerance), new() { Tolerance = LargestTolerance });
        reader.Finish();
        if (training is not null)
            UselessKeys.Refuse(reader, training, Useless, "tracks");
        if (data is not null && problems.Count == 0)
            CheckSeeds(reader, data, evaluation);
        if (data is { IsFile: true } && source.Root.Find("evaluation")?.Value is CardNode.Mapping below && below.Find("densities") is not null && !evaluation.Densities.Equals(new TrackingEvaluation().Densities))
            reader.RefuseBelow("evaluation", "densities", "found densities beside events from files, expected none: the test split is taken as it is");
        problems.ThrowIfAny();
        return new() { Data = data!, Model = model!, Training = training!, Evaluation = evaluation, Export = export };
    }

    private static void CheckSeeds(CardReader reader, TrackingData data, TrackingEvaluation evaluation)
    {
        try
        {
            _ = new TrackFinder(data.Detector.ToDetector(), new KalmanPredictor(data.Detector.ToDetector()), evaluation.Seeds, evaluation.Follow);
        }
        catch (ArgumentException e)
        {
            reader.RefuseBelow("evaluation", "seeds", e.Message);
        }
    }
}
