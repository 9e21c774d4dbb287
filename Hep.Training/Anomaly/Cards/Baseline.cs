namespace Hep.Training.Anomaly;

/// <summary>A detector without a network that is fitted on the same training events.</summary>
internal enum Baseline
{
    /// <summary>Reconstruction from principal components, as many as latent numbers.</summary>
    PrincipalComponents,

    /// <summary>An isolation forest.</summary>
    IsolationForest,

    /// <summary>The distance to the fifth nearest training event.</summary>
    NearestNeighbours,

    /// <summary>The density of a mixture of Gaussians.</summary>
    GaussianMixture,

    /// <summary>The same with a further, penalised Gaussian for what the training split has beside background.</summary>
    PenalizedMixture,
}
