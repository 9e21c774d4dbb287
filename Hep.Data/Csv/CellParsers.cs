using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Hep.Data;

/// <summary>The kinds of columns that are read from a file.</summary>
internal static class CellParsers
{
    /// <summary>A finite number in single precision.</summary>
    public sealed class Feature(string name, float? missing) : CellParser<float>(name)
    {
        public override bool TryAdd(ReadOnlySpan<byte> cell) =>
            CsvNumber.TryParse(cell, out float value) && float.IsFinite(value) && Keep(value);

        public override string Refusal(ReadOnlySpan<byte> cell)
        {
            var remedy = missing is { } sentinel
                ? string.Create(CultureInfo.InvariantCulture, $"; write a missing value as {sentinel}")
                : "; leave such events out, or choose a number that stands for a missing value";
            return CsvNumber.TryParse(cell, out float _)
                ? $"{Show(cell)} is not a finite number in single precision{remedy}"
                : NotANumber(cell, cell.IsEmpty ? remedy : "");
        }
    }

    /// <summary>A finite number in double precision.</summary>
    public sealed class Number(string name) : CellParser<double>(name)
    {
        public override bool TryAdd(ReadOnlySpan<byte> cell) =>
            CsvNumber.TryParse(cell, out double value) && double.IsFinite(value) && Keep(value);

        public override string Refusal(ReadOnlySpan<byte> cell) =>
            CsvNumber.TryParse(cell, out double _) ? $"{Show(cell)} is not a finite number" : NotANumber(cell, "");
    }

    /// <summary>A whole number from 0 to 2^64 - 1.</summary>
    public sealed class Id(string name) : CellParser<ulong>(name)
    {
        public override bool TryAdd(ReadOnlySpan<byte> cell) =>
            Utf8Parser.TryParse(cell, out ulong value, out var used) && used == cell.Length && Keep(value);

        public override string Refusal(ReadOnlySpan<byte> cell)
        {
            const string Expected = "; expected an event id, a whole number from 0 to 18446744073709551615";
            if (cell.IsEmpty)
                return "the cell is empty" + Expected;
            return CsvNumber.TryParse(cell, out double value) && value < 0
                ? $"{Show(cell)} is negative{Expected}"
                : $"{Show(cell)} is not an event id{Expected}";
        }
    }

    /// <summary>One of the given class names; where they are numbers, any way to write the number (1, 1.0, 1e0).</summary>
    public sealed class Label(string name, IReadOnlyList<string> classes) : CellParser<int>(name)
    {
        private readonly byte[][] names = [.. classes.Select(Encoding.UTF8.GetBytes)];
        private readonly double?[] numbers =
            [.. classes.Select(c => CsvNumber.TryParse(Encoding.UTF8.GetBytes(c), out double value) ? value : (double?)null)];

        public override bool TryAdd(ReadOnlySpan<byte> cell)
        {
            for (var c = 0; c < names.Length; c++)
            {
                if (cell.SequenceEqual(names[c]))
                    return Keep(c);
            }

            if (!CsvNumber.TryParse(cell, out double number))
                return false;
            var index = Array.IndexOf(numbers, number);
            return index >= 0 && Keep(index);
        }

        public override string Refusal(ReadOnlySpan<byte> cell) =>
            $"{Show(cell)} is none of the classes {string.Join(", ", classes.Select(c => $"'{c}'"))}";
    }

    /// <summary>Any text, kept to the letter. Texts that repeat are kept once.</summary>
    public sealed class Text(string name) : CellParser<string>(name)
    {
        private readonly string[] seen = new string[64];

        public override bool TryAdd(ReadOnlySpan<byte> cell)
        {
            var slot = cell.IsEmpty ? 0 : ((31 * cell[0]) + (7 * cell[^1]) + cell.Length) & 63;
            if (seen[slot] is not { } text || !Ascii.Equals(cell, text))
                text = seen[slot] = Encoding.UTF8.GetString(cell);
            return Keep(text);
        }

        public override string Refusal(ReadOnlySpan<byte> cell) => throw new InvalidOperationException("any text is accepted");
    }

    private static string NotANumber(ReadOnlySpan<byte> cell, string remedy) =>
        cell.IsEmpty ? $"the cell is empty; expected a number{remedy}" : $"'{Encoding.UTF8.GetString(cell)}' is not a number";
}
