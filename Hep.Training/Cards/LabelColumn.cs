namespace Hep.Training.Cards;

/// <summary>What tells signal from background.</summary>
/// <param name="Column">The column's name, as in the file; null: the entries of <c>data.files</c> say which class their events are of.</param>
/// <param name="Signal">The value of signal events, as in the file, which is also the class's name.</param>
/// <param name="Background">The value of background events, as in the file, which is also the class's name.</param>
public sealed record LabelColumn(string? Column, string Signal, string Background)
{
    internal const string SignalName = "signal";
    internal const string BackgroundName = "background";
    private const string Key = "label";

    /// <summary>The two classes where no file has a column for them, and nothing else is said.</summary>
    internal static LabelColumn OfFiles { get; } = new(null, SignalName, BackgroundName);

    /// <summary>Reads the key <c>label</c>.</summary>
    /// <param name="reader">The section.</param>
    /// <param name="hasFiles">Whether <c>data.files</c> may say which class events are of.</param>
    internal static LabelColumn Read(CardReader reader, bool hasFiles) => hasFiles
        ? reader.OptionalSection(Key, "a mapping with the keys column, signal, background", inner => ReadOne(inner, inner.OptionalText("column", "the name of the label's column"), SignalName, BackgroundName)) ?? OfFiles
        : reader.Section(Key, "a mapping with the keys column, signal, background", inner => ReadOne(inner, inner.Text("column", expected: "the name of the label's column"), null, null)) ?? new("", "", "");

    internal void Write(CardWriter writer)
    {
        writer.Text("column", Column);
        writer.Text("signal", Signal);
        writer.Text("background", Background);
    }

    private static LabelColumn ReadOne(CardReader reader, string? column, string? signal, string? background)
    {
        var label = new LabelColumn(
            column,
            reader.Text("signal", signal, "the value of signal events in the label's column"),
            reader.Text("background", background, "the value of background events in the label's column"));
        if (label.Signal == label.Background && label.Signal.Length > 0)
            reader.Refuse("background", $"found \"{label.Background}\", the same as for signal, expected another value");
        return label;
    }
}
