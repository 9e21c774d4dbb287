namespace Hep.Evaluation;

/// <summary>The approximate median significance of the Higgs boson machine-learning challenge (<see cref="Significance.Ams"/>) at every threshold.</summary>
public sealed class AmsScan : SignificanceScan
{
    /// <summary>Scans the thresholds of a sample.</summary>
    /// <param name="sample">The scored events.</param>
    /// <param name="options">Regularisation, expected yields and choice of the threshold; null takes b_reg = 10, the weights as they are, and all thresholds.</param>
    /// <exception cref="ArgumentOutOfRangeException">A regularisation or number of entries that is negative, or an expected yield that is not positive.</exception>
    public AmsScan(BinarySample sample, AmsOptions? options = null)
        : this(options ?? new AmsOptions(), sample)
    {
    }

    private AmsScan(AmsOptions options, BinarySample sample)
        : base(
            sample,
            (signal, background) => Significance.Ams(signal, background, options.Regularisation),
            options.ExpectedSignal,
            options.ExpectedBackground,
            options.LeastBackgroundEntries) => Options = options;

    internal AmsOptions Options { get; }

    /// <summary>
    /// The band that 68% of samples like this one would lie in, by the Poisson bootstrap: each replica takes every event a Poisson number of times
    /// with mean 1 (J. Hanley and B. MacGibbon, Comput. Methods Programs Biomed. 83 (2006) 57), is scaled to the expected yields as the sample is, and is
    /// scanned in the same way. O(N) a replica; the same seed gives the same band.
    /// </summary>
    /// <param name="replicas">The number of replicas, 2 or more.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="threshold">A threshold whose interval is wanted; null: <see cref="SignificanceScan.BestThreshold"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 replicas, or a threshold that is NaN.</exception>
    public AmsBootstrap Bootstrap(int replicas, ulong seed, double? threshold = null) => AmsBootstrap.Of(this, replicas, seed, threshold ?? BestThreshold);
}
