namespace Hep.Evaluation.Anomaly;

/// <summary>
/// The significance of a signal against the number of its events that are injected into a background, before and after a cut on a score that keeps a share of the background. Significances are those of Asimov's data set
/// (<see cref="Significance.Asimov"/>), with the statistical errors of both efficiencies.
/// </summary>
public static class InjectionScan
{
    /// <summary>Of a detector that was trained once.</summary>
    /// <param name="sample">Scored events of signal and background.</param>
    /// <param name="backgroundEfficiency">What the cut keeps of the background, in (0, 1].</param>
    /// <param name="expectedBackground">The background events before the cut.</param>
    /// <param name="signals">The signal events before the cut.</param>
    /// <param name="backgroundUncertainty">The systematic uncertainty of the background, as a fraction of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">An efficiency, a yield or the uncertainty is out of range.</exception>
    public static InjectionPoint[] Of(BinarySample sample, double backgroundEfficiency, double expectedBackground, IReadOnlyList<double> signals, double backgroundUncertainty = 0)
    {
        ArgumentNullException.ThrowIfNull(signals);
        return [.. signals.Select(signal => At(sample, backgroundEfficiency, expectedBackground, signal, backgroundUncertainty))];
    }

    /// <summary>Of detectors that were trained on data with so much signal each, as searches that learn from the data are.</summary>
    /// <param name="samples">Injected signal events, and the events scored by the detector that was trained with them.</param>
    /// <param name="backgroundEfficiency">What the cut keeps of the background, in (0, 1].</param>
    /// <param name="expectedBackground">The background events before the cut.</param>
    /// <param name="backgroundUncertainty">The systematic uncertainty of the background, as a fraction of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">An efficiency, a yield or the uncertainty is out of range.</exception>
    public static InjectionPoint[] Of(IReadOnlyList<(double Signal, BinarySample Sample)> samples, double backgroundEfficiency, double expectedBackground, double backgroundUncertainty = 0)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return [.. samples.Select(one => At(one.Sample, backgroundEfficiency, expectedBackground, one.Signal, backgroundUncertainty))];
    }

    private static InjectionPoint At(BinarySample sample, double backgroundEfficiency, double expectedBackground, double signal, double uncertainty)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (!(expectedBackground > 0 && double.IsFinite(expectedBackground)))
            throw new ArgumentOutOfRangeException(nameof(expectedBackground), expectedBackground, "an expected background is positive and finite");
        if (!(signal >= 0 && double.IsFinite(signal)))
            throw new ArgumentOutOfRangeException(nameof(signal), signal, "an injected signal is finite and not negative");
        var point = sample.Roc.AtBackgroundEfficiency(backgroundEfficiency);
        var before = Significance.Asimov(new Estimate(signal, 0), new Estimate(expectedBackground, 0), uncertainty);

        // The cut is set by the background's efficiency, whose error is that of the signal's efficiency already.
        var after = Significance.Asimov(point.SignalEfficiency.Times(signal), new Estimate(backgroundEfficiency * expectedBackground, 0), uncertainty);
        return new InjectionPoint(signal, before, after);
    }
}
