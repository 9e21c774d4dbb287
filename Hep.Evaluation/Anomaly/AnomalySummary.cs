namespace Hep.Evaluation.Anomaly;

/// <summary>The figures of merit of one detector on one labelled sample, as they stand in a row of a table.</summary>
public sealed class AnomalySummary
{
    /// <summary>Computes them.</summary>
    /// <param name="sample">The scored events, higher scores for odder ones, anomalies as signal.</param>
    /// <param name="leastBackgroundEntries">The effective background entries that the maximum of the improvement selects at least.</param>
    public AnomalySummary(BinarySample sample, double leastBackgroundEntries = SignificanceImprovement.DefaultBackgroundEntries)
    {
        ArgumentNullException.ThrowIfNull(sample);
        (Name, Auc, Improvement) = (sample.Name, sample.Roc.Auc, SignificanceImprovement.Scan(sample, leastBackgroundEntries));
        SignalEfficiencies = [.. BackgroundEfficiencies.Select(efficiency => sample.Roc.AtBackgroundEfficiency(efficiency).SignalEfficiency)];
    }

    /// <summary>The background efficiencies at which the signal efficiency is quoted: 0.1, 0.01, 0.001.</summary>
    public static IReadOnlyList<double> BackgroundEfficiencies { get; } = [1e-1, 1e-2, 1e-3];

    /// <summary>The name of the sample.</summary>
    public string Name { get; }

    /// <summary>The area under the ROC curve; 0.5 for scores that tell nothing.</summary>
    public Estimate Auc { get; }

    /// <summary>The scan of the improvement; its <see cref="SignificanceScan.Best"/> is the maximum.</summary>
    public SignificanceScan Improvement { get; }

    /// <summary>The signal efficiencies at <see cref="BackgroundEfficiencies"/>, with the error of the threshold.</summary>
    public IReadOnlyList<Estimate> SignalEfficiencies { get; }
}
