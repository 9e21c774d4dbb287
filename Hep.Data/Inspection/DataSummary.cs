using System.Text;

namespace Hep.Data;

/// <summary>What is in a CSV file, whatever it is: for a first look before a layout is written.</summary>
/// <param name="Path">The file.</param>
/// <param name="Rows">The number of rows, without the header.</param>
/// <param name="Columns">The columns, in the order of the file.</param>
/// <param name="Missing">The number which was counted as missing; null: none.</param>
public sealed record DataSummary(string Path, long Rows, IReadOnlyList<ColumnSummary> Columns, float? Missing)
{
    /// <summary>Columns with at most this many different texts are taken for categories, and listed.</summary>
    public const int MostTexts = 20;

    /// <summary>Reads the file once, in constant memory.</summary>
    /// <param name="path">The file, <c>.csv</c> or <c>.csv.gz</c>.</param>
    /// <param name="missing">The number which stands for a missing value, e.g. -999; null: none.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no CSV file: empty, not UTF-8, rows of different lengths, damaged gzip data.</exception>
    public static DataSummary Read(string path, float? missing = null)
    {
        using var document = new CsvDocument(path, CsvWork.InTurn);
        var counters = document.Header.Select(name => new Counter(name, missing)).ToArray();

        // One set of counters sees all of the file, so that sums are the same on every machine.
        var rows = document.Parse(() => counters).Sum(block => (long)block.Rows);
        return new DataSummary(path, rows, [.. counters.Select(c => c.Summary())], missing);
    }

    private sealed class Counter(string name, float? missing) : CellParser(name)
    {
        private readonly Dictionary<string, long> texts = new(StringComparer.Ordinal);
        private long cells;
        private long missingCells;
        private long empty;
        private long notFinite;
        private long negative;
        private bool isNumber = true;
        private bool isInteger = true;
        private bool manyTexts;
        private double min = double.PositiveInfinity;
        private double max = double.NegativeInfinity;
        private double sum;

        public override int Parse(ReadOnlySpan<byte> text, CsvRows rows, int column)
        {
            for (var row = 0; row < rows.Count; row++)
                Count(rows[row, column].Of(text));
            return rows.Count;
        }

        public override string Refusal(ReadOnlySpan<byte> cell) => throw new InvalidOperationException("any cell is accepted");

        public ColumnSummary Summary()
        {
            var isText = !isNumber || cells == empty;
            var values = isText ? cells - empty : cells - empty - missingCells - notFinite;
            var hasNumbers = !isText && values > 0;
            return new ColumnSummary
            {
                Name = Name,
                Kind = cells == empty ? ColumnKind.Empty : !isNumber ? ColumnKind.Text : isInteger ? ColumnKind.Integer : ColumnKind.Number,
                Values = values,
                Missing = isText ? 0 : missingCells,
                Empty = empty,
                NotFinite = isText ? 0 : notFinite,
                Negative = isText ? 0 : negative,
                Min = hasNumbers ? min : double.NaN,
                Max = hasNumbers ? max : double.NaN,
                Sum = hasNumbers ? sum : double.NaN,
                Mean = hasNumbers ? sum / values : double.NaN,
                Texts = manyTexts ? null : [.. texts.OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal)],
            };
        }

        private void Count(ReadOnlySpan<byte> cell)
        {
            cells++;
            if (cell.IsEmpty)
            {
                empty++;
                return;
            }

            if (!manyTexts)
                CountText(Encoding.UTF8.GetString(cell));
            if (isNumber)
                CountNumber(cell);
        }

        private void CountText(string text)
        {
            texts[text] = texts.GetValueOrDefault(text) + 1;
            if (texts.Count <= MostTexts)
                return;
            manyTexts = true;
            texts.Clear();
        }

        private void CountNumber(ReadOnlySpan<byte> cell)
        {
            if (!CsvNumber.TryParse(cell, out double value))
            {
                isNumber = false;
            }
            else if (!double.IsFinite(value))
            {
                notFinite++;
            }
            else if ((float)value == missing)
            {
                missingCells++;
            }
            else
            {
                sum += value;
                min = Math.Min(min, value);
                max = Math.Max(max, value);
                negative += value < 0 ? 1 : 0;
                isInteger &= value == Math.Floor(value);
            }
        }
    }
}
