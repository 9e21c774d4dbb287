using System.Globalization;
using Hep.Data;

namespace Hep.Benchmarks.JetImages;

/// <summary>Distributions of both classes, and what each quantity alone rejects.</summary>
internal static class Tables
{
    private static readonly string[] Names = ["pt", "mass", "ungroomed_mass", "tau1", "tau2", "tau21", "girth", "ptd", "multiplicity", "subjet_separation"];

    public static void Run(int jets)
    {
        var batch = new JetImageToy(new JetImageOptions()).Generate(jets, 1);
        Console.WriteLine("| quantity | W: 16% | median | 84% | QCD: 16% | median | 84% | 1 / background at half the signal |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var name in Names)
        {
            var values = batch.Columns.Single(column => column.Name == name).Values;
            var (w, qcd) = (Of(batch, values, 1), Of(batch, values, 0));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| `{name}` | {At(w, 0.16):G3} | {At(w, 0.5):G3} | {At(w, 0.84):G3} | {At(qcd, 0.16):G3} | {At(qcd, 0.5):G3} | {At(qcd, 0.84):G3} | {Rejection(w, qcd):F2} |"));
        }

        var filled = Enumerable.Range(0, batch.Count).Average(jet => batch.Image(jet).ToArray().Count(cell => cell > 0));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cells with energy: {filled:F1} of {batch.Side * batch.Side}"));
    }

    private static double[] Of(JetImageBatch batch, float[] values, int label) => [.. values.Where((_, jet) => batch.Labels[jet] == label).Select(value => (double)value).Order()];

    private static double At(double[] sorted, double share) => sorted[(int)(share * sorted.Length)];

    // Bins of signal, in the order of the ratio of the densities, so that a window may be cut out as well as an end.
    private static double Rejection(double[] w, double[] qcd)
    {
        const int bins = 50;
        double[] edges = [.. Enumerable.Range(1, bins - 1).Select(bin => At(w, bin / (double)bins)).Distinct()];
        var (signal, background) = (Counts(w, edges), Counts(qcd, edges));
        var (passed, rejected) = (0.0, 0.0);
        foreach (var bin in Enumerable.Range(0, signal.Length).Where(bin => signal[bin] > 0).OrderBy(bin => background[bin] / signal[bin]))
        {
            var share = Math.Min(1, ((0.5 * w.Length) - passed) / signal[bin]);
            passed += share * signal[bin];
            rejected += share * background[bin];
            if (share < 1)
                break;
        }

        return qcd.Length / rejected;
    }

    private static double[] Counts(double[] values, double[] edges)
    {
        var counts = new double[edges.Length + 1];
        foreach (var value in values)
        {
            var edge = Array.BinarySearch(edges, value);
            counts[edge >= 0 ? edge + 1 : ~edge]++;
        }

        return counts;
    }
}
