namespace Hep.Evaluation.Calibration;

/// <summary>One bin of a reliability diagram: forecasts of about the same probability.</summary>
/// <param name="Low">The lower edge; not in the bin, but for the first one.</param>
/// <param name="High">The upper edge; in the bin.</param>
/// <param name="All">The sums over its forecasts.</param>
/// <param name="Outcomes">The sums over those that came true.</param>
/// <param name="MeanProbability">The weighted mean probability; NaN in a bin without weight.</param>
/// <param name="GapVariance">The variance of <see cref="Gap"/>; NaN with fewer than two forecasts.</param>
public readonly record struct ReliabilityBin(
    double Low, double High, WeightSum All, WeightSum Outcomes, double MeanProbability, double GapVariance)
{
    /// <summary>Whether there is anything to show: forecasts, whose weights sum to more than zero.</summary>
    public bool HasPoint => All.Sum > 0 && !All.IsZero;

    /// <summary>The weighted fraction that came true, with Wilson's interval of one standard deviation; NaN in a bin without weight.</summary>
    public Interval Frequency => HasPoint ? EfficiencyInterval.Wilson(Outcomes, All) : new Interval(double.NaN, double.NaN, double.NaN, Interval.OneSigma);

    /// <summary>Frequency less mean probability; NaN in a bin without weight.</summary>
    public double Gap => HasPoint ? (Outcomes.Sum / All.Sum) - MeanProbability : double.NaN;
}
