namespace Hep.Evaluation.Calibration;

/// <summary>
/// Isotonic calibration (Zadrozny and Elkan, KDD 2002): the signal's frequency as a rising function of the logit, by <see cref="IsotonicRegression"/>. So that it can be
/// evaluated in single precision anywhere, the steps become a line through the middles of the flat pieces, logit against logit; pieces
/// are pooled where the probability would rise by more than one per unit of logit (a calibrated network's rises by at most a quarter), or where
/// they lie closer than 0.01. Pieces of one class alone say no more than half an effective event of the sample would.
/// </summary>
public sealed class IsotonicCalibration : LogitMap
{
    private const double SteepestRise = 1;
    private const double LeastDistance = 0.01;
    private readonly double[] positions;
    private readonly double[] values;

    /// <summary>Takes the corners of the line.</summary>
    /// <param name="positions">Logits, shape [K], finite and rising; two or more.</param>
    /// <param name="values">Calibrated logits there, shape [K], finite and not falling.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public IsotonicCalibration(ReadOnlySpan<double> positions, ReadOnlySpan<double> values)
    {
        if (positions.Length < 2 || positions.Length != values.Length)
            throw new ArgumentException(FormattableString.Invariant($"{positions.Length} positions and {values.Length} values; expected as many of each, two or more"), nameof(values));
        for (var k = 0; k < positions.Length; k++)
        {
            if (!double.IsFinite(positions[k]) || !double.IsFinite(values[k]) || (k > 0 && !(positions[k] > positions[k - 1] && values[k] >= values[k - 1])))
                throw new ArgumentException(FormattableString.Invariant($"corner {k} is ({positions[k]}, {values[k]}); positions rise, values do not fall, and both are finite"), nameof(values));
        }

        this.positions = positions.ToArray();
        this.values = values.ToArray();
    }

    /// <summary>The logits at the corners of the line, shape [K], rising.</summary>
    public ReadOnlySpan<double> Positions => this.positions;

    /// <summary>The calibrated logits there, shape [K].</summary>
    public ReadOnlySpan<double> Values => this.values;

    /// <inheritdoc/>
    public override double Apply(double logit) => Interpolation.At(this.positions, this.values, logit);

    /// <summary>Fits the line.</summary>
    /// <param name="logits">Events whose scores are logits.</param>
    /// <exception cref="InvalidDataException">The weights do not sum to more than zero.</exception>
    public static IsotonicCalibration Fit(BinarySample logits)
    {
        RequireWeight(logits);
        var truth = Array.ConvertAll(logits.IsSignal.ToArray(), isSignal => isSignal ? 1.0 : 0.0);
        var least = Math.Min(0.5, 0.5 / (logits.Signal + logits.Background).EffectiveEntries);
        var pieces = new List<IsotonicRegression.Block>();
        foreach (var block in IsotonicRegression.Fit(logits.Scores, truth, logits.Weights).Blocks)
        {
            pieces.Add(block);
            while (pieces.Count > 1 && IsTooSteep(pieces[^2], pieces[^1], least))
            {
                pieces[^2] += pieces[^1];
                pieces.RemoveAt(pieces.Count - 1);
            }
        }

        // A constant is a line, too.
        return pieces.Count == 1
            ? new IsotonicCalibration([pieces[0].Centre, pieces[0].Centre + 1], [LogitOf(pieces[0], least), LogitOf(pieces[0], least)])
            : new IsotonicCalibration([.. pieces.Select(piece => piece.Centre)], [.. pieces.Select(piece => LogitOf(piece, least))]);
    }

    // Along the line the probability p rises by p (1 - p) times the slope of the logit, most where p is nearest to 1/2.
    private static bool IsTooSteep(IsotonicRegression.Block left, IsotonicRegression.Block right, double least)
    {
        var distance = right.Centre - left.Centre;
        var (low, high) = (LogitOf(left, least), LogitOf(right, least));
        var middle = Logistic.Sigmoid(Math.Clamp(0, low, high));
        return distance < LeastDistance || middle * (1 - middle) * (high - low) > SteepestRise * distance;
    }

    private static double LogitOf(IsotonicRegression.Block piece, double least) => Logistic.Logit(Math.Clamp(piece.Value, least, 1 - least));
}
