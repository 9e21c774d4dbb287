using Hep.Data;

namespace Hep.Benchmarks.Higgs;

/// <summary>Toy and real events in numbers, as Markdown.</summary>
internal static class Tables
{
    public static void Write(EventTable real, EventTable toy, TextWriter output)
    {
        Correlations(real, toy, output);
        foreach (var label in new[] { 1, 0 })
            Features(ToyAgreement.OfClass(real, label), ToyAgreement.OfClass(toy, label), label == 1 ? "signal" : "background", output);
    }

    private static void Correlations(EventTable real, EventTable toy, TextWriter output)
    {
        output.WriteLine("| class | events | pairs within 0.15 | of those beyond 0.2 in the real events | largest difference |\n| --- | --- | --- | --- | --- |");
        foreach (var (label, name) in new[] { (1, "signal"), (0, "background") })
        {
            foreach (var isWeighted in new[] { true, false })
            {
                var pairs = ToyAgreement.Of(real, toy, label, isWeighted);
                FeaturePair[] strong = [.. pairs.Where(pair => Math.Abs(pair.Real) > 0.2)];
                var worst = pairs.MaxBy(pair => pair.Difference);
                output.WriteLine(FormattableString.Invariant(
                    $"| {name} | {(isWeighted ? "weighted" : "as in the file")} | {100 * ToyAgreement.Share(pairs):0.0}% of {pairs.Count} | {100 * ToyAgreement.Share(strong):0.0}% of {strong.Length} | {worst.First}, {worst.Second}: {worst.Real:0.00} real, {worst.Toy:0.00} toy |"));
            }
        }
    }

    private static void Features(EventTable real, EventTable toy, string name, TextWriter output)
    {
        output.WriteLine($"\n| {name} | mean, real | toy | spread, real | toy | undefined, real | toy |\n| --- | --- | --- | --- | --- | --- | --- |");
        for (var f = 0; f < real.Features.Count; f++)
        {
            var (a, b) = (Summary(real, f), Summary(toy, f));
            output.WriteLine(FormattableString.Invariant(
                $"| `{real.Features[f].Name}` | {Plain(a.Mean)} | {Plain(b.Mean)} | {a.Spread:0.##} | {b.Spread:0.##} | {100 * a.Undefined:0.#}% | {100 * b.Undefined:0.#}% |"));
        }
    }

    // Two decimals, and no sign before a zero.
    private static double Plain(double value) => Math.Round(value, 2) + 0.0;

    // Mean and standard deviation of the values that are defined, and the share of the others; weighted.
    private static (double Mean, double Spread, double Undefined) Summary(EventTable table, int feature)
    {
        var (values, weights) = (table.Features[feature].Values, table.Weights);
        int[] defined = [.. Enumerable.Range(0, table.Count).Where(i => values[i] != table.Missing)];
        var sum = defined.Sum(i => weights[i]);
        var mean = defined.Sum(i => weights[i] * values[i]) / sum;
        var variance = defined.Sum(i => weights[i] * (values[i] - mean) * (values[i] - mean)) / sum;
        return (mean, Math.Sqrt(variance), 1 - (sum / weights.Sum()));
    }
}
