using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Hep.Data;

/// <summary>The kinds of cells that are read from a file.</summary>
internal static class CellKinds
{
    /// <summary>A finite number in single precision.</summary>
    public readonly struct Feature(float? missing) : ICellKind<float>
    {
        public bool TryParse(ReadOnlySpan<byte> cell, out float value) => CsvNumber.TryParse(cell, out value) && float.IsFinite(value);

        public string Refusal(ReadOnlySpan<byte> cell)
        {
            var remedy = missing is { } sentinel
                ? string.Create(CultureInfo.InvariantCulture, $"; write a missing value as {sentinel}")
                : "; leave such events out, or choose a number that stands for a missing value";
            return CsvNumber.TryParse(cell, out float _)
                ? $"{CsvText.ShowCell(cell)} is not a finite number in single precision{remedy}"
                : NotANumber(cell, cell.IsEmpty ? remedy : "");
        }
    }

    /// <summary>A finite number in double precision.</summary>
    public readonly struct Number : ICellKind<double>
    {
        public bool TryParse(ReadOnlySpan<byte> cell, out double value) => CsvNumber.TryParse(cell, out value) && double.IsFinite(value);

        public string Refusal(ReadOnlySpan<byte> cell) =>
            CsvNumber.TryParse(cell, out double _) ? $"{CsvText.ShowCell(cell)} is not a finite number" : NotANumber(cell, "");
    }

    /// <summary>A whole number from 0 to 2^64 - 1.</summary>
    public readonly struct Id(string meaning) : ICellKind<ulong>
    {
        public bool TryParse(ReadOnlySpan<byte> cell, out ulong value) => Utf8Parser.TryParse(cell, out value, out var used) && used == cell.Length;

        public string Refusal(ReadOnlySpan<byte> cell)
        {
            var expected = $"; expected {meaning}, a whole number from 0 to 18446744073709551615";
            if (cell.IsEmpty)
                return "the cell is empty" + expected;
            return CsvNumber.TryParse(cell, out double value) && value < 0
                ? $"{CsvText.ShowCell(cell)} is negative{expected}"
                : $"{CsvText.ShowCell(cell)} is not {meaning}{expected}";
        }
    }

    /// <summary>One of the given class names; where they are numbers, any way to write the number (1, 1.0, 1e0).</summary>
    public readonly struct Label(IReadOnlyList<string> classes) : ICellKind<int>
    {
        private readonly byte[][] names = [.. classes.Select(Encoding.UTF8.GetBytes)];
        private readonly double?[] numbers =
            [.. classes.Select(c => CsvNumber.TryParse(Encoding.UTF8.GetBytes(c), out double value) ? value : (double?)null)];

        public bool TryParse(ReadOnlySpan<byte> cell, out int value)
        {
            for (value = 0; value < names.Length; value++)
            {
                if (cell.SequenceEqual(names[value]))
                    return true;
            }

            if (!CsvNumber.TryParse(cell, out double number))
                return false;
            value = Array.IndexOf(numbers, number);
            return value >= 0;
        }

        public string Refusal(ReadOnlySpan<byte> cell) =>
            $"{CsvText.ShowCell(cell)} is none of the classes {string.Join(", ", classes.Select(c => $"'{c}'"))}";
    }

    /// <summary>Any text, kept to the letter. Texts that repeat are kept once.</summary>
    public readonly struct Text() : ICellKind<string>
    {
        private const int Slots = 64;

        // Several threads may look here at once: whichever text they find or leave is compared before it is used.
        private readonly string?[] seen = new string?[Slots];

        public bool TryParse(ReadOnlySpan<byte> cell, out string value)
        {
            var slot = cell.IsEmpty ? 0 : ((31 * cell[0]) + (7 * cell[^1]) + cell.Length) & (Slots - 1);
            var text = Volatile.Read(ref seen[slot]);
            if (text is null || !Ascii.Equals(cell, text))
            {
                text = Encoding.UTF8.GetString(cell);
                Volatile.Write(ref seen[slot], text);
            }

            value = text;
            return true;
        }

        public string Refusal(ReadOnlySpan<byte> cell) => throw new InvalidOperationException("any text is accepted");
    }

    private static string NotANumber(ReadOnlySpan<byte> cell, string remedy) =>
        cell.IsEmpty ? $"the cell is empty; expected a number{remedy}" : $"{CsvText.ShowCell(cell)} is not a number";
}
