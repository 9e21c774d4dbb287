using MathNet.Numerics.LinearAlgebra;

namespace Hep.Evaluation.Anomaly;

/// <summary>
/// Reconstruction from principal components (K. Pearson, Philosophical Magazine 2 (1901) 559): the linear autoencoder. The score is the mean squared difference of an event and its reconstruction over the features, in
/// units of their standard deviations.
/// </summary>
public sealed class PrincipalComponents : IAnomalyScore
{
    private const string What = "PCA";

    // Of more features the leading components alone are found, by repeated products: all of them would take hours.
    private const int MostByDecomposition = 300;

    private readonly IReadOnlyList<string> names;
    private readonly StandardScale scale;
    private readonly double[] components;

    private PrincipalComponents(IReadOnlyList<string> names, StandardScale scale, double[] components, double[] variances) =>
        (this.names, this.scale, this.components, Variances) = (names, scale, components, variances);

    /// <inheritdoc/>
    public string Name => What;

    /// <summary>The variances along the components, shape [C], falling; those of all components sum to the number of features.</summary>
    public IReadOnlyList<double> Variances { get; }

    /// <summary>A component, shape [K], of length 1 in standard deviations of the features; its sign is arbitrary.</summary>
    /// <param name="component">0 to C - 1, that of the largest variance first.</param>
    public ReadOnlySpan<double> Component(int component) => this.components.AsSpan(component * this.names.Count, this.names.Count);

    /// <summary>Learns the components.</summary>
    /// <param name="events">The events to learn from, with weights of 0 or more; 2 or more.</param>
    /// <param name="components">The number of components C, fewer than features.</param>
    /// <param name="seed">Where the search for the leading components of more than 300 features starts; what it finds does not depend on it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not fewer components than features, or none.</exception>
    /// <exception cref="InvalidDataException">Too few events, weights below 0, or a feature that does not vary; it is named.</exception>
    public static PrincipalComponents Fit(FeatureMatrix events, int components, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (components < 1 || components >= events.Width)
            throw new ArgumentOutOfRangeException(nameof(components), components, FormattableString.Invariant($"expected 1 to {events.Width - 1} components of {events.Width} features: with all of them every event is reconstructed"));
        events.RequireTraining(What, 2);
        var scale = StandardScale.Fit(What, events);
        return events.Width <= MostByDecomposition ? ByDecomposition(events, scale, components) : ByIteration(events, scale, components, seed);
    }

    /// <inheritdoc/>
    public double[] Score(FeatureMatrix events)
    {
        var residuals = Residuals(events, reconstruct: false);
        var scores = new double[events.Count];
        EventBlocks.ForEach(events.Count, i =>
        {
            foreach (var residual in residuals.AsSpan(i * events.Width, events.Width))
                scores[i] += residual * residual / events.Width;
        });
        return scores;
    }

    /// <summary>The squared differences feature by feature, in units of squared standard deviations: their mean over the features is the score.</summary>
    /// <param name="events">The events.</param>
    /// <returns>Shape [N, K], row-major.</returns>
    /// <exception cref="InvalidDataException">They have other features.</exception>
    public double[] FeatureScores(FeatureMatrix events) => Array.ConvertAll(Residuals(events, reconstruct: false), residual => residual * residual);

    /// <summary>The reconstructed features, in their units.</summary>
    /// <param name="events">The events.</param>
    /// <returns>Shape [N, K], row-major.</returns>
    /// <exception cref="InvalidDataException">They have other features.</exception>
    public double[] Reconstruct(FeatureMatrix events) => Residuals(events, reconstruct: true);

    private double[] Residuals(FeatureMatrix events, bool reconstruct)
    {
        ArgumentNullException.ThrowIfNull(events);
        events.RequireFeatures(What, this.names);
        var (width, values) = (events.Width, new double[events.Count * events.Width]);
        EventBlocks.ForEach(events.Count, i =>
        {
            var x = values.AsSpan(i * width, width);
            this.scale.Apply(events.Row(i), x);
            for (var c = 0; c < Variances.Count; c++)
            {
                // What is left is orthogonal to the components before, so that each product is that with the event itself.
                var (component, projection) = (Component(c).ToArray(), 0.0);
                for (var k = 0; k < width; k++)
                    projection += x[k] * component[k];
                for (var k = 0; k < width; k++)
                    x[k] -= projection * component[k];
            }

            for (var k = 0; reconstruct && k < width; k++)
                x[k] = events.Row(i)[k] - (x[k] * this.scale.Spreads[k]);
        });
        return values;
    }

    private static PrincipalComponents ByDecomposition(FeatureMatrix events, StandardScale scale, int components)
    {
        var decomposition = Matrix<double>.Build.DenseOfArray(Covariances.OfStandardized(events, scale)).Evd(Symmetricity.Symmetric);
        var width = events.Width;
        var (found, variances) = (new double[components * width], new double[components]);
        for (var c = 0; c < components; c++)
        {
            // In the order of rising eigenvalues.
            var column = width - 1 - c;
            variances[c] = decomposition.EigenValues[column].Real;
            for (var k = 0; k < width; k++)
                found[(c * width) + k] = decomposition.EigenVectors[k, column];
        }

        return new PrincipalComponents(events.Names, scale, found, variances);
    }

    private static PrincipalComponents ByIteration(FeatureMatrix events, StandardScale scale, int components, ulong seed)
    {
        var (found, variances) = LeadingComponents.Find(events, scale, components, seed);
        return new PrincipalComponents(events.Names, scale, found, variances);
    }
}
