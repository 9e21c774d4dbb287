using System.Text;

namespace Hep.Data;

/// <summary>What stands in a file, as messages show it: in quotes, on one line, and not too much of it.</summary>
internal static class CsvText
{
    private const int LongestCell = 40;
    private const int LongestName = 100;

    /// <summary>A cell.</summary>
    public static string ShowCell(ReadOnlySpan<byte> cell) => Show(Encoding.UTF8.GetString(cell), LongestCell);

    /// <summary>A column's name.</summary>
    public static string ShowName(string name) => Show(name, LongestName);

    private static string Show(string text, int longest)
    {
        var line = string.Concat(text.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= longest ? $"'{line}'" : $"'{line[..(longest - 3)]}...'";
    }
}
