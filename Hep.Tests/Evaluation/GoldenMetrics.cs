using System.Text.Json;
using Hep.Evaluation;
using Hep.Tests.Support;

namespace Hep.Tests.Evaluation;

/// <summary>scikit-learn's figures (Golden/make_metrics.py).</summary>
internal static class GoldenMetrics
{
    public static JsonElement Root { get; } =
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("Hep.Tests/Evaluation/Golden/metrics.json"))).RootElement;

    /// <summary>Golden/make_figures.py: scikit-learn's figures and scipy's intervals.</summary>
    public static JsonElement Figures { get; } =
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("Hep.Tests/Evaluation/Golden/figures.json"))).RootElement;

    public static IEnumerable<object[]> FigureCases(string kind) => Figures.GetProperty(kind).EnumerateArray().Select(c => new object[] { Name(c) });

    public static JsonElement Figure(string kind, string name) => Figures.GetProperty(kind).EnumerateArray().Single(c => Name(c) == name);

    public static MultiClassSample ManyClasses(JsonElement golden) => new(
        Name(golden), ["a", "b", "c", "d"], Doubles(golden, "scores"), Ints(golden, "labels"), Doubles(golden, "weights"));

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
