using System.Globalization;
using System.Text.Json;
using Hep.Models;

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

    /// <summary>
    /// The parameters in the order of their inputs, which follow the features': a JSON list of {"name", "unit", "minimum", "maximum", "trained", "held_out"}.
    /// "trained" lists the values and is absent where they are too many; absent when the model has no parameters.
    /// </summary>
    public const string Parameters = "hep.parameters";

    /// <summary>The inputs of several numbers an event, which follow that of the features: a JSON list of {"name", "unit", "shape", "signed"}; absent where there are none.</summary>
    public const string Images = "hep.images";

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

    /// <summary>The value of <see cref="Parameters"/>.</summary>
    /// <param name="parameters">The parameters in order.</param>
    /// <returns>JSON.</returns>
    public static string WriteParameters(IEnumerable<OnnxParameter> parameters) => JsonSerializer.Serialize(parameters.Select(parameter =>
    {
        var entry = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["name"] = parameter.Name,
            ["unit"] = parameter.Unit,
            ["minimum"] = parameter.Minimum,
            ["maximum"] = parameter.Maximum,
        };
        if (parameter.Trained is { } trained)
            entry["trained"] = trained.ToArray();
        entry["held_out"] = parameter.HeldOut.ToArray();
        return entry;
    }));

    /// <summary>Reads the value of <see cref="Parameters"/>.</summary>
    /// <param name="json">What the file says.</param>
    /// <returns>The parameters in order.</returns>
    /// <exception cref="InvalidDataException">The text is not such a list, a parameter is none that there can be (see <see cref="OnnxParameter"/>), or a name comes twice.</exception>
    public static IReadOnlyList<OnnxParameter> ReadParameters(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            List<OnnxParameter> parameters = [.. document.RootElement.EnumerateArray().Select(ReadParameter)];
            return parameters.GroupBy(parameter => parameter.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
                ? throw new InvalidDataException($"the metadata key '{Parameters}' names '{twice.Key}' twice")
                : parameters;
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"the metadata key '{Parameters}' holds no such parameter: {error.Message}", error);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException(
                $"the metadata key '{Parameters}' is not a JSON list of {{\"name\", \"unit\", \"minimum\", \"maximum\", \"trained\", \"held_out\"}}, but '{Shorten(json)}'", error);
        }
    }

    /// <summary>The value of <see cref="Images"/>.</summary>
    /// <param name="images">The inputs in order.</param>
    /// <returns>JSON.</returns>
    public static string WriteImages(IEnumerable<OnnxImage> images) =>
        JsonSerializer.Serialize(images.Select(image => new Dictionary<string, object>(StringComparer.Ordinal) { ["name"] = image.Name, ["unit"] = image.Unit, ["shape"] = image.Shape.ToArray(), ["signed"] = image.IsSigned }));

    /// <summary>Reads the value of <see cref="Images"/>.</summary>
    /// <param name="json">What the file says.</param>
    /// <returns>The inputs in order.</returns>
    /// <exception cref="InvalidDataException">The text is not a JSON list of {"name", "unit", "shape"}.</exception>
    public static IReadOnlyList<OnnxImage> ReadImages(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return
            [
                .. document.RootElement.EnumerateArray().Select(image => new OnnxImage(
                    image.GetProperty("name").GetString() ?? "", image.GetProperty("unit").GetString() ?? "", [.. image.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())],
                    image.TryGetProperty("signed", out var signed) && signed.GetBoolean())),
            ];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"the metadata key '{Images}' is not a JSON list of {{\"name\", \"unit\", \"shape\"}}, but '{Shorten(json)}'", error);
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

    private static OnnxParameter ReadParameter(JsonElement entry) => new(
        entry.GetProperty("name").GetString() ?? "",
        entry.GetProperty("unit").GetString() ?? "",
        entry.GetProperty("minimum").GetDouble(),
        entry.GetProperty("maximum").GetDouble(),
        entry.TryGetProperty("trained", out var trained) ? ReadNumbers(trained) : null,
        entry.TryGetProperty("held_out", out var heldOut) ? ReadNumbers(heldOut) : null);

    private static ValueList<double> ReadNumbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetDouble())];

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
