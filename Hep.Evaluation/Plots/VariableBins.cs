namespace Hep.Evaluation.Plots;

/// <summary>Bins of a variable that nobody has chosen bins for.</summary>
public static class VariableBins
{
    // Of a variable with a few whole numbers, each has a bin.
    private const int MostWholeNumbers = 15;

    // What lies beyond, in either tail, would squeeze the rest.
    private const double Tail = 0.005;

    /// <summary>
    /// Edges of equal bins that are round numbers: about as many bins as asked for, over the range of the values but the half percent at
    /// either end (what is non-negative and starts near zero starts at zero). A variable of a few whole numbers has a bin for each of them.
    /// </summary>
    /// <param name="values">The values; those that are not finite do not count.</param>
    /// <param name="bins">About how many bins.</param>
    /// <exception cref="ArgumentOutOfRangeException">No bins.</exception>
    public static double[] Of(IEnumerable<double> values, int bins = 25)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        if (sorted.Length == 0)
            return [0, 1];
        double first = sorted[0], last = sorted[^1];
        if (first == last)
            return [first - 0.5, first + 0.5];
        if (last - first < MostWholeNumbers && Array.TrueForAll(sorted, value => value == Math.Round(value)))
            return [.. Enumerable.Range(0, (int)(last - first) + 2).Select(i => first - 0.5 + i)];

        var (low, high) = (sorted[(int)(Tail * sorted.Length)], sorted[(int)((1 - Tail) * (sorted.Length - 1))]);
        (low, high) = high > low ? (low, high) : (first, last);
        if (first >= 0 && low < 0.15 * high)
            low = 0;
        var width = RoundWidth((high - low) / bins);
        double start = Math.Floor(low / width), end = Math.Ceiling(high / width);
        return [.. Enumerable.Range(0, (int)(end - start) + 1).Select(i => (start + i) * width)];
    }

    // The nearest of 1, 2, 2.5, 4 and 5 times a power of ten.
    private static double RoundWidth(double width)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(width)));
        double[] factors = [1, 2, 2.5, 4, 5, 10];
        return power * factors.MinBy(factor => Math.Abs(Math.Log(factor * power / width)));
    }
}
