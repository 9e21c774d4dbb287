namespace Hep.Evaluation.Anomaly;

/// <summary>
/// A density as a sum of Gaussians with full covariances, p(x) = Σ π_j N(x; μ_j, C_j), fitted by expectation and maximisation (A. P. Dempster, N. M. Laird, D. B. Rubin, J. R. Stat. Soc. B 39 (1977) 1); the score is
/// -ln p(x).
/// </summary>
public sealed class GaussianMixture : IAnomalyScore
{
    internal const string What = "Gaussian mixture";

    internal GaussianMixture(IReadOnlyList<string> names, IReadOnlyList<Gaussian> components, double logLikelihood, int steps, bool isConverged) =>
        (Names, Components, LogLikelihood, Steps, IsConverged) = (names, components, logLikelihood, steps, isConverged);

    /// <inheritdoc/>
    public string Name => What;

    /// <summary>The names of the features, shape [K].</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The Gaussians; their shares sum to 1.</summary>
    public IReadOnlyList<Gaussian> Components { get; }

    /// <summary>The mean log-likelihood of an event that was learnt from, by weight, at the last expectation step.</summary>
    public double LogLikelihood { get; }

    /// <summary>The number of steps.</summary>
    public int Steps { get; }

    /// <summary>Whether the likelihood stopped rising before the steps were used up.</summary>
    public bool IsConverged { get; }

    /// <summary>Fits from starts at events that are far from each other (D. Arthur, S. Vassilvitskii, SODA 2007).</summary>
    /// <param name="events">The events to learn from, with weights of 0 or more; at least as many as Gaussians, and K + 1.</param>
    /// <param name="options">How; null: 5 Gaussians.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="InvalidDataException">Too few events, weights below 0, a feature that does not vary, or features of which one follows from the others.</exception>
    public static GaussianMixture Fit(FeatureMatrix events, GaussianMixtureOptions? options = null)
    {
        options ??= new GaussianMixtureOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Starts, nameof(options));
        var fit = new MixtureFit(events, options);
        return Enumerable.Range(0, options.Starts).Select(start => fit.From(fit.Start(options.Components, options.Seed, start))).MaxBy(mixture => mixture.LogLikelihood)!;
    }

    /// <summary>Fits from a mixture.</summary>
    /// <param name="events">The events to learn from.</param>
    /// <param name="options">How; the number of Gaussians is that of the start.</param>
    /// <param name="start">The Gaussians to begin with, of as many features; shares that sum to 1.</param>
    /// <exception cref="InvalidDataException">As for other starts.</exception>
    public static GaussianMixture Fit(FeatureMatrix events, GaussianMixtureOptions options, IReadOnlyList<Gaussian> start) => new MixtureFit(events, options).From(start);

    /// <inheritdoc/>
    public double[] Score(FeatureMatrix events) => Array.ConvertAll(LogDensities(events), density => -density);

    /// <summary>ln p(x) of events, shape [N].</summary>
    /// <param name="events">The events.</param>
    /// <exception cref="InvalidDataException">They have other features.</exception>
    public double[] LogDensities(FeatureMatrix events)
    {
        ArgumentNullException.ThrowIfNull(events);
        events.RequireFeatures(What, Names);
        var densities = new double[events.Count];
        EventBlocks.ForEach(events.Count, i =>
        {
            Span<double> terms = stackalloc double[Components.Count];
            densities[i] = LogSum(Components, events.Row(i), terms);
        });
        return densities;
    }

    /// <summary>ln Σ π_j N_j, and ln π_j N_j into the terms.</summary>
    internal static double LogSum(IReadOnlyList<Gaussian> components, ReadOnlySpan<double> row, Span<double> terms)
    {
        var largest = double.NegativeInfinity;
        for (var j = 0; j < components.Count; j++)
        {
            terms[j] = Math.Log(components[j].Share) + components[j].LogDensity(row);
            largest = Math.Max(largest, terms[j]);
        }

        var sum = 0.0;
        foreach (var term in terms[..components.Count])
            sum += Math.Exp(term - largest);
        return double.IsNegativeInfinity(largest) ? largest : largest + Math.Log(sum);
    }
}
