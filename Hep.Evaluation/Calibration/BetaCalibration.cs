namespace Hep.Evaluation.Calibration;

/// <summary>
/// Beta calibration, logit = a ln p - b ln(1 - p) + c with a, b &gt;= 0 (Kull, Silva Filho and Flach, AISTATS 2017, eq. 3): right where the scores of the
/// two classes follow beta distributions. a = b is Platt scaling; a = b = 1, c = 0 changes nothing. Maximum likelihood, and where a or b
/// would be negative it is 0 (the paper's section 5).
/// </summary>
/// <param name="a">How much ln p counts.</param>
/// <param name="b">How much -ln(1 - p) counts.</param>
/// <param name="c">The offset.</param>
public sealed class BetaCalibration(double a, double b, double c) : LogitMap
{
    /// <summary>How much ln p counts.</summary>
    public double A { get; } = a;

    /// <summary>How much -ln(1 - p) counts.</summary>
    public double B { get; } = b;

    /// <summary>The offset.</summary>
    public double C { get; } = c;

    /// <inheritdoc/>
    public override double Apply(double logit) => (B * Logistic.Softplus(logit)) - (A * Logistic.Softplus(-logit)) + C;

    /// <summary>Fits a, b and c.</summary>
    /// <param name="logits">Events whose scores are logits.</param>
    /// <exception cref="InvalidDataException">The weights do not sum to more than zero.</exception>
    public static BetaCalibration Fit(BinarySample logits)
    {
        RequireWeight(logits);
        var (count, weights) = (logits.Count, logits.Weights.ToArray());
        var (logP, minusLogQ, ones, targets) = (new double[count], new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            logP[i] = -Logistic.Softplus(-logits.Scores[i]);
            minusLogQ[i] = Logistic.Softplus(logits.Scores[i]);
            (ones[i], targets[i]) = (1, logits.IsSignal[i] ? 1 : 0);
        }

        var all = LogisticRegression.Fit([logP, minusLogQ, ones], targets, weights, [1, 1, 0]);
        if (all[0] >= 0 && all[1] >= 0)
            return new BetaCalibration(all[0], all[1], all[2]);
        var kept = all[0] < 0 ? minusLogQ : logP;
        var two = LogisticRegression.Fit([kept, ones], targets, weights, [1, 0]);
        if (two[0] < 0)
            return new BetaCalibration(0, 0, LogisticRegression.Fit([ones], targets, weights, [0])[0]);
        return all[0] < 0 ? new BetaCalibration(0, two[0], two[1]) : new BetaCalibration(two[0], 0, two[1]);
    }
}
