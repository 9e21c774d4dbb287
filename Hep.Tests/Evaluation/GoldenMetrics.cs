using System.Text.Json;
using Hep.Evaluation;
using Hep.Tests.Support;

namespace Hep.Tests.Evaluation;

/// <summary>scikit-learn's figures (Golden/make_metrics.py).</summary>
internal static class GoldenMetrics
{
    public static JsonElement Root { get; } =
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("Hep.Tests/Evaluation/Golden/metrics.json"))).RootElement;

    public static IEnumerable<object[]> BinaryCases() => Root.GetProperty("binary").EnumerateArray().Select(c => new object[] { Name(c) });

    public static JsonElement Binary(string name) => Root.GetProperty("binary").EnumerateArray().Single(c => Name(c) == name);

    public static BinarySample Sample(JsonElement golden) => new(
        Name(golden),
        Doubles(golden, "scores"),
        Array.ConvertAll(Doubles(golden, "labels"), label => label == 1),
        Doubles(golden, "weights"));

    public static double[] Doubles(JsonElement golden, string key) => [.. golden.GetProperty(key).EnumerateArray().Select(x => x.GetDouble())];

    public static int[] Ints(JsonElement golden, string key) => [.. golden.GetProperty(key).EnumerateArray().Select(x => x.GetInt32())];

    public static double Number(JsonElement golden, string key) => golden.GetProperty(key).GetDouble();

    private static string Name(JsonElement golden) => golden.GetProperty("name").GetString()!;
}
