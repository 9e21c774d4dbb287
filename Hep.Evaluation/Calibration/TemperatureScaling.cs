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
    public static TemperatureScaling Fit(BinarySample logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
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
    /// <param name="name">What the sample is called in messages.</param>
    /// <param name="logits">Shape [N, C], row-major.</param>
    /// <param name="labels">The true class, shape [N], 0 to C - 1.</param>
    /// <param name="weights">Shape [N]; left out, every event counts 1.</param>
    /// <exception cref="InvalidDataException">The sample cannot be used; see <see cref="VectorScaling.Fit"/>.</exception>
    public static TemperatureScaling Fit(string name, ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights = default)
    {
        var sample = new ClassLogits(name, logits, labels, weights);
        var p = new double[sample.Classes];
        var temperature = Search(inverse =>
        {
            var (slope, curvature) = (0.0, 0.0);
            for (var i = 0; i < sample.Count; i++)
            {
                var z = sample.Row(i);
                sample.Softmax(i, inverse, p);
                var (mean, square) = (0.0, 0.0);
                for (var k = 0; k < p.Length; k++)
                {
                    mean += p[k] * z[k];
                    square += p[k] * z[k] * z[k];
                }

                slope += sample.Weights[i] * (mean - z[sample.Labels[i]]);
                curvature += sample.Weights[i] * (square - (mean * mean));
            }

            return (slope, curvature);
        });
        return new TemperatureScaling(sample.MeanLoss(1 / temperature) < sample.MeanLoss(1) ? temperature : 1);
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
