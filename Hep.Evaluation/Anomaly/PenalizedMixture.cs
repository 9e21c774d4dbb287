namespace Hep.Evaluation.Anomaly;

/// <summary>
/// A search for an excess of any shape over a known background (T. Vatanen et al., arXiv:1112.3329; M. Kuusela et al., "Semi-supervised anomaly detection", J. Phys. Conf. Ser. 368 (2012) 012032): f_B is a mixture of Gaussians
/// that was fitted to background and stays as it is; p(x) = (1 - λ) f_B(x) + λ f_S(x) is fitted to data by expectation and maximisation, with λ and Gaussians f_S of diagonal covariances. The likelihood is penalised by
/// γ Σ |μ_jk| (W. Pan, X. Shen, J. Mach. Learn. Res. 8 (2007) 1145, eq. 4): means of f_S, in standard deviations from the background's mean, that the data do not ask for become exactly 0, and what is left selects the
/// variables in which the anomaly lies. The score is ln f_S / f_B.
/// </summary>
public sealed class PenalizedMixture : IAnomalyScore
{
    internal const string What = "Penalised mixture";

    private readonly AnomalyComponents anomaly;

    internal PenalizedMixture(GaussianMixture background, AnomalyComponents anomaly, double share, PenalizedFitResult result)
    {
        (Background, this.anomaly, Share, LogLikelihoodRatio, PenalizedLogLikelihood) = (background, anomaly, share, result.LogLikelihoodRatio, result.Penalized);
        (Steps, IsConverged) = (result.Steps, result.IsConverged);
    }

    /// <inheritdoc/>
    public string Name => What;

    /// <summary>f_B.</summary>
    public GaussianMixture Background { get; }

    /// <summary>λ, the share of the data that is of the anomaly.</summary>
    public double Share { get; }

    /// <summary>2 (ln L - ln L_B), twice the logarithm of the ratio of the likelihoods with and without the anomaly, without the penalty. How it is distributed without an anomaly is to be had from toys: λ = 0 makes f_S meaningless, so that no χ² holds.</summary>
    public double LogLikelihoodRatio { get; }

    /// <summary>The log-likelihood of the data with the penalty taken off, relative to the background alone: what the fit makes largest.</summary>
    public double PenalizedLogLikelihood { get; }

    /// <summary>The number of steps.</summary>
    public int Steps { get; }

    /// <summary>Whether the penalised likelihood stopped rising before the steps were used up.</summary>
    public bool IsConverged { get; }

    /// <summary>The features of which a mean of f_S is not 0: those in which the anomaly lies.</summary>
    public IReadOnlyList<string> SelectedFeatures => [.. Background.Names.Where((_, k) => Enumerable.Range(0, this.anomaly.Count).Any(j => this.anomaly.Mean(j, k) != 0))];

    /// <summary>The means of f_S, in standard deviations from the background's mean, shape [J, K]; exactly 0 where the penalty has taken them.</summary>
    public double[,] Means => this.anomaly.Table(this.anomaly.Mean);

    /// <summary>The variances of f_S in units of the background's, shape [J, K].</summary>
    public double[,] Variances => this.anomaly.Table(this.anomaly.Variance);

    /// <summary>Fits to data.</summary>
    /// <param name="background">f_B, fitted to background with the same features.</param>
    /// <param name="data">The data, with weights of 0 or more.</param>
    /// <param name="options">How; null: one Gaussian with a penalty of 5.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="InvalidDataException">The data have other features than the background, are too few, or have weights below 0.</exception>
    public static PenalizedMixture Fit(GaussianMixture background, FeatureMatrix data, PenalizedMixtureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(background);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new PenalizedMixtureOptions();
        data.RequireFeatures(What, background.Names);
        var fit = new PenalizedFit(background, data, options);
        return Enumerable.Range(0, options.Starts).Select(fit.From).MaxBy(mixture => mixture.PenalizedLogLikelihood)!;
    }

    /// <inheritdoc/>
    public double[] Score(FeatureMatrix events)
    {
        var background = Background.LogDensities(events);
        var scores = new double[events.Count];
        EventBlocks.ForEach(events.Count, i => scores[i] = this.anomaly.LogDensity(events.Row(i)) - background[i]);
        return scores;
    }

    /// <summary>The probability λ f_S / p that each event is of the anomaly, shape [N].</summary>
    /// <param name="events">The events.</param>
    /// <exception cref="InvalidDataException">They have other features.</exception>
    public double[] Probabilities(FeatureMatrix events) => Array.ConvertAll(Score(events), score => Share / (Share + ((1 - Share) * Math.Exp(-score))));
}
