namespace Hep.Evaluation;

/// <summary>One working point of a classifier: what a threshold selects.</summary>
/// <param name="Threshold">Events with a score at or above it are selected; +infinity selects none.</param>
/// <param name="SignalEfficiency">The selected fraction of the signal weight, with its binomial error.</param>
/// <param name="BackgroundEfficiency">The selected fraction of the background weight, with its binomial error.</param>
public readonly record struct RocPoint(double Threshold, Estimate SignalEfficiency, Estimate BackgroundEfficiency)
{
    /// <summary>
    /// The background rejection 1 / eps_b with the propagated error sigma / eps_b^2. Infinite, with an error that is NaN, where no
    /// background is left.
    /// </summary>
    public Estimate BackgroundRejection => BackgroundEfficiency.Value == 0
        ? new Estimate(double.PositiveInfinity, double.NaN)
        : new Estimate(
            1 / BackgroundEfficiency.Value,
            BackgroundEfficiency.Error / (BackgroundEfficiency.Value * BackgroundEfficiency.Value));
}
