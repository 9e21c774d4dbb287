namespace Hep.Evaluation.Calibration;

/// <summary>
/// Temperature scaling, z to z / T (Guo et al., arXiv:1706.04599, eq. 9): one number, which changes no order and no class. T is where the weighted
/// negative log-likelihood is smallest between <see cref="Lowest"/> and <see cref="Highest"/>; 1 where nothing is smaller than without it.
/// </summary>
/// <param name="temperature">T; positive and finite.</param>
public sealed class TemperatureScaling(double temperature) : LogitMap
{
    /// <summary>The lowest temperature that is looked at.</summary>
    public const double Lowest = 0.01;

    /// <summary>The highest temperature that is looked at.</summary>
    public const double Highest = 100;

    /// <summary>T.</summary>
    public double Temperature { get; } = temperature > 0 && double.IsFinite(temperature)
        ? temperature
        : throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "a temperature is positive and finite");

    /// <inheritdoc/>
    public override double Apply(double logit) => logit / Temperature;

    /// <summary>Fits T to two classes.</summary>
    /// <param name="logits">Events whose scores are logits.</param>
    /// <exception cref="InvalidDataException">The weights do not sum to more than zero.</exception>
    public static TemperatureScaling Fit(BinarySample logits)
    {
        RequireWeight(logits);
        var fitted = new TemperatureScaling(Search(inverse =>
        {
            var (slope, curvature) = (0.0, 0.0);
            for (var i = 0; i < logits.Count; i++)
            {
                var (z, w) = (logits.Scores[i], logits.Weights[i]);
                var p = Logistic.Sigmoid(z * inverse);
                slope += w * z * (p - (logits.IsSignal[i] ? 1 : 0));
                curvature += w * z * z * p * (1 - p);
            }

            return (slope, curvature);
        }));
        var identity = new TemperatureScaling(1);
        return fitted.MeanLoss(logits) < identity.MeanLoss(logits) ? fitted : identity;
    }

    /// <summary>Fits T to several classes, whose probabilities are the softmax of z / T.</summary>
    /// <param name="logits">Events whose scores are the logits of the classes.</param>
    /// <exception cref="InvalidDataException">The weights do not sum to more than zero.</exception>
    public static TemperatureScaling Fit(MultiClassSample logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        RequireWeight(logits.Name, logits.Totals.Aggregate((left, right) => left + right));
        var p = new double[logits.Classes.Count];
        var temperature = Search(inverse =>
        {
            var (slope, curvature) = (0.0, 0.0);
            for (var i = 0; i < logits.Count; i++)
            {
                var z = logits.ScoresOf(i);
                _ = Softmax(z, inverse, p);
                var (mean, square) = (0.0, 0.0);
                for (var k = 0; k < p.Length; k++)
                {
                    mean += p[k] * z[k];
                    square += p[k] * z[k] * z[k];
                }

                slope += logits.Weights[i] * (mean - z[logits.Labels[i]]);
                curvature += logits.Weights[i] * (square - (mean * mean));
            }

            return (slope, curvature);
        });
        return new TemperatureScaling(Loss(logits, 1 / temperature, p) < Loss(logits, 1, p) ? temperature : 1);
    }

    private static double Loss(MultiClassSample logits, double factor, double[] p)
    {
        var sum = 0.0;
        for (var i = 0; i < logits.Count; i++)
            sum += logits.Weights[i] * (Softmax(logits.ScoresOf(i), factor, p) - (factor * logits.ScoresOf(i)[logits.Labels[i]]));
        return sum;
    }

    private static double Softmax(ReadOnlySpan<double> logits, double factor, double[] p)
    {
        for (var k = 0; k < p.Length; k++)
            p[k] = logits[k] * factor;
        return Logistic.Softmax(p);
    }

    // The loss is convex in 1 / T where no weight is negative: its slope is followed down to zero, by Newton's steps where they stay inside the
    // bracket, by halving (of the logarithm) where they do not.
    private static double Search(Func<double, (double Slope, double Curvature)> slopeAt)
    {
        const int MostSteps = 200;
        var (low, high) = (1 / Highest, 1 / Lowest);
        if (slopeAt(low).Slope >= 0)
            return Highest;
        if (slopeAt(high).Slope <= 0)
            return Lowest;
        var inverse = 1.0;
        for (var step = 0; step < MostSteps; step++)
        {
            var (slope, curvature) = slopeAt(inverse);
            if (slope == 0)
                break;
            (low, high) = slope < 0 ? (inverse, high) : (low, inverse);
            var next = curvature > 0 ? inverse - (slope / curvature) : double.NaN;
            if (!(next > low && next < high))
                next = Math.Sqrt(low * high);
            if (Math.Abs(next - inverse) <= 1e-14 * inverse)
                break;
            inverse = next;
        }

        return 1 / inverse;
    }
}
