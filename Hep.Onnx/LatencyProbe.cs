using System.Diagnostics;
using System.Globalization;

namespace Hep.Onnx;

/// <summary>Measures what a trigger would see: one event at a time, one thread, memory allocated beforehand.</summary>
public static class LatencyProbe
{
    /// <summary>Times single events after a warm-up, each call by itself.</summary>
    /// <param name="file">An .onnx file that <see cref="OnnxScorer"/> can open.</param>
    /// <param name="rows">Events to take in turn, [N, F] in row-major order; typical ones, for the time can depend on the values.</param>
    /// <param name="calls">How many calls to time.</param>
    /// <param name="warmUp">How many calls to make before.</param>
    /// <returns>Percentiles (nearest rank) in microseconds.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not an ONNX model that can be scored.</exception>
    /// <exception cref="ArgumentException"><paramref name="rows"/> is not one or more whole events.</exception>
    public static LatencyResult Measure(string file, ReadOnlySpan<float> rows, int calls = 20_000, int warmUp = 2_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(calls);
        ArgumentOutOfRangeException.ThrowIfNegative(warmUp);
        using var scorer = new OnnxScorer(file, threads: 1, batchSize: 1);
        var features = scorer.FeatureCount;
        if (rows.Length == 0 || rows.Length % features != 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected one or more whole events of {features} features."), nameof(rows));

        var events = rows.Length / features;
        var scores = new float[scorer.OutputCount];
        var ticks = new long[calls];
        for (var call = -warmUp; call < calls; call++)
        {
            var row = rows.Slice((call + warmUp) % events * features, features);
            var start = Stopwatch.GetTimestamp();
            scorer.Score(row, features, scores);
            var stop = Stopwatch.GetTimestamp();
            if (call >= 0)
                ticks[call] = stop - start;
        }

        Array.Sort(ticks);
        return new LatencyResult(Microseconds(ticks, 0.50), Microseconds(ticks, 0.99), calls);
    }

    private static double Microseconds(long[] sorted, double quantile) =>
        sorted[(int)Math.Ceiling(quantile * sorted.Length) - 1] * 1e6 / Stopwatch.Frequency;
}
