namespace Hep.Training.Cards;

/// <summary>The column that tells signal from background.</summary>
/// <param name="Column">The column's name, as in the file.</param>
/// <param name="Signal">The value of signal events, as in the file.</param>
/// <param name="Background">The value of background events, as in the file.</param>
public sealed record LabelColumn(string Column, string Signal, string Background)
{
    internal static LabelColumn Read(CardReader reader)
    {
        var label = new LabelColumn(
            reader.Text("column", expected: "the name of the label's column"),
            reader.Text("signal", expected: "the value of signal events in the label's column"),
            reader.Text("background", expected: "the value of background events in the label's column"));
        if (label.Signal == label.Background && label.Signal.Length > 0)
            reader.Refuse("background", $"found \"{label.Background}\", the same as for signal, expected another value");
        return label;
    }

    internal void Write(CardWriter writer)
    {
        writer.Text("column", Column);
        writer.Text("signal", Signal);
        writer.Text("background", Background);
    }
}
