namespace Hep.Evaluation.Anomaly;

/// <summary>
/// The factor by which a cut on a score raises the significance s / sqrt(b) of any small signal: SIC = eps_s / sqrt(eps_b) (J. Gallicchio et al., arXiv:1009.1360). It is the significance of a signal and a background of 1
/// each before the cut, so that <see cref="SignificanceScan"/> scans it, with the binomial errors of both efficiencies.
/// </summary>
public static class SignificanceImprovement
{
    /// <summary>The effective background entries that a maximum is looked for above: a tenth of error on the improvement from background alone.</summary>
    public const double DefaultBackgroundEntries = 25;

    /// <summary>
    /// The improvement at every threshold. <see cref="SignificanceScan.Best"/> is its maximum of those that select enough background, biased upwards by its choice as every maximum: quote another split at
    /// <see cref="SignificanceScan.BestThreshold"/>, or replicas (<see cref="Maximum"/>).
    /// </summary>
    /// <param name="sample">The scored events.</param>
    /// <param name="leastBackgroundEntries">The effective background entries that the maximum selects at least; where no cut selects so many, the scan says 0 (<see cref="SignificanceScan.LeastBackgroundEntries"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of entries is negative.</exception>
    public static SignificanceScan Scan(BinarySample sample, double leastBackgroundEntries = DefaultBackgroundEntries) =>
        new(sample, static (signal, background) => Significance.SignalOverRoot(signal, background), 1, 1, leastBackgroundEntries);

    /// <summary>The maximum with its values on bootstrap replicas, in each of which the cut is chosen anew.</summary>
    /// <param name="sample">The scored events.</param>
    /// <param name="replicas">The number of replicas, 2 or more.</param>
    /// <param name="seed">The seed of the replicas.</param>
    /// <param name="leastBackgroundEntries">The effective background entries that the cut selects at least.</param>
    /// <exception cref="InvalidDataException">A class has so few events that replicas have none of it.</exception>
    public static Replicas Maximum(BinarySample sample, int replicas, ulong seed, double leastBackgroundEntries = DefaultBackgroundEntries) =>
        Bootstrap.Of(sample, replicas, seed, events => Scan(events, leastBackgroundEntries).Best.Value);
}
