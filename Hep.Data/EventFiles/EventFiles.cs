namespace Hep.Data;

/// <summary>Reads events from files of all kinds, told apart by their ending: .csv and .csv.gz; .h5, .hdf5, .npz and .npy, which may hold arrays such as images.</summary>
public static class EventFiles
{
    /// <summary>The endings, as messages name them.</summary>
    public const string Endings = ".csv, .csv.gz, .h5, .npz";

    /// <summary>Whether a file holds arrays, and may be far larger than its number of rows says.</summary>
    /// <param name="path">The file.</param>
    public static bool HasArrays(string path) => ArrayFile.Is(path);

    /// <summary>Reads a file in pieces, for files that are larger than the memory.</summary>
    /// <param name="path">The file; it is opened when the first piece is asked for.</param>
    /// <param name="layout">What its columns mean.</param>
    /// <param name="rows">The number of events of a piece; the last one may have fewer.</param>
    /// <exception cref="FileNotFoundException">There is no such file (in the enumeration).</exception>
    /// <exception cref="InvalidDataException">The file is not what the layout says (in the enumeration).</exception>
    public static IEnumerable<EventTable> Stream(string path, CsvLayout layout, int rows)
    {
        RequireArrays(path, layout);
        return ArrayFile.Is(path) ? ArrayEventReader.Stream(path, layout, rows) : CsvReader.Stream(path, layout, rows);
    }

    /// <summary>Checks that a file has the columns of a layout.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">What its columns mean.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A column is not there; the message says which are, or gives the nearest.</exception>
    public static void RequireColumns(string path, CsvLayout layout)
    {
        RequireArrays(path, layout);
        if (ArrayFile.Is(path))
            ArrayEventReader.RequireColumns(path, layout);
        else
            CsvReader.RequireColumns(path, layout);
    }

    /// <summary>What is in a file of arrays: of each its name, shape and type.</summary>
    /// <param name="path">An HDF5 or .npz file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is none of these, cut short, or damaged.</exception>
    public static IReadOnlyList<(string Name, string Shape, string Type)> Contents(string path)
    {
        using var file = ArrayFile.Open(path);
        return [.. file.Names.Select(file.Find).Select(array => (array.Name.TrimStart('/'), StoredArray.Format(array.Shape), array.Type.ToString()))];
    }

    private static void RequireArrays(string path, CsvLayout layout)
    {
        if (layout.Arrays.Count > 0 && !ArrayFile.Is(path))
            throw new InvalidDataException($"{path}: found a table, expected a file of arrays (.h5, .hdf5, .npz) with '{layout.Arrays[0].Name}'");
    }
}
