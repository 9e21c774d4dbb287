using Hep.Training.Cards;

namespace Hep.Training.Anomaly;

/// <summary>The words of cards for anomalies, which are the columns of predictions too.</summary>
internal static class AnomalyNames
{
    public static NameTable<ScoreKind> Scores { get; } = new()
    {
        { "reconstruction", ScoreKind.Reconstruction },
        { "largest", ScoreKind.Largest },
        { "kl", ScoreKind.KullbackLeibler },
        { "both", ScoreKind.Both },
        { "mahalanobis", ScoreKind.Mahalanobis },
    };

    public static NameTable<Likelihood> Likelihoods { get; } = new()
    {
        { "squared", Likelihood.Squared },
        { "gaussian", Likelihood.Gaussian },
        { "poisson", Likelihood.Poisson },
    };

    public static NameTable<Baseline> Baselines { get; } = new()
    {
        { "pca", Baseline.PrincipalComponents },
        { "isolation_forest", Baseline.IsolationForest },
        { "nearest_neighbours", Baseline.NearestNeighbours },
        { "gaussian_mixture", Baseline.GaussianMixture },
        { "penalised_mixture", Baseline.PenalizedMixture },
    };

    /// <summary>The scores that an autoencoder has.</summary>
    public static IReadOnlyList<ScoreKind> ScoresOf(bool isVariational) =>
        [.. Enum.GetValues<ScoreKind>().Where(kind => isVariational || kind is not (ScoreKind.KullbackLeibler or ScoreKind.Both))];
}
