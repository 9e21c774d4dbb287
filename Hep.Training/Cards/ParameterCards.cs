using Hep.Data;
using Hep.Models;
using Hep.Onnx;
using Hep.Training.Export;
using Hep.Training.Runs;

namespace Hep.Training.Cards;

/// <summary>The keys <c>parameters</c>, <c>hold_out</c> and <c>train_on</c> of the <c>data</c> section.</summary>
internal static class ParameterCards
{
    private const string ParametersKey = "parameters";
    private const string HoldOutKey = "hold_out";
    private const string TrainOnKey = "train_on";
    private const int MostParameters = 20;
    private const int MostValues = 1000;

    public static DataSection Read(CardReader reader, DataSection section) => section with
    {
        Parameters = reader.OptionalSection(ParametersKey, "columns with their units, such as mass: GeV", ParameterColumn.ReadAll) ?? [],
        HoldOut = reader.OptionalSection(HoldOutKey, "parameters with their values, such as mass: [1000]", ReadValues) ?? [],
        TrainOn = reader.OptionalSection(TrainOnKey, "parameters with their values, such as mass: [1000]", ReadValues) ?? [],
    };

    public static void Write(CardWriter writer, DataSection section)
    {
        writer.Section(ParametersKey, section.Parameters.Count == 0 ? null : inner => ParameterColumn.WriteAll(inner, section.Parameters));
        WriteValues(writer, HoldOutKey, section.HoldOut);
        WriteValues(writer, TrainOnKey, section.TrainOn);
    }

    /// <summary>Notes what does not fit the section's other values.</summary>
    public static void Check(CardReader reader, DataSection section)
    {
        string[] names = [.. section.Parameters.Select(parameter => parameter.Name)];
        if (names.Length > MostParameters)
            reader.Refuse(ParametersKey, FormattableString.Invariant($"found {names.Length} parameters, expected at most {MostParameters}"));
        foreach (var name in names)
        {
            if (section.Features.Any(feature => feature.Name == name))
                reader.Refuse(ParametersKey, $"found the column {name}, which is also a feature, expected a column that is none: a parameter goes into the network by itself", $".{name}");
            if (Simulations.All.FirstOrDefault(simulation => !section.IsFile && simulation.Name == section.Source) is { } simulation && !simulation.Layout.Numbers.Contains(name))
                reader.Refuse(ParametersKey, $"found {name}, of which the simulation {simulation.Name} has no column, expected {(simulation.Layout.Numbers.Count == 0 ? "none" : $"one of {string.Join(", ", simulation.Layout.Numbers)}")}, or another data.source", $".{name}");
            if (Used(section).FirstOrDefault(used => used.Column == name).Key is { } key)
                reader.Refuse(ParametersKey, $"found the column {name}, which is also data.{key}, expected a column of its own", $".{name}");
            if (name is OnnxExporter.Features or ClassifierExport.Output)
                reader.Refuse(ParametersKey, $"found {name}, which is what the ONNX file calls an input or output of its own, expected another column", $".{name}");
            if (Predictions.IsReserved(name))
                reader.Refuse(ParametersKey, $"found {name}, which is what predictions.csv calls a column of its own, expected another column", $".{name}");
        }

        if (section.Parameters.Select(parameter => parameter.Spectrum == ParameterSpectrum.Sample).Distinct().Count() > 1)
            reader.Refuse(ParametersKey, "found the spectrum of the sample for some parameters alone, expected it for all of them or for none: points are weighted as a whole");
        if (section.Parameters.Select(parameter => parameter.IsDrawn).Distinct().Count() > 1)
            reader.Refuse(ParametersKey, "found parameters of the background that are drawn beside some that are given, expected one of them for all: points are drawn as a whole");
        foreach (var (key, values) in section.HoldOut.Select(values => (HoldOutKey, values)).Concat(section.TrainOn.Select(values => (TrainOnKey, values))))
        {
            if (!names.Contains(values.Parameter))
                reader.Refuse(key, $"found {values.Parameter}, which is no parameter of data.parameters, expected one{(NearestNames.Meant(values.Parameter, names) is { } nearest ? $"; did you mean {nearest}?" : "")}", $".{values.Parameter}");
        }

        foreach (var both in section.HoldOut)
        {
            if (section.TrainOn.FirstOrDefault(values => values.Parameter == both.Parameter) is { } on && both.Values.FirstOrDefault(on.Contains, double.NaN) is var value and not double.NaN)
                reader.Refuse(HoldOutKey, FormattableString.Invariant($"found {value}, which is also in data.{TrainOnKey}, expected it in one of them"), $".{both.Parameter}");
        }
    }

    // Columns with another meaning, which a network must not be told.
    private static IEnumerable<(string Key, string? Column)> Used(DataSection section) =>
    [
        ("label", section.Label.Column), ("weight", section.Weight), ("event_id", section.EventId), ("process", section.ProcessColumn), ("split", (section.Split as SplitOptions.Column)?.Name),
        .. section.Files.Select(process => ("files", process.Weight)),
    ];

    private static ValueList<ParameterValues> ReadValues(CardReader reader) =>
        [.. reader.Keys.Select(name => new ParameterValues(name, reader.Doubles(name, [], Interval.Any, MostValues)))];

    private static void WriteValues(CardWriter writer, string key, ValueList<ParameterValues> values) =>
        writer.Section(key, values.Count == 0 ? null : inner => values.ToList().ForEach(one => inner.Doubles(one.Parameter, one.Values)));
}
