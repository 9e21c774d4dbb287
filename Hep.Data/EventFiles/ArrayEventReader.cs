using System.Globalization;

namespace Hep.Data;

/// <summary>Reads events from a file of arrays, slice by slice, finding the arrays by their names: one row an event.</summary>
internal static class ArrayEventReader
{
    /// <summary>Reads a file in pieces.</summary>
    /// <param name="path">An HDF5 or .npz file.</param>
    /// <param name="layout">What its arrays mean.</param>
    /// <param name="rows">Events of a piece; the last one may have fewer.</param>
    /// <param name="asTheyAre">Whether <see cref="CsvLayout.Numbers"/> are only handed on: they need not be finite, and whole numbers of eight bytes are ids, to the last digit.</param>
    /// <exception cref="FileNotFoundException">There is no such file (in the enumeration).</exception>
    /// <exception cref="InvalidDataException">The file is not what the layout says (in the enumeration); with data set, row, what was found and expected.</exception>
    public static IEnumerable<EventTable> Stream(string path, CsvLayout layout, int rows, bool asTheyAre = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        using var file = ArrayFile.Open(path);
        var arrays = Open(file, path, layout);
        var total = arrays.Count == 0 ? 0 : arrays.Values.First().Rows;
        if (total == 0)
            throw new InvalidDataException($"{path}: has no events");
        for (long first = 0; first < total; first += rows)
            yield return Piece(path, layout, arrays, first, (int)Math.Min(rows, total - first), asTheyAre);
    }

    /// <summary>Checks that a file has the arrays of a layout; none is read.</summary>
    /// <param name="path">An HDF5 or .npz file.</param>
    /// <param name="layout">What its arrays mean.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">An array is not there, or has another number of rows or dimensions.</exception>
    public static void RequireColumns(string path, CsvLayout layout)
    {
        using var file = ArrayFile.Open(path);
        _ = Open(file, path, layout);
    }

    private static Dictionary<string, StoredArray> Open(ArrayFile file, string path, CsvLayout layout)
    {
        var found = new Dictionary<string, StoredArray>(StringComparer.Ordinal);
        foreach (var name in layout.Arrays.Select(array => array.Name))
        {
            found[name] = file.Find(name);
            if (found[name].Shape.Count < 2)
                throw new InvalidDataException($"{found[name].Origin}: has shape {StoredArray.Format(found[name].Shape)}, expected several numbers an event: [N, ...]");
        }

        string?[] columns = [.. layout.Features.Select(feature => feature.Name), layout.Label, layout.Weight, layout.EventId, .. layout.Extras, .. layout.Numbers];
        foreach (var name in columns.OfType<string>())
        {
            found[name] = file.Find(name);
            if (found[name].RowLength != 1)
                throw new InvalidDataException($"{found[name].Origin}: has shape {StoredArray.Format(found[name].Shape)}, expected one value an event: [N]");
        }

        var first = found.Values.FirstOrDefault();
        if (found.Values.FirstOrDefault(array => array.Rows != first!.Rows) is { } other)
            throw new InvalidDataException(FormattableString.Invariant($"{other.Origin}: has {other.Rows} rows, expected {first!.Rows}, as '{first.Name}' has: a row an event"));
        return found;
    }

    private static EventTable Piece(string path, CsvLayout layout, Dictionary<string, StoredArray> arrays, long first, int count, bool asTheyAre) => new(
        path,
        [.. layout.Features.Select(feature => new FeatureColumn(feature.Name, feature.Unit, Features(arrays[feature.Name], first, count)))],
        layout.Label is { } label ? Labels(arrays[label], layout.Classes, first, count) : Filled(count, -1),
        layout.Label is null ? [] : layout.Classes,
        layout.Weight is { } weight ? Numbers(arrays[weight], first, count) : null,
        layout.EventId is { } id ? Ids(arrays[id], first, count) : RowNumbers(first, count),
        [
            .. layout.Extras.Select(name => new TextColumn(name, Texts(arrays[name], first, count))),
            .. layout.Numbers.Select(name => asTheyAre ? AsItIs(name, arrays[name], first, count) : new NumberColumn(name, Numbers(arrays[name], first, count))),
        ],
        layout.Missing,
        [.. layout.Arrays.Select(array => Array(array, arrays[array.Name], first, count))]);

    private static ArrayColumn Array(CsvLayout.Feature layout, StoredArray array, long first, int count)
    {
        var values = new float[checked(count * array.RowLength)];
        array.Read(first, count, values);
        if (System.Array.FindIndex(values, value => !float.IsFinite(value)) is var odd and >= 0)
            throw new InvalidDataException(FormattableString.Invariant($"{array.Origin}, row {first + (odd / array.RowLength)}, cell {CellOf(array, odd % array.RowLength)}: found {values[odd]}, expected a finite number"));
        return new ArrayColumn(layout.Name, layout.Unit, [.. array.Shape.Skip(1).Select(size => checked((int)size))], values);
    }

    private static string CellOf(StoredArray array, long index)
    {
        var places = new List<long>();
        for (var axis = array.Shape.Count - 1; axis > 0; index /= array.Shape[axis], axis--)
            places.Insert(0, index % array.Shape[axis]);
        return StoredArray.Format(places);
    }

    private static Column AsItIs(string name, StoredArray array, long first, int count)
    {
        if (array.Type is not { Kind: ElementKind.Signed or ElementKind.Unsigned, Bytes: sizeof(ulong) })
            return new NumberColumn(name, Doubles(array, first, count));
        if (array.Type.Kind == ElementKind.Unsigned)
            return new IdColumn(name, Ids(array, first, count));
        var values = new long[count];
        array.Read(first, count, values);
        return System.Array.Exists(values, value => value < 0) ? new NumberColumn(name, System.Array.ConvertAll(values, value => (double)value)) : new IdColumn(name, System.Array.ConvertAll(values, value => (ulong)value));
    }

    private static float[] Features(StoredArray array, long first, int count)
    {
        var values = new float[count];
        array.Read(first, count, values);
        RequireFinite(array, first, System.Array.FindIndex(values, value => !float.IsFinite(value)), row => values[row]);
        return values;
    }

    private static double[] Numbers(StoredArray array, long first, int count)
    {
        var values = Doubles(array, first, count);
        RequireFinite(array, first, System.Array.FindIndex(values, value => !double.IsFinite(value)), row => values[row]);
        return values;
    }

    private static void RequireFinite(StoredArray array, long first, int odd, Func<int, double> value)
    {
        if (odd >= 0)
            throw new InvalidDataException(FormattableString.Invariant($"{array.Origin}, row {first + odd}: found {value(odd)}, expected a finite number"));
    }

    private static ulong[] Ids(StoredArray array, long first, int count)
    {
        var ids = new ulong[count];
        array.Read(first, count, ids);
        return ids;
    }

    private static int[] Labels(StoredArray array, IReadOnlyList<string> classes, long first, int count)
    {
        // 1 and 1.0 are the same label.
        double[] numbers = [.. classes.Select(name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN)];
        var isText = array.Type.Kind == ElementKind.Text;
        string[] texts = isText ? array.ReadTexts(first, count) : [];
        var values = isText ? [] : Doubles(array, first, count);
        var labels = new int[count];
        for (var row = 0; row < count; row++)
        {
            labels[row] = isText ? IndexOf(classes, texts[row]) : System.Array.IndexOf(numbers, values[row]);
            if (labels[row] < 0)
                throw new InvalidDataException(FormattableString.Invariant($"{array.Origin}, row {first + row}: found the label {(isText ? texts[row] : values[row])}, expected one of {string.Join(", ", classes)}"));
        }

        return labels;
    }

    private static int IndexOf(IReadOnlyList<string> classes, string text)
    {
        for (var index = 0; index < classes.Count; index++)
        {
            if (classes[index] == text)
                return index;
        }

        return -1;
    }

    private static string[] Texts(StoredArray array, long first, int count) =>
        array.Type.Kind == ElementKind.Text ? array.ReadTexts(first, count) : [.. Doubles(array, first, count).Select(value => value.ToString(CultureInfo.InvariantCulture))];

    private static double[] Doubles(StoredArray array, long first, int count)
    {
        // With the digits that a float has, and no more.
        if (array.Type is { Kind: ElementKind.Float, Bytes: sizeof(float) })
        {
            var floats = new float[count];
            array.Read(first, count, floats);
            return System.Array.ConvertAll(floats, ShortestDecimal.Of);
        }

        var values = new double[count];
        array.Read(first, count, values);
        return values;
    }

    private static T[] Filled<T>(int count, T value)
    {
        var values = new T[count];
        System.Array.Fill(values, value);
        return values;
    }

    private static ulong[] RowNumbers(long first, int count) => [.. Enumerable.Range(0, count).Select(row => (ulong)(first + row))];
}
