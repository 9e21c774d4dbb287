using System.Text.Json;
using Hep.Evaluation.Anomaly;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Evaluation.Anomaly;

/// <summary>What golden/make_anomaly.py has written, and samples for closed forms.</summary>
internal static class GoldenAnomaly
{
    public static readonly string[] Names = ["a", "b", "c", "d"];

    public static JsonElement Root { get; } = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("Hep.Tests/Evaluation/Anomaly/golden/anomaly.json"))).RootElement;

    public static double[] Train => Numbers(Root.GetProperty("train"));

    public static double[] Test => Numbers(Root.GetProperty("test"));

    /// <summary>Events with each feature in standard deviations of the training events.</summary>
    public static double[] Standardized(double[] values)
    {
        var scaled = (double[])values.Clone();
        for (var k = 0; k < 4; k++)
        {
            double[] column = [.. Train.Where((_, i) => i % 4 == k)];
            var mean = column.Average();
            var spread = Math.Sqrt(column.Average(x => (x - mean) * (x - mean)));
            for (var i = k; i < scaled.Length; i += 4)
                scaled[i] = (scaled[i] - mean) / spread;
        }

        return scaled;
    }

    public static FeatureMatrix Matrix(double[] values, double[]? weights = null) => FeatureMatrix.OfRows(Names, values, weights);

    /// <summary>Normally distributed events.</summary>
    public static FeatureMatrix Normal(int count, int width, int seed, Func<double[], double[]>? shape = null, double[]? weights = null)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, width).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())).ToArray());
        return FeatureMatrix.OfRows([.. Enumerable.Range(0, width).Select(k => $"x{k}")], rows.SelectMany(row => shape?.Invoke(row) ?? row).ToArray(), weights);
    }

    /// <summary>All numbers of nested arrays, in order.</summary>
    public static double[] Numbers(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().SelectMany(Numbers)] : [element.GetDouble()];

    public static void AssertClose(double[] expected, double[] actual, double tolerance = 1e-9)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
    }
}
