namespace Hep.Training.Anomaly;

/// <summary>What tells how odd an event is.</summary>
internal enum ScoreKind
{
    /// <summary>The mean over the network's inputs of what their reconstruction costs.</summary>
    Reconstruction,

    /// <summary>The largest of what the reconstruction of an input costs: one dead cell among thousands counts.</summary>
    Largest,

    /// <summary>The Kullback-Leibler divergence of the latent distribution from N(0, 1), of variational autoencoders.</summary>
    KullbackLeibler,

    /// <summary>Reconstruction + beta KL / F, the loss of the event.</summary>
    Both,

    /// <summary>The squared distance of the latent numbers from their mean over training events, in units of their covariance.</summary>
    Mahalanobis,
}
