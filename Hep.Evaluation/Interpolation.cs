namespace Hep.Evaluation;

/// <summary>Straight lines between given points.</summary>
internal static class Interpolation
{
    /// <summary>The value at a place of the line through points, constant beyond them.</summary>
    /// <param name="x">Rising, shape [K].</param>
    /// <param name="y">Shape [K].</param>
    /// <param name="at">The place.</param>
    public static double At(double[] x, double[] y, double at)
    {
        var found = Array.BinarySearch(x, at);
        if (found >= 0)
            return y[found];
        var next = ~found;
        if (next == 0 || next == x.Length)
            return y[next == 0 ? 0 : ^1];
        var slope = (y[next] - y[next - 1]) / (x[next] - x[next - 1]);
        return y[next - 1] + (slope * (at - x[next - 1]));
    }

    /// <summary>The quantile of sorted values, on the line between the two nearest (as numpy's, by default).</summary>
    /// <param name="sorted">Rising, shape [N]; one or more.</param>
    /// <param name="probability">In [0, 1].</param>
    public static double Quantile(double[] sorted, double probability)
    {
        var position = probability * (sorted.Length - 1);
        var below = (int)position;
        return below + 1 < sorted.Length ? double.Lerp(sorted[below], sorted[below + 1], position - below) : sorted[below];
    }
}
