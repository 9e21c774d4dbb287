namespace Hep.Evaluation.Anomaly;

/// <summary>Weighted means and standard deviations of features, in which detectors measure distances.</summary>
internal sealed class StandardScale
{
    // What is left of a spread below this is rounding of the numbers in a file.
    private const double Constant = 1e-9;

    private StandardScale(double[] means, double[] spreads) => (Means, Spreads) = (means, spreads);

    /// <summary>Shape [K].</summary>
    public double[] Means { get; }

    /// <summary>Shape [K], above 0.</summary>
    public double[] Spreads { get; }

    /// <exception cref="InvalidDataException">Features do not vary; all of them are named.</exception>
    public static StandardScale Fit(string what, FeatureMatrix events)
    {
        var (width, total) = (events.Width, 0.0);
        var (means, squares) = (new double[width], new double[width]);
        for (var i = 0; i < events.Count; i++)
        {
            total += events.Weights[i];
            for (var k = 0; k < width; k++)
                means[k] += events.Weights[i] * events.Row(i)[k];
        }

        for (var k = 0; k < width; k++)
            means[k] /= total;
        for (var i = 0; i < events.Count; i++)
        {
            var row = events.Row(i);
            for (var k = 0; k < width; k++)
                squares[k] += events.Weights[i] * (row[k] - means[k]) * (row[k] - means[k]);
        }

        double[] spreads = [.. squares.Select(square => Math.Sqrt(square / total))];
        string[] still = [.. Enumerable.Range(0, width).Where(k => !(spreads[k] > Constant * Math.Abs(means[k]))).Select(k => FormattableString.Invariant($"'{events.Names[k]}' ({means[k]})"))];
        if (still.Length == 0)
            return new StandardScale(means, spreads);
        var others = still.Length > 5 ? FormattableString.Invariant($" and {still.Length - 5} more") : "";
        throw new InvalidDataException(FormattableString.Invariant($"{what}: found the same value in all {events.Count} events of {string.Join(", ", still.Take(5))}{others}, expected features that vary: leave them out"));
    }

    /// <summary>A row in standard deviations from the mean.</summary>
    public void Apply(ReadOnlySpan<double> row, Span<double> scaled)
    {
        for (var k = 0; k < row.Length; k++)
            scaled[k] = (row[k] - Means[k]) / Spreads[k];
    }

    /// <summary>All rows, [N, K] row-major.</summary>
    public double[] Apply(FeatureMatrix events)
    {
        var scaled = new double[events.Count * events.Width];
        EventBlocks.ForEach(events.Count, i => Apply(events.Row(i), scaled.AsSpan(i * events.Width, events.Width)));
        return scaled;
    }
}
