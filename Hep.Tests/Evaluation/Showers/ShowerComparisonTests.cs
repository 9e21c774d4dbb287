using System.Text.Json;
using Hep.Evaluation.Anomaly;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Showers;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Evaluation.Showers;

/// <summary>Distances of samples: closed forms, numbers of numpy, and what they are for equal samples.</summary>
public sealed class ShowerComparisonTests
{
    private static readonly ShowerComparisonOptions Few = new() { Replicas = 10 };

    [Fact]
    public void Samples_that_are_equal_are_at_no_distance_and_samples_apart_at_the_largest()
    {
        var values = Ramp(0, 1000);
        var equal = VariableComparison.Of(values, Ramp(0, 1000), Few);
        Assert.Equal(0, equal.Separation.Value, 1e-12);
        Assert.Equal(0, equal.Wasserstein.Value, 1e-6);
        var apart = VariableComparison.Of(values, Ramp(5, 1000), Few);
        Assert.Equal(1, apart.Separation.Value, 0.01);
        Assert.Equal(5, apart.Wasserstein.Value, 1e-4);
        Assert.Equal(5, apart.Reference.Underflow.Count);
        Assert.Equal(1000, apart.Generated.Overflow.Count);
        Assert.Equal(50, apart.Reference.Count);
        Assert.Equal(Math.Sqrt(1.0 / 12), apart.ReferenceSpread, 1e-3);
    }

    [Fact]
    public void The_separation_power_by_hand()
    {
        // Two bins with shares 3/4, 1/4 and 1/4, 3/4: 1/2 (1/4 + 1/4).
        var comparison = VariableComparison.Of(
            new ShowerVariable("x", "", [0, 0, 0, 1, 0, 0, 0, 1]), new ShowerVariable("x", "", [0, 1, 1, 1]), Few with { Bins = 2 });
        Assert.Equal(0.25, comparison.Separation.Value, 1e-12);
        Assert.Equal(0.5, comparison.Wasserstein.Value, 1e-12);

        // What is not defined is a bin of its own.
        var undefined = VariableComparison.Of(new ShowerVariable("x", "", [0, 1, 0, 1]), new ShowerVariable("x", "", [0, 1, float.NaN, float.NaN]), Few with { Bins = 2 });
        Assert.Equal(0.5 * ((2 * 0.0625 / 0.75) + 0.5), undefined.Separation.Value, 1e-12);
        Assert.Equal((0.0, 0.5), (undefined.ReferenceUndefined, undefined.GeneratedUndefined));
    }

    [Fact]
    public void Errors_are_those_of_statistics_and_the_floor_falls_with_it()
    {
        // The difference of two means: the Wasserstein distance of samples well apart.
        var comparison = VariableComparison.Of(Normal(0, 2000, 1), Normal(10, 2000, 2), new ShowerComparisonOptions { Replicas = 200 });
        Assert.Equal(Math.Sqrt(2.0 / 2000), comparison.Wasserstein.Estimate.Error, 0.004);
        Assert.InRange(comparison.SeparationFloor.Value, 0.003, 0.04);
        var small = VariableComparison.Of(Normal(0, 200, 1), Normal(0, 200, 2), Few);
        Assert.True(small.SeparationFloor.Value > 4 * comparison.SeparationFloor.Value);
    }

    [Fact]
    public void A_comparison_has_all_variables_and_both_correlations()
    {
        var (reference, generated) = (ShowerVariables.Of(Toy.Showers("reference", 300, 1)), ShowerVariables.Of(Toy.Showers("generated", 300, 2, slope: 0.7)));
        var comparison = ShowerComparison.Of(reference, generated, Few);
        Assert.Equal(5 + (2 * 11), comparison.Variables.Count);
        Assert.Equal(comparison.Variables.Average(variable => variable.Separation.Value), comparison.MeanSeparation.Value, 1e-12);
        Assert.True(comparison.MeanSeparation.Value > comparison.MeanSeparationFloor.Value);
        var (total, front) = (Index("e_total"), Index("e_front"));
        Assert.Equal(1, comparison.ReferenceCorrelations[total, total], 1e-9);
        Assert.Equal(comparison.ReferenceCorrelations[total, front], comparison.ReferenceCorrelations[front, total]);
        Assert.InRange(comparison.ReferenceCorrelations[total, front], 0.5, 1);
        Assert.Equal(0, ShowerComparison.Of(reference, reference, Few).CorrelationDifference);
        Assert.Throws<ArgumentException>(() => ShowerComparison.Of(reference, ShowerVariables.Of(new ShowerSample("other", [new("a", 1, 1, 1, 1)], [1, 1], [[1, 1]])), Few));

        int Index(string name) => comparison.Variables.Select(variable => variable.Name).ToList().IndexOf(name);
    }

    [Fact]
    public void Frechet_and_kernel_distances_are_those_of_numpy()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("Hep.Tests/Evaluation/Showers/Golden/distances.json")));
        var root = golden.RootElement;
        var (first, second) = (Matrix(root.GetProperty("first")), Matrix(root.GetProperty("second")));
        Assert.Equal(root.GetProperty("kernel").GetDouble(), KernelDistance.OfAll(Features(first), Features(second)), 1e-10);
        Assert.Equal(
            root.GetProperty("frechet").GetDouble(),
            FrechetDistance.OfGaussians(Row(root, "mean_first"), Matrix(root.GetProperty("covariance_first")), Row(root, "mean_second"), Matrix(root.GetProperty("covariance_second"))),
            1e-8);
    }

    [Fact]
    public void The_frechet_distance_of_diagonal_gaussians_has_its_closed_form()
    {
        double[,] one = { { 4, 0 }, { 0, 9 } }, two = { { 1, 0 }, { 0, 16 } };
        Assert.Equal(9 + 16 + 1 + 1, FrechetDistance.OfGaussians([0, 0], one, [3, -4], two), 1e-10);
        Assert.Equal(0, FrechetDistance.OfGaussians([1, 2], one, [1, 2], one), 1e-10);

        // Without a spread, the distance of the means is left.
        Assert.Equal(4, FrechetDistance.OfGaussians([1, 2], new double[2, 2], [1, 4], new double[2, 2]), 1e-10);
    }

    [Fact]
    public void The_extrapolated_distances_are_near_the_true_ones()
    {
        var options = new FrechetOptions { SmallestBatch = 500, LargestBatch = 2000, Batches = 10, IsNormalized = false };
        var (reference, shifted) = (Gaussians(4000, 1, 0), Gaussians(4000, 2, 0.5));
        var distance = FrechetDistance.Of(reference, shifted, options);
        Assert.Equal(0.5, distance.Value, 0.1);
        Assert.Equal(distance, FrechetDistance.Of(reference, shifted, options));
        Assert.InRange(FrechetDistance.Of(reference, Gaussians(4000, 3, 0), options).Value, 0, 0.005);

        var kernel = new KernelOptions { BatchSize = 500, Batches = 5 };
        var (far, near) = (KernelDistance.Of(reference, shifted, kernel), KernelDistance.Of(reference, Gaussians(4000, 3, 0), kernel));
        Assert.True(far.Value > 5 * Math.Abs(near.Value) && far.Error > 0);
    }

    [Fact]
    public void Figures_have_the_numbers_that_they_show()
    {
        ShowerSample one = Toy.Showers("Simulation", 200, 1), two = Toy.Showers("Generated", 200, 2, slope: 0.7);
        var comparison = ShowerComparison.Of(ShowerVariables.Of(one), ShowerVariables.Of(two), Few);
        var variables = ShowerVariablesFigure.Create(comparison);
        Assert.Equal(27, variables.Panels.Count);
        Assert.Equal(27 * 2 * 52, variables.Numbers!.Rows.Count);
        Assert.Equal(2, ShowerVariablesFigure.Create(comparison, ["e_total", "depth"]).Panels.Count);
        Assert.Throws<ArgumentException>(() => ShowerVariablesFigure.Create(comparison, ["e_totl"]));
        Assert.Equal(27 * 27, CorrelationFigure.Create(comparison).Numbers!.Rows.Count);
        var images = ShowerImageFigure.Mean(one, two);
        Assert.Equal(2 * (24 + 16), images.Numbers!.Rows.Count);
        Assert.Equal(FormattableString.Invariant($"{one.Mean(0)[0, 0]}"), images.Numbers.Rows[0][3]);
        Assert.Equal(4, ShowerImageFigure.Single(("one", one, 0), ("two", two, 3)).Panels.Count);
        foreach (var figure in new[] { variables, CorrelationFigure.Create(comparison), images })
            Assert.NotEmpty(FigureWriter.ToBytes(figure, FigureFormat.Svg));
        foreach (var panel in images.Panels)
            Assert.Equal(1, panel.Plot.LastRender.DataRect.Width / panel.Plot.LastRender.DataRect.Height, 0.03);
    }

    private static ShowerVariable Ramp(float start, int count) => new("x", "mm", [.. Enumerable.Range(0, count).Select(i => start + ((i + 0.5f) / count))]);

    private static ShowerVariable Normal(double mean, int count, int seed) => new("x", "", [.. First(Gaussians(count, seed, mean))]);

    private static FeatureMatrix Gaussians(int count, int seed, double mean)
    {
        var random = new SeededStream((ulong)seed, 0);
        return FeatureMatrix.OfRows(["a", "b"], (double[])[.. Enumerable.Range(0, 2 * count).Select(_ => mean + random.Normal())]);
    }

    private static IEnumerable<float> First(FeatureMatrix events) => Enumerable.Range(0, events.Count).Select(i => (float)events.Row(i)[0]);

    private static double[] Row(JsonElement root, string name) => [.. root.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];

    private static double[,] Matrix(JsonElement rows)
    {
        var matrix = new double[rows.GetArrayLength(), rows[0].GetArrayLength()];
        for (var row = 0; row < matrix.GetLength(0); row++)
        {
            for (var column = 0; column < matrix.GetLength(1); column++)
                matrix[row, column] = rows[row][column].GetDouble();
        }

        return matrix;
    }

    private static FeatureMatrix Features(double[,] rows) =>
        FeatureMatrix.OfRows([.. Enumerable.Range(0, rows.GetLength(1)).Select(k => $"f{k}")], (double[])[.. rows.Cast<double>()]);
}
