using Hep.Common;

namespace Hep.Evaluation.Anomaly;

/// <summary>
/// The squared distance (x - μ)ᵀ C⁻¹ (x - μ) from the mean in units of the covariance (P. C. Mahalanobis, Proceedings of the National Institute of Sciences of India 2 (1936) 49), of features or of the latent numbers of an
/// autoencoder: χ² of K degrees of freedom for events of a normal distribution.
/// </summary>
public sealed class Mahalanobis : IAnomalyScore
{
    private const string What = "Mahalanobis distance";

    // Of a correlation matrix, as in Fisher's discriminant.
    private const double Singular = 1e-9;

    private readonly IReadOnlyList<string> names;
    private readonly StandardScale scale;
    private readonly double[,] lower;

    private Mahalanobis(IReadOnlyList<string> names, StandardScale scale, double[,] lower) => (this.names, this.scale, this.lower) = (names, scale, lower);

    /// <inheritdoc/>
    public string Name => What;

    /// <summary>Learns mean and covariance.</summary>
    /// <param name="events">The events to learn from, with weights of 0 or more; at least K + 1.</param>
    /// <exception cref="InvalidDataException">Too few events, weights below 0, or a feature that does not vary or follows from others; it is named.</exception>
    public static Mahalanobis Fit(FeatureMatrix events)
    {
        ArgumentNullException.ThrowIfNull(events);
        events.RequireTraining(What, events.Width + 1);
        var scale = StandardScale.Fit(What, events);
        var lower = Cholesky.Factor(Covariances.OfStandardized(events, scale), Singular, out var dependent);
        if (dependent < events.Width)
            throw new InvalidDataException($"{What}: found that '{events.Names[dependent]}' follows from the features before it, expected features of which none is a combination of the others: leave it out");
        return new Mahalanobis(events.Names, scale, lower);
    }

    /// <inheritdoc/>
    public double[] Score(FeatureMatrix events)
    {
        ArgumentNullException.ThrowIfNull(events);
        events.RequireFeatures(What, this.names);
        var scores = new double[events.Count];
        EventBlocks.ForEach(events.Count, i =>
        {
            var x = new double[events.Width];
            this.scale.Apply(events.Row(i), x);
            scores[i] = Covariances.SquaredDistance(this.lower, x);
        });
        return scores;
    }
}
