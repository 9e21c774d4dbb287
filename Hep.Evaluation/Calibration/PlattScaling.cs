namespace Hep.Evaluation.Calibration;

/// <summary>
/// Platt scaling, z to a z + b (J. Platt, Advances in large margin classifiers (1999) 61), fitted by maximum likelihood to Platt's targets: (n + 1) / (n + 2)
/// for signal and 1 / (m + 2) for background, with n and m the effective entries of the two classes, which keep a and b finite where the
/// classes do not overlap.
/// </summary>
/// <param name="slope">a.</param>
/// <param name="offset">b.</param>
public sealed class PlattScaling(double slope, double offset) : LogitMap
{
    /// <summary>a.</summary>
    public double Slope { get; } = slope;

    /// <summary>b.</summary>
    public double Offset { get; } = offset;

    /// <inheritdoc/>
    public override double Apply(double logit) => (Slope * logit) + Offset;

    /// <summary>Fits a and b; a logit that says nothing, or the contrary, has a = 0.</summary>
    /// <param name="logits">Events whose scores are logits.</param>
    /// <exception cref="InvalidDataException">The weights do not sum to more than zero.</exception>
    public static PlattScaling Fit(BinarySample logits)
    {
        RequireWeight(logits);
        var (n, m) = (logits.Signal.EffectiveEntries, logits.Background.EffectiveEntries);
        var targets = Array.ConvertAll(logits.IsSignal.ToArray(), isSignal => isSignal ? (n + 1) / (n + 2) : 1 / (m + 2));
        var (z, ones, weights) = (logits.Scores.ToArray(), new double[logits.Count], logits.Weights.ToArray());
        Array.Fill(ones, 1.0);
        var theta = LogisticRegression.Fit([z, ones], targets, weights, [1, 0]);
        return theta[0] > 0
            ? new PlattScaling(theta[0], theta[1])
            : new PlattScaling(0, LogisticRegression.Fit([ones], targets, weights, [0])[0]);
    }
}
