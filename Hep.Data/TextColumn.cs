using System.Text;

namespace Hep.Data;

/// <summary>Text, kept to the letter: a sample's name, a subset's name, a number that is only passed on.</summary>
/// <param name="Name">The name in the file's header.</param>
/// <param name="Values">One text per row, [N], without the quotes that a file may have around it.</param>
public sealed record TextColumn(string Name, string[] Values) : Column(Name)
{
    /// <inheritdoc/>
    public override int Count => Values.Length;

    internal override int Format(int row, Span<byte> target) => FormatText(Values[row], target);

    /// <summary>A cell in quotes where RFC 4180 wants them (comma, quote, line break; spaces at an end are kept by quotes, too).</summary>
    internal static int FormatText(string text, Span<byte> target)
    {
        if (text.AsSpan().IndexOfAny(",\"\r\n") < 0 && text.Length == text.AsSpan().Trim().Length)
            return Encoding.UTF8.TryGetBytes(text, target, out var written) ? written : -1;
        var quoted = $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        return Encoding.UTF8.TryGetBytes(quoted, target, out var bytes) ? bytes : -1;
    }

    internal override TextColumn Pick(ReadOnlySpan<int> rows) => this with { Values = Gather(Values, rows) };
}
