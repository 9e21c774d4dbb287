using System.Text.Json;
using Hep.Evaluation;
using Hep.Tests.Support;

namespace Hep.Tests.Evaluation.Calibration;

/// <summary>scikit-learn's and scipy's calibrations (golden/make_calibration.py).</summary>
internal static class GoldenCalibration
{
    private static readonly JsonElement Root =
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("Hep.Tests/Evaluation/Calibration/golden/calibration.json"))).RootElement;

    public static JsonElement Classes => Root.GetProperty("classes");

    public static IEnumerable<object[]> Names() => Root.GetProperty("binary").EnumerateArray().Select(c => new object[] { c.GetProperty("name").GetString()! });

    public static JsonElement Binary(string name) => Root.GetProperty("binary").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);

    public static BinarySample Logits(JsonElement golden) => new(
        golden.GetProperty("name").GetString()!,
        GoldenMetrics.Doubles(golden, "logits"),
        Array.ConvertAll(GoldenMetrics.Ints(golden, "labels"), label => label == 1),
        GoldenMetrics.Doubles(golden, "weights"));
}
