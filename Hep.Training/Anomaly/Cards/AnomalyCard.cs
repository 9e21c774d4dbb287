using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Kinds;
using Hep.Training.Runs;

namespace Hep.Training.Anomaly;

/// <summary>A search for anomalies as one YAML file, strict as <see cref="RunCard"/> is: an autoencoder of background events, and scores of how odd others are.</summary>
internal sealed record AnomalyCard : IRunCard
{
    /// <summary>The largest difference of a score, in units of the larger of it and 1.</summary>
    public const double LargestTolerance = 1e-4;

    private static readonly IReadOnlyDictionary<string, string> Useless = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [UselessKeys.Loss] = "the loss is that of a reconstruction, see training.likelihood",
        [UselessKeys.ClassBalance] = "background alone is trained on",
        [UselessKeys.Calibration] = "a score of anomalies is no probability, and a cut on it is set by evaluation.background_rate",
        [UselessKeys.Augmentation] = "model.corruption changes the inputs",
        [UselessKeys.Curriculum] = "all events are trained on alike",
        [UselessKeys.HeadLearningRate] = "there is one rate for all layers",
    };

    /// <summary>Where events come from.</summary>
    public required AnomalyData Data { get; init; }

    /// <summary>The autoencoder.</summary>
    public required AutoencoderOptions Network { get; init; }

    /// <inheritdoc/>
    public ModelOptions Model => Network;

    /// <inheritdoc/>
    public required TrainingSection Training { get; init; }

    /// <summary>What is minimised.</summary>
    public required ReconstructionLoss Loss { get; init; }

    /// <summary>What is made of the scores.</summary>
    public AnomalyEvaluation Evaluation { get; init; } = new();

    /// <inheritdoc/>
    public ExportSection Export { get; init; } = new() { Tolerance = LargestTolerance };

    /// <summary>The columns that go along with the events.</summary>
    public KeptColumns Kept => new([.. new[] { Evaluation.Mass, Loss.Decorrelation?.Column }.OfType<string>().Distinct(StringComparer.Ordinal)], []);

    /// <summary>The scores of the autoencoder, that of the decision first.</summary>
    public IReadOnlyList<ScoreKind> Scores => [Evaluation.Score, .. AnomalyNames.ScoresOf(Network.IsVariational).Where(kind => kind != Evaluation.Score)];

    private static NameTable<Func<CardReader, AutoencoderOptions>> Models { get; } = new() { { new AutoencoderOptions().Name, AutoencoderCards.Read } };

    /// <summary>The names of the models.</summary>
    internal static IReadOnlyList<string> ModelNames => [.. Models];

    /// <inheritdoc/>
    public string ToYaml() => CardWriter.Write(writer =>
    {
        writer.Section("data", Data.Write);
        writer.Section("model", section => AutoencoderCards.Write(section, Network));
        writer.Section("training", section =>
        {
            Training.Write(section);
            Loss.Write(section);
        });
        writer.Section("evaluation", Evaluation.Write);
        writer.Section("export", Export.Write);
    });

    internal static AnomalyCard Read(CardSource source)
    {
        var (reader, loss) = (source.Reader(), new ReconstructionLoss());
        var data = reader.Section("data", "a section", AnomalyData.Read);
        var network = reader.Section("model", "a section", section => section.Kind(Models, "name", new AutoencoderOptions()));
        var training = reader.Section("training", "a section", section =>
        {
            loss = ReconstructionLoss.Read(section);
            return TrainingSection.Read(section);
        });
        var evaluation = reader.SectionOrDefault("evaluation", "a section", AnomalyEvaluation.Read, new());
        var export = reader.SectionOrDefault("export", "a section", section => ExportSection.Read(section, LargestTolerance), new() { Tolerance = LargestTolerance });
        reader.Finish();
        if (training is not null)
            UselessKeys.Refuse(reader, training, Useless, "anomalies");
        if (network is not null && !AnomalyNames.ScoresOf(network.IsVariational).Contains(evaluation.Score))
            reader.RefuseBelow("evaluation", "score", $"found {AnomalyNames.Scores.NameOf(evaluation.Score)} of an autoencoder that is not variational, expected one of {string.Join(", ", AnomalyNames.ScoresOf(isVariational: false).Select(AnomalyNames.Scores.NameOf))}, or model.variational: true");
        if (loss.Likelihood == Likelihood.Poisson && network is { Output: not OutputRange.Positive })
            reader.RefuseBelow("training", "likelihood", "found poisson beside model.output: real or unit, expected model.output: positive, since counts are expected to be above 0");
        source.Problems.ThrowIfAny();
        return new() { Data = data!, Network = network!, Training = training!, Loss = loss, Evaluation = evaluation, Export = export };
    }
}
