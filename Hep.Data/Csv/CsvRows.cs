using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hep.Data;

/// <summary>
/// The cells of a block, row by row, so that a column can be parsed in one go. Where a block has no quotes and every row has its
/// cells, the separators are found 32 bytes a step; everything else is walked over cell by cell, and what is wrong is found there.
/// </summary>
internal sealed class CsvRows
{
    private CsvCell[] cells = [];
    private int width;

    /// <summary>The number of rows that are as they should be; a fault comes behind them.</summary>
    public int Count { get; private set; }

    /// <summary>What is wrong with the row behind the last good one; null: nothing.</summary>
    public CsvFault? Fault { get; private set; }

    /// <summary>The line of the first of the blank lines with which the block ends; 0: it does not.</summary>
    public long BlankLine { get; private set; }

    /// <summary>The cell in a row and column.</summary>
    public CsvCell this[int row, int column] => cells[(row * width) + column];

    /// <summary>The cells of a column are every <see cref="Width"/>th of these, from the column's number on.</summary>
    public ReadOnlySpan<CsvCell> Cells => cells.AsSpan(0, Count * width);

    /// <summary>The number of columns.</summary>
    public int Width => width;

    /// <summary>Finds the cells of a block.</summary>
    /// <param name="block">The block; doubled quotes in it become single ones.</param>
    /// <param name="header">The names of the columns.</param>
    public void Find(CsvBlock block, IReadOnlyList<string> header)
    {
        width = header.Count;
        (Count, Fault, BlankLine) = (0, null, 0);
        if (!block.Text.Contains((byte)'"') && TryFindPlain(block.Text, block.Lines))
            Count = block.Lines;
        else
            Walk(block, header);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryFindPlain(ReadOnlySpan<byte> text, int lines)
    {
        if ((long)lines * width > text.Length)
            return false;
        var expected = lines * width;
        if (cells.Length < expected + Vector256<byte>.Count)
            cells = new CsvCell[expected + Vector256<byte>.Count];
        ref var bytes = ref MemoryMarshal.GetReference(text);
        var (start, found, position) = (0, 0, 0);
        for (; position + Vector256<byte>.Count <= text.Length && found <= expected; position += Vector256<byte>.Count)
        {
            var vector = Vector256.LoadUnsafe(ref bytes, (nuint)position);
            var separators = (Vector256.Equals(vector, Vector256.Create((byte)',')) | Vector256.Equals(vector, Vector256.Create((byte)'\n')))
                .ExtractMostSignificantBits();
            for (; separators != 0; separators &= separators - 1)
            {
                var end = position + BitOperations.TrailingZeroCount(separators);
                cells[found++] = new CsvCell(start, end - start);
                start = end + 1;
            }
        }

        for (; position < text.Length && found <= expected; position++)
        {
            if (text[position] is not ((byte)',' or (byte)'\n'))
                continue;
            cells[found++] = new CsvCell(start, position - start);
            start = position + 1;
        }

        return found == expected && EndsRowsWithLines(text, lines);
    }

    // There are as many line breaks as rows: where each row's last cell ends with one, all other separators are commas.
    private bool EndsRowsWithLines(ReadOnlySpan<byte> text, int lines)
    {
        for (var row = 0; row < lines; row++)
        {
            ref var last = ref cells[(row * width) + width - 1];
            var end = last.Start + last.Length;
            if (text[end] != '\n')
                return false;
            if (last.Length > 0 && text[end - 1] == '\r')
                last = new CsvCell(last.Start, last.Length - 1);
            if (width == 1 && last.Length == 0)
                return false;
        }

        return true;
    }

    private void Walk(CsvBlock block, IReadOnlyList<string> header)
    {
        var cursor = new CsvCursor(block.Text);
        while (Fault is null && cursor.HasRecord)
        {
            var position = cursor.Position;
            var (found, isBlank) = WalkRow(block, ref cursor, header);
            if (Fault is not null)
                break;
            if (isBlank)
            {
                BlankLine = BlankLine == 0 ? block.LineOf(position) : BlankLine;
            }
            else if (BlankLine != 0)
            {
                Fault = AfterBlank(BlankLine);
            }
            else if (found != width)
            {
                var verdict = found < width ? $"short, it ends before column {CsvText.ShowName(header[found])}" : "long";
                Fault = new CsvFault(
                    block.LineOf(position),
                    FormattableString.Invariant($"{found} cells, but the header names {width} columns: the row is too {verdict}"));
            }
            else
            {
                Count++;
            }
        }
    }

    private (int Found, bool IsBlank) WalkRow(CsvBlock block, ref CsvCursor cursor, IReadOnlyList<string> header)
    {
        var found = 0;
        var isBlank = false;
        do
        {
            var position = cursor.Position;
            var cell = cursor.Next();
            if (cursor.Fault is { } fault)
            {
                Fault = new CsvFault(block.LineOf(position), fault, found < width ? header[found] : null);
                break;
            }

            if (cursor.Escapes > 0)
                cell = cell.Unescape(block.Text);
            if (found < width)
                Put((Count * width) + found, cell);
            isBlank = found == 0 && cell.Length == 0 && cursor.EndsRecord;
            found++;
        }
        while (!cursor.EndsRecord);
        return (found, isBlank);
    }

    /// <summary>The fault of a blank line that is not at the end of the file.</summary>
    public static CsvFault AfterBlank(long line) => new(line, "the line is blank, but more rows follow; remove it");

    private void Put(int index, CsvCell cell)
    {
        if (index >= cells.Length)
            Array.Resize(ref cells, Math.Max(1024, 2 * cells.Length));
        cells[index] = cell;
    }
}
