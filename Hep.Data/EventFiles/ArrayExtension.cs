namespace Hep.Data;

/// <summary>
/// Writes the columns of a file of arrays again, with further ones that are computed from some of its arrays: the scores of a network, for example. Rows go through in
/// batches, so that memory does not grow with the file.
/// </summary>
public static class ArrayExtension
{
    private const int Batch = 1024;

    /// <summary>Reads, computes and writes.</summary>
    /// <param name="source">The file to read, <c>.h5</c>, <c>.hdf5</c> or <c>.npz</c>.</param>
    /// <param name="layout">The features and arrays that the new columns are computed from, and the missing value; the rest of it is not looked at.</param>
    /// <param name="target">The file to write, <c>.csv</c>, <c>.csv.gz</c>, <c>.h5</c> or <c>.hdf5</c>; what was there is replaced. It appears when it is complete.</param>
    /// <param name="keep">The columns of the source that are written too; null: all that have one value an event.</param>
    /// <param name="names">The names of the new columns, M, which come last.</param>
    /// <param name="compute">From features and arrays, [n, W] row-major, to the new values, [n, M] row-major.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="FileNotFoundException">The source is not there.</exception>
    /// <exception cref="InvalidDataException">An array is not there, or is not what is expected; or the source has a column of a new name, or is the target.</exception>
    /// <exception cref="IOException">The target cannot be written.</exception>
    public static long AddColumns(string source, CsvLayout layout, string target, IReadOnlyList<string>? keep, IReadOnlyList<string> names, Func<EventTable, float[]> compute)
    {
        if (string.Equals(Path.GetFullPath(source), Path.GetFullPath(target), StringComparison.Ordinal))
            throw new InvalidDataException($"{target}: this is the file that is read; write to another one");
        var (numbers, texts) = Kept(source, layout, keep);
        if (names.FirstOrDefault(name => numbers.Contains(name) || texts.Contains(name)) is { } taken)
            throw new InvalidDataException($"{source}: there is a column '{taken}' already, the name of the column to add; rename it, or leave it out of the columns to keep");
        long rows = 0;
        var parts = Parts();
        if (ArrayFile.IsHdf5(target))
            ArrayEventWriter.Write(target, parts, new CsvLayout { Features = [] });
        else
            CsvWriter.Write(target, parts.Select(part => (IReadOnlyList<Column>)[.. part.Extras, .. part.Features]));
        return rows;

        IEnumerable<EventTable> Parts()
        {
            var wanted = new CsvLayout { Features = layout.Features, Arrays = layout.Arrays, Missing = layout.Missing, Numbers = numbers, Extras = texts };
            foreach (var part in ArrayEventReader.Stream(source, wanted, Batch, asTheyAre: true))
            {
                var values = compute(part);
                rows += part.Count;
                yield return part.With(arrays: [], features: [.. names.Select((name, column) => new FeatureColumn(name, "", [.. Enumerable.Range(0, part.Count).Select(row => values[(row * names.Count) + column])]))]);
            }
        }
    }

    private static (IReadOnlyList<string> Numbers, IReadOnlyList<string> Texts) Kept(string source, CsvLayout layout, IReadOnlyList<string>? keep)
    {
        using var file = ArrayFile.Open(source);
        List<(string Name, StoredArray Array)> columns = keep is not null
            ? [.. keep.Distinct(StringComparer.Ordinal).Select(name => (name, file.Find(name)))]
            : [.. OfEvents(file, file.Find((layout.Arrays.Count > 0 ? layout.Arrays : layout.Features)[0].Name).Rows)];
        return ([.. columns.Where(column => column.Array.Type.Kind != ElementKind.Text).Select(column => column.Name)], [.. columns.Where(column => column.Array.Type.Kind == ElementKind.Text).Select(column => column.Name)]);
    }

    // A file may have arrays of something else than events, and some that cannot be read here: nobody asked for them.
    private static IEnumerable<(string Name, StoredArray Array)> OfEvents(ArrayFile file, long rows)
    {
        foreach (var name in file.Names)
        {
            StoredArray array;
            try
            {
                array = file.Find(name);
            }
            catch (InvalidDataException)
            {
                continue;
            }

            if (array.Shape.Count == 1 && array.Rows == rows && (array.Type.IsNumeric || array.Type.Kind == ElementKind.Text))
                yield return (name, array);
        }
    }
}
