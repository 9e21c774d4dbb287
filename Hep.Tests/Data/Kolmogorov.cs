namespace Hep.Tests.Data;

/// <summary>The test of Kolmogorov and Smirnov.</summary>
internal static class Kolmogorov
{
    /// <summary>The largest distance between the sample's distribution function and the one given.</summary>
    public static double Distance(IReadOnlyCollection<double> sample, Func<double, double> distribution)
    {
        var sorted = sample.Order().ToArray();
        return sorted.Select((x, i) => Math.Max(Math.Abs(distribution(x) - ((double)i / sorted.Length)), Math.Abs(distribution(x) - ((i + 1.0) / sorted.Length)))).Max();
    }

    /// <summary>The distance which a sample of its own distribution passes once in a thousand.</summary>
    public static double Farthest(int count) => 1.95 / Math.Sqrt(count);
}
