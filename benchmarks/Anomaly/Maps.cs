using Hep.Data;
using Hep.Evaluation;
using Hep.Evaluation.Anomaly;
using Hep.Evaluation.Plots;

namespace Hep.Benchmarks.Anomaly;

/// <summary>Occupancy maps, with the mean of good maps scaled to each map's hits, and with principal components, in place of an autoencoder.</summary>
internal static class Maps
{
    private const int Rows = 48, Columns = 72, Cells = Rows * Columns;

    public static void Write(int maps, double hits, string? figure, TextWriter output)
    {
        var simulation = Simulations.Find("occupancy_maps").With(new Dictionary<string, double> { ["mean_hits"] = hits });
        var (good, test) = (simulation.With(new Dictionary<string, double> { ["mean_hits"] = hits, ["failure_share"] = 0 }).Generate(maps, 1), simulation.Generate(maps, 2));
        var (counts, masks) = (test.Arrays[0].Values, test.Arrays[1].Values);
        string[] names = [.. Enumerable.Range(0, Cells).Select(cell => FormattableString.Invariant($"{cell / Columns},{cell % Columns}"))];
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var pca = PrincipalComponents.Fit(FeatureMatrix.OfRows(names, good.Arrays[0].Values), 8);
        var learnt = clock.Elapsed.TotalSeconds;
        var rebuilt = Array.ConvertAll(pca.Reconstruct(FeatureMatrix.OfRows(names, counts)), value => (float)Math.Max(0, value));
        output.WriteLine(FormattableString.Invariant($"{hits} hits a cell, {maps} maps; PCA of 8 components learnt in {learnt:0.0} s, scored in {clock.Elapsed.TotalSeconds - learnt:0.0} s"));
        output.WriteLine("| expectation | failure | AUC, largest pull | AUC, mean deviance | failures with half of their cells among the top errors |");
        foreach (var (what, expected) in new[] { ("mean map", Scaled(good.Arrays[0].Values, counts)), ("PCA", rebuilt) })
            WriteFailures(what, test, PoissonPulls.OfCells(counts, expected), masks, output);
        if (figure is null)
            return;
        var map = Array.IndexOf(test.Text("failure").Values, "half_board");
        var pulls = PoissonPulls.OfCells(counts, rebuilt);
        var axes = (X: new ImageAxis("φ", "rad", -Math.PI, Math.PI), Y: new ImageAxis("η", "", -2.4, 2.4));
        FigureWriter.Save(ErrorMapFigure.Create(Image(counts, map), Image(rebuilt, map), Image(pulls, map), axes.X, axes.Y), figure, FigureFormat.Png);
    }

    private static void WriteFailures(string what, EventTable test, float[] pulls, float[] masks, TextWriter output)
    {
        var (largest, mean, overlaps) = (PoissonPulls.Largest(pulls, Cells), PoissonPulls.MeanDeviance(pulls, Cells), ErrorOverlap.Of(pulls, masks, Cells));
        foreach (var kind in test.Text("failure").Values.Where(kind => kind != "none").Distinct().Order())
        {
            int[] rows = [.. Enumerable.Range(0, test.Count).Where(i => test.Text("failure").Values[i] is var failure && (failure == "none" || failure == kind))];
            bool[] isBad = [.. rows.Select(i => test.Labels[i] == 1)];
            Estimate Auc(double[] scores) => new BinarySample(kind, rows.Select(i => scores[i]).ToArray(), isBad).Roc.Auc;
            output.WriteLine($"| {what} | {kind} | {Auc(largest)} | {Auc(mean)} | {ErrorOverlap.Found([.. rows.Select(i => overlaps[i])])} |");
        }
    }

    private static float[] Scaled(float[] good, float[] counts)
    {
        var (mean, maps) = (new double[Cells], good.Length / Cells);
        for (var i = 0; i < good.Length; i++)
            mean[i % Cells] += good[i] / (double)maps;
        var (expected, all) = (new float[counts.Length], mean.Sum());
        for (var map = 0; map < counts.Length / Cells; map++)
        {
            var sum = 0.0;
            for (var cell = 0; cell < Cells; cell++)
                sum += counts[(map * Cells) + cell];
            for (var cell = 0; cell < Cells; cell++)
                expected[(map * Cells) + cell] = (float)(mean[cell] * sum / all);
        }

        return expected;
    }

    private static double[,] Image(float[] values, int map)
    {
        var image = new double[Rows, Columns];
        for (var cell = 0; cell < Cells; cell++)
            image[cell / Columns, cell % Columns] = values[(map * Cells) + cell];
        return image;
    }
}
