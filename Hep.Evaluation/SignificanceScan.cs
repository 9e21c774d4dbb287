namespace Hep.Evaluation;

/// <summary>
/// A discovery significance at every threshold. The maximum of a scan is biased upwards by the fluctuation that made it the maximum; so the threshold is
/// chosen on the validation split (<see cref="BestThreshold"/>) and the value quoted is that of the test split at this threshold (<see cref="At"/>).
/// </summary>
public class SignificanceScan
{
    private readonly RocCurve roc;
    private readonly Func<Estimate, Estimate, Estimate> significance;
    private readonly double signalScale;
    private readonly double backgroundScale;

    /// <summary>Scans the thresholds of a sample.</summary>
    /// <param name="sample">The scored events.</param>
    /// <param name="significance">The significance of expected signal and background, such as <see cref="Significance.Asimov"/>; NaN where there is none.</param>
    /// <param name="expectedSignal">The expected signal yield before selection, to which the weights of a split are scaled; null leaves them as they are.</param>
    /// <param name="expectedBackground">The same of the background.</param>
    /// <exception cref="ArgumentOutOfRangeException">An expected yield that is not positive.</exception>
    public SignificanceScan(
        BinarySample sample,
        Func<Estimate, Estimate, Estimate> significance,
        double? expectedSignal = null,
        double? expectedBackground = null)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(significance);
        roc = sample.Roc;
        this.significance = significance;
        signalScale = Scale(expectedSignal, sample.Signal, nameof(expectedSignal));
        backgroundScale = Scale(expectedBackground, sample.Background, nameof(expectedBackground));

        var best = new Estimate(0, double.NaN);
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
        return significance(signal, background);
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
