namespace Hep.Evaluation.Plots;

/// <summary>The approximate median significance against the threshold, on the sample that chose the threshold and on the one that tests it.</summary>
public static class AmsFigure
{
    /// <summary>Draws both scans with bands of one standard deviation, and the chosen threshold.</summary>
    /// <param name="validation">The scan on which the threshold is chosen.</param>
    /// <param name="test">The scan whose value at this threshold is quoted in the legend.</param>
    /// <param name="threshold">The chosen threshold; null: the one of the largest AMS on validation.</param>
    public static Figure Create(AmsScan validation, AmsScan test, double? threshold = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(test);
        return Create(validation, threshold, Curve(validation, "Validation"), Curve(test, Quoted(test, threshold ?? validation.BestThreshold)));
    }

    /// <summary>Draws both scans with the 68% bands of their bootstraps, and the chosen threshold.</summary>
    /// <param name="validation">The scan on which the threshold is chosen.</param>
    /// <param name="test">The scan whose value at this threshold is quoted in the legend.</param>
    /// <param name="threshold">The chosen threshold; null: the one of the largest AMS on validation.</param>
    public static Figure Create(AmsBootstrap validation, AmsBootstrap test, double? threshold = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(test);
        return Create(
            validation.Scan,
            threshold,
            Curve(validation.Scan, "Validation", validation),
            Curve(test.Scan, Quoted(test.Scan, threshold ?? validation.Scan.BestThreshold), test));
    }

    /// <summary>Draws one scan with its band, and the chosen threshold; the largest value, in the legend, is biased upwards by its choice.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="threshold">The chosen threshold; null: the one of the largest AMS.</param>
    public static Figure Create(AmsScan scan, double? threshold = null)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return Create(scan, threshold, Curve(scan, $"{scan.Name}: largest AMS = {scan.Best}"));
    }

    private static string Quoted(AmsScan test, double threshold) => $"Test: AMS = {test.At(threshold)}";

    private static SignificanceFigure.Curve Curve(AmsScan scan, string legend, AmsBootstrap? bootstrap = null) => new(
        scan.Name,
        scan,
        legend,
        bootstrap is null ? null : [.. Enumerable.Range(0, bootstrap.Thresholds.Length).Select(p => (bootstrap.Thresholds[p], bootstrap.Band[p].Low, bootstrap.Band[p].High))],
        IsSolid: true);

    private static Figure Create(AmsScan choosing, double? threshold, params IReadOnlyList<SignificanceFigure.Curve> curves)
    {
        var chosen = threshold ?? choosing.BestThreshold;
        return SignificanceFigure.Create(("AMS", "sample", "ams"), (chosen, choosing.At(chosen).Value), curves);
    }
}
