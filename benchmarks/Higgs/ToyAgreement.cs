using Hep.Data;
using Hep.Evaluation;

namespace Hep.Benchmarks.Higgs;

/// <summary>The correlation of two features in the real sample and in the toy.</summary>
internal readonly record struct FeaturePair(string First, string Second, double Real, double Toy)
{
    public double Difference => Math.Abs(Toy - Real);
}

/// <summary>How well the toy has the correlations of the real events.</summary>
internal static class ToyAgreement
{
    /// <summary>
    /// Missing momenta beyond this, in GeV, are left out of both samples. There is one such row in 15,000 (2.8 TeV, a signal event without jets), and
    /// it alone would make the real correlations of a class.
    /// </summary>
    public const float MostMet = 1000;

    /// <summary>All pairs of features of a class.</summary>
    /// <param name="real">The real events.</param>
    /// <param name="toy">The toy's.</param>
    /// <param name="label">The class.</param>
    /// <param name="isWeighted">With the events' weights, as they are expected in the data; otherwise as they are in the file.</param>
    public static IReadOnlyList<FeaturePair> Of(EventTable real, EventTable toy, int label, bool isWeighted = true)
    {
        var (a, b) = (OfClass(real, label), OfClass(toy, label));
        var (weightsA, weightsB) = (isWeighted ? a.Weights : Ones(a.Count), isWeighted ? b.Weights : Ones(b.Count));
        var pairs = new List<FeaturePair>();
        for (var i = 0; i < a.Features.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                pairs.Add(new(
                    a.Features[j].Name,
                    a.Features[i].Name,
                    Correlation.Pearson(a.Features[j].Values, a.Features[i].Values, weightsA, a.Missing),
                    Correlation.Pearson(b.Features[j].Values, b.Features[i].Values, weightsB, b.Missing)));
            }
        }

        return pairs;
    }

    /// <summary>The share of the pairs whose correlations differ by less than 0.15.</summary>
    public static double Share(IReadOnlyList<FeaturePair> pairs) => (double)pairs.Count(pair => pair.Difference < 0.15) / pairs.Count;

    /// <summary>The events of a class, without those of <see cref="MostMet"/>.</summary>
    public static EventTable OfClass(EventTable table, int label)
    {
        var met = table.Features.Single(feature => feature.Name == "PRI_met").Values;
        return table.Select([.. Enumerable.Range(0, table.Count).Where(i => table.Labels[i] == label && met[i] < MostMet)]);
    }

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];
}
