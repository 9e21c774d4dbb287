using System.Globalization;
using Hep.Data;
using Hep.Onnx;

namespace Hep.Training.Scoring;

/// <summary>The points at which a model with parameters scores events, as <c>--parameter mass=500,1000</c> asks for them.</summary>
/// <param name="Names">The parameters, in the order of the model.</param>
/// <param name="Points">The points: every combination of the values, the last parameter running fastest.</param>
public sealed record ParameterRequest(IReadOnlyList<string> Names, IReadOnlyList<IReadOnlyList<double>> Points)
{
    private const int MostPoints = 10_000;

    /// <summary>What a user should know: values outside of the trained range.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>Reads what was asked for.</summary>
    /// <param name="texts">Each <c>NAME=VALUE</c>, or <c>NAME=VALUE,VALUE,...</c>.</param>
    /// <param name="known">The parameters of the model.</param>
    /// <param name="model">The model's name in messages.</param>
    /// <param name="missing">The number that stands for a missing value; null: none.</param>
    /// <exception cref="InvalidDataException">A parameter is missing, unknown or given twice, or a value is no finite number, or that which stands for a missing one.</exception>
    public static ParameterRequest Of(IReadOnlyList<string> texts, IReadOnlyList<OnnxParameter> known, string model, float? missing = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(known);
        string[] names = [.. known.Select(parameter => parameter.Name)];
        if (known.Count == 0)
            throw new InvalidDataException($"{model}: takes no parameters, found --parameter {texts[0]}; leave it out, or give a model that was trained with data.parameters");
        var values = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var (name, list) = text.Split('=', 2) is [var left, var right] ? (left.Trim(), right) : throw new InvalidDataException($"--parameter {text}: expected NAME=VALUE, such as {names[0]}={known[0].Maximum.ToString(CultureInfo.InvariantCulture)}, or several values with commas");
            if (!names.Contains(name))
                throw new InvalidDataException($"--parameter {text}: {model} has no parameter '{name}'{NearestNames.Hint(name, names)}; it has {string.Join(", ", names)}");
            if (!values.TryAdd(name, [.. list.Split(',').Select(value => Value(text, value, missing))]))
                throw new InvalidDataException($"--parameter {text}: found '{name}' twice; give several values with commas: {name}=500,1000");
        }

        if (names.FirstOrDefault(name => !values.ContainsKey(name)) is { } absent)
            throw new InvalidDataException($"{model}: found no value of the parameter '{absent}', expected --parameter {absent}=VALUE ({string.Join(", ", names)})");
        var count = names.Aggregate(1L, (product, name) => Math.Min(product * values[name].Length, int.MaxValue));
        if (count > MostPoints)
            throw new InvalidDataException(FormattableString.Invariant($"--parameter: found {count:N0} points, expected at most {MostPoints:N0}; score them in several calls"));
        IEnumerable<IReadOnlyList<double>> points = [[]];
        foreach (var name in names)
            points = points.SelectMany(point => values[name].Select(value => (IReadOnlyList<double>)[.. point, value]));
        return new(names, [.. points]) { Warnings = [.. known.Select(parameter => parameter.WarningFor(values[parameter.Name])).OfType<string>()] };
    }

    /// <summary>The points as rows, [M, P].</summary>
    public float[] ToRows() => [.. Points.SelectMany(point => point.Select(value => (float)value))];

    /// <summary>The columns of the scores: <c>score</c> for one point, else <c>score@mass=500</c> and so on.</summary>
    public IReadOnlyList<string> Columns => Points.Count == 1
        ? [FilePrediction.ScoreColumn]
        : [.. Points.Select(point => $"{FilePrediction.ScoreColumn}@{string.Join(';', Names.Zip(point, (name, value) => FormattableString.Invariant($"{name}={value:R}")))}")];

    private static double Value(string text, string value, float? missing)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !float.IsFinite((float)number))
            throw new InvalidDataException($"--parameter {text}: found \"{value.Trim()}\", expected a finite number");
        return (float)number != missing
            ? number
            : throw new InvalidDataException($"--parameter {text}: found {value.Trim()}, which stands for a missing value, expected a value of the parameter");
    }
}
