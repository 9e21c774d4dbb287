using Hep.Data;

namespace Hep.Benchmarks.Parameterised;

/// <summary>The toy's samples in numbers, as Markdown.</summary>
internal static class MassTable
{
    public static void Write(EventTable toy, TextWriter output)
    {
        output.WriteLine("| sample | `m_wwbb`: 16% | median | 84% | median in 0.7 m to 1.3 m | `m_jj` in 60 to 100 | `m_lnu` is the W's | two tags or more | jets |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        var mass = toy.Numbers("mass").Values;
        foreach (var point in mass.Distinct().Order())
        {
            int[] rows = [.. Enumerable.Range(0, toy.Count).Where(i => mass[i] == point)];
            var whole = Sorted(rows, "m_wwbb");
            var peak = Array.FindAll(whole, m => m > 0.7 * point && m < 1.3 * point);
            var isSignal = point > 0;
            output.WriteLine(FormattableString.Invariant(
                $"| {(isSignal ? $"signal {point}" : "background")} | {At(whole, 0.16):0} | {At(whole, 0.5):0} | {At(whole, 0.84):0} | {(isSignal ? FormattableString.Invariant($"{At(peak, 0.5):0}") : "")} | {Share(rows, i => Feature("m_jj")[i] is > 60 and < 100)} | {Share(rows, i => Math.Abs(Feature("m_lnu")[i] - 80.38) < 0.05)} | {Share(rows, i => Tags(i) >= 2)} | {rows.Average(i => Feature("jet_num")[i]):0.00} |"));
        }

        float[] Feature(string name) => toy.Features.Single(f => f.Name == name).Values;

        float[] Sorted(int[] rows, string name)
        {
            var values = Feature(name);
            return [.. rows.Select(i => values[i]).Order()];
        }

        float Tags(int row) => Enumerable.Range(1, 4).Sum(jet => Feature(FormattableString.Invariant($"jet{jet}_btag"))[row]);
    }

    private static float At(float[] sorted, double share) => sorted[(int)(share * sorted.Length)];

    private static string Share(int[] rows, Func<int, bool> which) => FormattableString.Invariant($"{100.0 * rows.Count(which) / rows.Length:0}%");
}
