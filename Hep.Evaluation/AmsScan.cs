namespace Hep.Evaluation;

/// <summary>
/// The approximate median significance of every threshold. The maximum of a scan is biased upwards by the fluctuation that made it the
/// maximum; so the threshold is chosen on the validation split (<see cref="BestThreshold"/>) and the value quoted is that of the test split at this
/// threshold (<see cref="At"/>).
/// </summary>
public sealed class AmsScan
{
    private readonly RocCurve roc;
    private readonly double signalScale;
    private readonly double backgroundScale;
    private readonly double regularisation;

    /// <summary>Scans the thresholds of a sample.</summary>
    /// <param name="sample">The scored events.</param>
    /// <param name="options">Regularisation and expected yields; null takes b_reg = 10 and the weights as they are.</param>
    /// <exception cref="ArgumentOutOfRangeException">A regularisation that is negative, or an expected yield that is not positive.</exception>
    public AmsScan(BinarySample sample, AmsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sample);
        options ??= new AmsOptions();
        roc = sample.Roc;
        regularisation = options.Regularisation;
        signalScale = Scale(options.ExpectedSignal, sample.Signal, nameof(options.ExpectedSignal));
        backgroundScale = Scale(options.ExpectedBackground, sample.Background, nameof(options.ExpectedBackground));

        var best = Value(0);
        BestThreshold = double.PositiveInfinity;
        for (var i = 1; i < roc.Count; i++)
        {
            var value = Value(i);
            if (value.Value > best.Value)
                (best, BestThreshold) = (value, roc.Thresholds[i]);
        }

        Best = best;
    }

    /// <summary>The name of the sample.</summary>
    public string Name => roc.Name;

    /// <summary>The number of thresholds T: the distinct scores.</summary>
    public int Count => roc.Count - 1;

    /// <summary>The thresholds, shape [T], falling.</summary>
    public ReadOnlySpan<double> Thresholds => roc.Thresholds[1..];

    /// <summary>The threshold of the largest significance on this sample; the highest one of several; +infinity, which selects
    /// nothing, where no selection has a significance above 0.</summary>
    public double BestThreshold { get; }

    /// <summary>The largest significance on this sample, biased upwards by its choice.</summary>
    public Estimate Best { get; }

    /// <summary>The significance of the threshold of an index into <see cref="Thresholds"/>.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public Estimate this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            return Value(index + 1);
        }
    }

    /// <summary>The significance of the events with a score at or above a threshold, with the error of the weights' sums.</summary>
    /// <param name="threshold">Any number but NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is NaN.</exception>
    public Estimate At(double threshold) => Value(roc.IndexOf(threshold));

    /// <summary>The expected signal and background yields at a threshold, with their statistical errors.</summary>
    /// <param name="threshold">Any number but NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is NaN.</exception>
    public (Estimate Signal, Estimate Background) YieldsAt(double threshold) => Yields(roc.IndexOf(threshold));

    private (Estimate Signal, Estimate Background) Yields(int point) =>
        (roc.Signal[point].Yield.Times(signalScale), roc.Background[point].Yield.Times(backgroundScale));

    private Estimate Value(int point)
    {
        var (signal, background) = Yields(point);
        return Significance.Ams(signal, background, regularisation);
    }

    private static double Scale(double? expected, WeightSum sum, string option)
    {
        if (expected is not { } wanted)
            return 1;
        if (!double.IsFinite(wanted) || wanted <= 0)
            throw new ArgumentOutOfRangeException(option, wanted, "an expected yield is positive and finite");
        return wanted / sum.Sum;
    }
}
