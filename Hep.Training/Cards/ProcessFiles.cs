using System.Globalization;
using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>The files of one process, an entry of <c>data.files</c>: <c>ztautau: {path: mc/ztt_*.csv.gz, label: background, scale: 0.98}</c>.</summary>
/// <param name="Name">The name of the process, the entry's key.</param>
/// <param name="Paths">Full paths of its files, with or without wildcards (<c>*</c>, <c>?</c>). In a card they are relative to it; one path, or a list.</param>
public sealed record ProcessFiles(string Name, ValueList<string> Paths)
{
    /// <summary>The column of text that events get, with the names of their processes.</summary>
    public const string Column = "process";

    /// <summary>The longest list of paths.</summary>
    internal const int MostPaths = 10_000;

    private const int MostProcesses = 1000;

    /// <summary>The class of all its events, 0 background and 1 signal; null: the label's column tells. In a card the class's own name, which comes first, or 0, 1, <c>background</c>, <c>signal</c>.</summary>
    public int? Label { get; init; }

    /// <summary>The column of event weights; null: every event has weight 1. In a card, <see cref="DataSection.Weight"/> where it is absent, and <c>1</c> or <c>none</c> for no column.</summary>
    public string? Weight { get; init; }

    /// <summary>A factor on all weights, such as cross section times luminosity over the sum of generated weights; greater than 0.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>What the weights of all its events, before the selection, are scaled to add up to; greater than 0. Null: they are not.</summary>
    public double? Yield { get; init; }

    internal static ValueList<ProcessFiles> Read(CardReader reader, LabelColumn label, string? weight)
    {
        ValueList<ProcessFiles> files =
        [
            .. reader.Keys.SelectMany(name => reader.Section(name, "a mapping with the keys path, label, weight, scale, yield", inner => ReadOne(inner, name, label, weight)) is { } one ? new[] { one } : [])
        ];
        if (reader.Keys.Count is 0 or > MostProcesses)
            reader.RefuseAll(FormattableString.Invariant($"found {reader.Keys.Count} processes, expected 1 to {MostProcesses}"));
        return files;
    }

    internal void Write(CardWriter writer, LabelColumn names)
    {
        writer.Texts("path", Paths);
        writer.Text("label", Label is { } label ? label == 1 ? names.Signal : names.Background : null);
        writer.Text("weight", Weight);
        writer.Double("scale", Scale);
        writer.Double("yield", Yield);
    }

    private static ProcessFiles ReadOne(CardReader reader, string name, LabelColumn label, string? weight)
    {
        var files = new ProcessFiles(name, reader.Paths("path", MostPaths))
        {
            Label = ReadLabel(reader, label),
            Weight = reader.Has("weight") ? ReadWeight(reader) : weight,
            Scale = reader.Double("scale", 1, Interval.Positive),
            Yield = reader.OptionalDouble("yield", null, Interval.Positive),
        };
        if (files.Yield is not null && files.Scale != 1)
            reader.Refuse("yield", "found a yield beside a scale, expected one of them: both set the sum of the weights");
        return files;
    }

    private static string? ReadWeight(CardReader reader)
    {
        const string key = "weight";
        var weight = reader.OptionalText(key, "the name of the column of weights, or 1");
        if (weight is null or "1")
            return null;
        if (double.TryParse(weight, CultureInfo.InvariantCulture, out _))
            reader.Refuse(key, $"found {weight}, expected the name of the column of weights, or 1; a factor goes into scale");
        return weight;
    }

    // The class's own name comes first: where data.label calls the signal 0, 0 is signal, and a card that was written reads back as it was meant.
    private static int? ReadLabel(CardReader reader, LabelColumn names)
    {
        const string key = "label";
        switch (reader.OptionalText(key, "signal or background, or 1 or 0"))
        {
            case null:
                return null;
            case var label when label == names.Signal:
                return 1;
            case var label when label == names.Background:
                return 0;
            case "1" or LabelColumn.SignalName:
                return 1;
            case "0" or LabelColumn.BackgroundName:
                return 0;
            case var label:
                var own = names.Signal == LabelColumn.SignalName ? "" : $", or {names.Signal} or {names.Background} as in data.label";
                reader.Refuse(key, $"found \"{label}\", expected signal or background, or 1 or 0{own}");
                return 0;
        }
    }
}
