using Hep.Data;
using Hep.Evaluation.Anomaly;

namespace Hep.Training.Anomaly;

/// <summary>
/// Detectors without a network, fitted on the events that the network is trained on, as the network sees them. The penalised mixture is the exception: its further Gaussian is fitted to the whole training split with its signal, whose
/// labels it does not see, since it looks for an excess in data.
/// </summary>
internal sealed class AnomalyBaselines
{
    private const int Gaussians = 8;
    private readonly IReadOnlyList<(Baseline Kind, IAnomalyScore Detector)> detectors;
    private readonly AnomalyDetector inputs;

    private AnomalyBaselines(AnomalyDetector inputs, IReadOnlyList<(Baseline Kind, IAnomalyScore Detector)> detectors) => (this.inputs, this.detectors) = (inputs, detectors);

    /// <summary>Fits those of the card.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="detector">The detector, for its inputs.</param>
    /// <param name="sets">The events.</param>
    public static AnomalyBaselines Fit(AnomalyCard card, AnomalyDetector detector, AnomalySets sets)
    {
        var (train, seed) = (Matrix(detector, sets.Train), (ulong)card.Training.Seed);
        var mixture = new Lazy<GaussianMixture>(() => GaussianMixture.Fit(train, new() { Components = Gaussians, Seed = seed }));
        return new AnomalyBaselines(detector, [.. card.Evaluation.Baselines.Where(kind => kind != Baseline.PrincipalComponents || train.Width > 1).Select(kind => (kind, (IAnomalyScore)(kind switch
        {
            Baseline.PrincipalComponents => PrincipalComponents.Fit(train, Math.Min(card.Network.Latent, train.Width - 1), seed),
            Baseline.IsolationForest => IsolationForest.Fit(train, new() { Seed = seed }),
            Baseline.NearestNeighbours => NearestNeighbours.Fit(train),
            Baseline.GaussianMixture => mixture.Value,
            Baseline.PenalizedMixture => PenalizedMixture.Fit(mixture.Value, Matrix(detector, sets.Mixed), new() { Seed = seed }),
            _ => throw new ArgumentOutOfRangeException(nameof(card), kind, "no detector"),
        })))]);
    }

    /// <summary>The scores of events, by the detectors' names in cards.</summary>
    public IReadOnlyList<(string Name, double[] Scores)> Score(EventTable events)
    {
        var matrix = Matrix(inputs, events);
        return [.. detectors.Select(pair => (AnomalyNames.Baselines.NameOf(pair.Kind), pair.Detector.Score(matrix)))];
    }

    private static FeatureMatrix Matrix(AnomalyDetector detector, EventTable events) =>
        FeatureMatrix.OfRows(detector.Inputs.OutputNames, AnomalyDetectors.Prepare(detector, events), events.Weights);
}
