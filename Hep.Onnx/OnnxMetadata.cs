using System.Globalization;
using System.Text.Json;

namespace Hep.Onnx;

/// <summary>
/// What Hep writes into an ONNX file's metadata, so that the file can be used years later without the run folder: the keys, and
/// how their values are written and read. Every value is text; lists are JSON.
/// </summary>
public static class OnnxMetadata
{
    /// <summary>The version of Hep that wrote the file.</summary>
    public const string Version = "hep.version";

    /// <summary>The id of the run that trained the model.</summary>
    public const string RunId = "hep.run_id";

    /// <summary>The commit of the source tree that trained the model.</summary>
    public const string Commit = "hep.commit";

    /// <summary>The input columns in order: a JSON list of {"name", "unit"}.</summary>
    public const string Features = "hep.features";

    /// <summary>The classes in the order of the output columns: a JSON list of names.</summary>
    public const string Classes = "hep.classes";

    /// <summary>What is done with the input columns inside of the file, in order: a JSON list of a line a derived column and a step.</summary>
    public const string Preprocessing = "hep.preprocessing";

    /// <summary>The number that stands for a missing value in the input, as in -999; absent when there is none.</summary>
    public const string Missing = "hep.missing";

    /// <summary>The value of <see cref="Features"/>.</summary>
    /// <param name="features">The input columns in order.</param>
    /// <returns>JSON.</returns>
    public static string WriteFeatures(IEnumerable<OnnxFeature> features) =>
        JsonSerializer.Serialize(features.Select(f => new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = f.Name, ["unit"] = f.Unit }));

    /// <summary>Reads the value of <see cref="Features"/>.</summary>
    /// <param name="json">What the file says.</param>
    /// <returns>The input columns in order.</returns>
    /// <exception cref="InvalidDataException">The text is not a JSON list of {"name", "unit"}.</exception>
    public static IReadOnlyList<OnnxFeature> ReadFeatures(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateArray().Select(f => new OnnxFeature(f.GetProperty("name").GetString() ?? "", f.GetProperty("unit").GetString() ?? ""))];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidDataException($"the metadata key '{Features}' is not a JSON list of {{\"name\", \"unit\"}}, but '{Shorten(json)}'", error);
        }
    }

    /// <summary>The value of <see cref="Classes"/>.</summary>
    /// <param name="classes">Names in the order of the output columns.</param>
    /// <returns>JSON.</returns>
    public static string WriteClasses(IEnumerable<string> classes) => JsonSerializer.Serialize(classes);

    /// <summary>Reads the value of <see cref="Classes"/>.</summary>
    /// <param name="json">What the file says.</param>
    /// <returns>Names in the order of the output columns.</returns>
    /// <exception cref="InvalidDataException">The text is not a JSON list of names.</exception>
    public static IReadOnlyList<string> ReadClasses(string json) => ReadTexts(Classes, json, "names");

    /// <summary>The value of <see cref="Preprocessing"/>.</summary>
    /// <param name="lines">A line a derived column and a step, in order.</param>
    /// <returns>JSON.</returns>
    public static string WritePreprocessing(IEnumerable<string> lines) => JsonSerializer.Serialize(lines);

    /// <summary>Reads the value of <see cref="Preprocessing"/>.</summary>
    /// <param name="json">What the file says.</param>
    /// <returns>A line a derived column and a step, in order.</returns>
    /// <exception cref="InvalidDataException">The text is not a JSON list of texts.</exception>
    public static IReadOnlyList<string> ReadPreprocessing(string json) => ReadTexts(Preprocessing, json, "texts");

    /// <summary>The value of <see cref="Missing"/>.</summary>
    /// <param name="sentinel">The number that stands for a missing value.</param>
    /// <returns>The shortest text that reads back as the same number.</returns>
    public static string WriteMissing(float sentinel) => sentinel.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Reads the value of <see cref="Missing"/>.</summary>
    /// <param name="text">What the file says.</param>
    /// <returns>The sentinel.</returns>
    /// <exception cref="InvalidDataException">The text is not a number.</exception>
    public static float ReadMissing(string text) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new InvalidDataException($"the metadata key '{Missing}' is not a number, but '{Shorten(text)}'");

    private static IReadOnlyList<string> ReadTexts(string key, string json, string what)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateArray().Select(text => text.GetString() ?? "")];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"the metadata key '{key}' is not a JSON list of {what}, but '{Shorten(json)}'", error);
        }
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
