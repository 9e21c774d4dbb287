namespace Hep.Data;

/// <summary>Some columns of a CSV file, by name, where no event table is meant: scores and labels of another program, for example.</summary>
public sealed class CsvColumns
{
    private readonly string path;
    private readonly Dictionary<string, double[]> numbers;
    private readonly Dictionary<string, string[]> texts;

    private CsvColumns(string path, int count, Dictionary<string, double[]> numbers, Dictionary<string, string[]> texts)
    {
        this.path = path;
        Count = count;
        this.numbers = numbers;
        this.texts = texts;
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>Reads the given columns; a column may be read both as numbers and as text.</summary>
    /// <param name="path">The file, <c>.csv</c> or <c>.csv.gz</c>.</param>
    /// <param name="numbers">Columns of finite numbers.</param>
    /// <param name="texts">Columns of text, kept to the letter.</param>
    /// <param name="mayBeEmpty">Whether a header without rows is a good file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A column is not there, or a cell is not what it should be; with line and column.</exception>
    public static CsvColumns Read(string path, IEnumerable<string> numbers, IEnumerable<string>? texts = null, bool mayBeEmpty = false)
    {
        var numberColumns = numbers.Distinct(StringComparer.Ordinal).Select(CsvColumn.Numbers).ToArray();
        var textColumns = (texts ?? []).Distinct(StringComparer.Ordinal).Select(CsvColumn.Texts).ToArray();
        using var document = new CsvDocument(path) { MayBeEmpty = mayBeEmpty };
        var rows = document.Fill([.. numberColumns, .. textColumns], Array.MaxLength).Sum();
        return new CsvColumns(
            path,
            rows,
            numberColumns.ToDictionary(c => c.Name, c => c.Take(), StringComparer.Ordinal),
            textColumns.ToDictionary(c => c.Name, c => c.Take(), StringComparer.Ordinal));
    }

    /// <summary>The names in a file's header.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is empty, no text, or a name is missing or comes twice.</exception>
    public static IReadOnlyList<string> Header(string path)
    {
        using var document = new CsvDocument(path);
        return document.Header;
    }

    /// <summary>A column that was read as numbers, [N].</summary>
    /// <exception cref="ArgumentException">It was not.</exception>
    public double[] Numbers(string name) =>
        numbers.GetValueOrDefault(name) ?? throw new ArgumentException($"{path}: column '{name}' was not read as numbers", nameof(name));

    /// <summary>A column that was read as text, [N].</summary>
    /// <exception cref="ArgumentException">It was not.</exception>
    public string[] Texts(string name) =>
        texts.GetValueOrDefault(name) ?? throw new ArgumentException($"{path}: column '{name}' was not read as text", nameof(name));
}
