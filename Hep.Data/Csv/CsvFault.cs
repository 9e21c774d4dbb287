using System.Globalization;

namespace Hep.Data;

/// <summary>What is wrong with a CSV file, and where.</summary>
/// <param name="Line">The line; the header is line 1.</param>
/// <param name="Message">What was found, and what was expected.</param>
/// <param name="Column">The column's name; null: the whole line is meant.</param>
internal sealed record CsvFault(long Line, string Message, string? Column = null)
{
    /// <summary>The fault as an error.</summary>
    public InvalidDataException In(string path)
    {
        var place = Column is null ? "" : $", column {CsvText.ShowName(Column)}";
        return new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{path}, line {Line}{place}: {Message}"));
    }
}
