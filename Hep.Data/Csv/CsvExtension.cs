namespace Hep.Data;

/// <summary>
/// Writes a CSV file again with further columns, which are computed from some of its columns: the scores of a network, for example.
/// Rows go through in batches, so that memory does not grow with the file.
/// </summary>
public static class CsvExtension
{
    private const int Batch = 4096;

    /// <summary>Reads, computes and writes.</summary>
    /// <param name="source">The file to read, <c>.csv</c> or <c>.csv.gz</c>.</param>
    /// <param name="features">The columns that the new ones are computed from, in the order in which <paramref name="compute"/> wants them.</param>
    /// <param name="missing">The number which stands for a missing value in them, for messages; null: none.</param>
    /// <param name="target">The file to write; what was there is replaced. It appears when it is complete.</param>
    /// <param name="keep">The columns of the source that are written too, to the letter; null: all of them.</param>
    /// <param name="names">The names of the new columns, M, which come last.</param>
    /// <param name="compute">From features, [n, F] row-major, to the new values, [n, M] row-major; called with a few thousand rows at a time.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="FileNotFoundException">The source is not there.</exception>
    /// <exception cref="InvalidDataException">
    /// A column is not there, a cell is not a finite number, or the source has a column of a new name, or is the target.
    /// </exception>
    /// <exception cref="IOException">The target cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The target may not be written.</exception>
    public static long AddColumns(
        string source,
        IReadOnlyList<string> features,
        float? missing,
        string target,
        IReadOnlyList<string>? keep,
        IReadOnlyList<string> names,
        Func<float[], float[]> compute)
    {
        if (string.Equals(Path.GetFullPath(source), Path.GetFullPath(target), StringComparison.Ordinal))
            throw new InvalidDataException($"{target}: this is the file that is read; write to another one");
        using var document = new CsvDocument(source);
        var numbers = features.Select(feature => CsvColumn.Features(feature, missing)).ToArray();
        var texts = (keep ?? document.Header).Distinct(StringComparer.Ordinal).Select(CsvColumn.Texts).ToArray();
        if (names.FirstOrDefault(name => texts.Any(text => text.Name == name)) is { } name)
            throw new InvalidDataException($"{source}, line 1: there is a column '{name}' already, the name of the column to add; rename it, or leave it out of the columns to keep");

        CsvColumn[] columns = [.. numbers, .. texts];
        document.RequireColumns(columns.Select(column => column.Name));
        long rows = 0;
        CsvWriter.Write(target, stream =>
        {
            CsvWriter.WriteHeader(stream, Columns([]));
            foreach (var count in document.Fill(columns, Batch))
            {
                CsvWriter.WriteRows(stream, Columns(compute(RowMajor(numbers, count))));
                rows += count;
            }
        });
        return rows;

        Column[] Columns(float[] values) => [.. texts.Select(text => new TextColumn(text.Name, text.Take())), .. names.Select((added, c) => new FeatureColumn(added, "", Part(values, c)))];

        float[] Part(float[] values, int column)
        {
            var part = new float[values.Length / names.Count];
            for (var row = 0; row < part.Length; row++)
                part[row] = values[(row * names.Count) + column];
            return part;
        }
    }

    private static float[] RowMajor(CsvColumn<float>[] columns, int rows)
    {
        var matrix = new float[rows * columns.Length];
        for (var c = 0; c < columns.Length; c++)
        {
            var values = columns[c].Take();
            for (var row = 0; row < rows; row++)
                matrix[(row * columns.Length) + c] = values[row];
        }

        return matrix;
    }
}
