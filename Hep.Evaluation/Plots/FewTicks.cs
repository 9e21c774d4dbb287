using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// Ticks of a short axis, such as that of a ratio: steps of 1, 2 or 5 times a power of ten with two to four labels, since one alone is no scale; none so near to an end that it would run into the panel beside it.
/// </summary>
/// <param name="format">A number as a label.</param>
internal sealed class FewTicks(Func<double, string> format) : ITickGenerator
{
    private const double Margin = 0.08;
    private const int MostLabels = 4;

    /// <inheritdoc/>
    public Tick[] Ticks { get; private set; } = [];

    /// <inheritdoc/>
    public int MaxTickCount { get; set; } = 1000;

    /// <inheritdoc/>
    public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
    {
        var power = Math.Pow(10, Math.Ceiling(Math.Log10(range.Length)));
        (double Step, int Parts)[] steps = [(power / 50, 4), (power / 20, 5), (power / 10, 5), (power / 5, 4), (power / 2, 5), (power, 5)];
        var (inner, outer) = (range.Length * Margin, 1e-9 * range.Length);
        var (step, parts) = Array.Find(steps, choice => Multiples(choice.Step, range.Min + inner, range.Max - inner).Length <= MostLabels);
        var labelled = Multiples(step, range.Min + inner, range.Max - inner);
        Ticks =
        [
            .. labelled.Select(k => Tick.Major(k * step, format(k * step))),
            .. Multiples(step / parts, range.Min - outer, range.Max + outer).Where(k => k % parts != 0 || !labelled.Contains(k / parts)).Select(k => Tick.Minor(k * step / parts)),
        ];
    }

    private static long[] Multiples(double step, double low, double high)
    {
        var (first, last) = ((long)Math.Ceiling(low / step), (long)Math.Floor(high / step));
        return [.. Enumerable.Range(0, (int)Math.Max(0, last - first + 1)).Select(i => first + i)];
    }
}
