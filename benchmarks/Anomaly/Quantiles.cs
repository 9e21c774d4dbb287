using Hep.Data;

namespace Hep.Benchmarks.Anomaly;

/// <summary>Distributions of events of two origins beside each other.</summary>
internal static class Quantiles
{
    private static readonly double[] Shares = [0.05, 0.25, 0.5, 0.75, 0.95];

    public static void Write(EventTable one, EventTable other, TextWriter output)
    {
        foreach (var label in new[] { 0, 1 })
        {
            output.WriteLine($"{one.Classes[label]}: 5%, 25%, 50%, 75%, 95% of the toy, and of the rows");
            foreach (var name in one.Features.Select(feature => feature.Name))
                output.WriteLine($"| {name} | {Row(one, name, label)} | {Row(other, name, label)} |");
        }

        foreach (var events in new[] { one, other })
            output.WriteLine(FormattableString.Invariant($"correlation of the ranks of mj1 and mj2: {RankCorrelation(events, "mj1", "mj2"):0.00}, of mj2 and tau21_2: {RankCorrelation(events, "mj2", "tau21_2"):0.00}, of mj1 and tau21_1: {RankCorrelation(events, "mj1", "tau21_1"):0.00}, of tau21: {RankCorrelation(events, "tau21_1", "tau21_2"):0.00}"));
    }

    private static string Row(EventTable events, string name, int label)
    {
        float[] sorted = [.. Of(events, name, label).Order()];
        return string.Join(" | ", Shares.Select(share => FormattableString.Invariant($"{sorted[(int)(share * sorted.Length)]:G3}")));
    }

    private static double RankCorrelation(EventTable events, string one, string other)
    {
        var (x, y) = (Ranks(Of(events, one, 0)), Ranks(Of(events, other, 0)));
        var weights = new double[x.Length];
        Array.Fill(weights, 1);
        return Evaluation.Correlation.Pearson(x, y, weights);
    }

    private static float[] Ranks(float[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort((float[])values.Clone(), order);
        var ranks = new float[values.Length];
        for (var place = 0; place < order.Length; place++)
            ranks[order[place]] = place;
        return ranks;
    }

    private static float[] Of(EventTable events, string name, int label) =>
        [.. events.Features.Single(feature => feature.Name == name).Values.Where((_, i) => events.Labels[i] == label)];
}
