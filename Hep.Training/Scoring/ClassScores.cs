namespace Hep.Training.Scoring;

/// <summary>A class and the column of its scores.</summary>
/// <param name="Label">The class as the column of labels has it.</param>
/// <param name="Column">The column of scores.</param>
public sealed record ClassScores(string Label, string Column)
{
    /// <summary>Reads <c>LABEL=COLUMN</c>; the label ends at the first equals sign.</summary>
    /// <param name="text">The text.</param>
    /// <param name="option">What the option is called in messages, such as <c>--class</c>.</param>
    /// <exception cref="InvalidDataException">One of the two is missing.</exception>
    public static ClassScores Parse(string text, string option)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('=', 2) is [{ Length: > 0 } label, { Length: > 0 } column]
            ? new(label.Trim(), column.Trim())
            : throw new InvalidDataException($"{option}: found '{text}', expected LABEL=COLUMN, such as b=p_b");
    }
}
