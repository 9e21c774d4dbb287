using System.Globalization;

namespace Hep.Data;

/// <summary>
/// A pandas data frame in an HDF5 file, as <c>DataFrame.to_hdf</c> writes it in its fixed and in its table format: a structure [N] whose fields are the
/// columns. The index is not among them.
/// </summary>
internal sealed class PandasFrame : StoredArray
{
    private readonly Dictionary<string, PandasColumn> _columns;

    private PandasFrame(string origin, string name, long rows, List<PandasColumn> columns)
        : base(origin, name, [rows], new ElementType(ElementKind.Structure, 0) { Fields = [.. columns.Select(c => new ElementField(c.Name, c.Block?.Type ?? PandasColumn.Pickled, []))] }) =>
        _columns = columns.DistinctBy(c => c.Name).ToDictionary(c => c.Name, StringComparer.Ordinal);

    /// <summary>The frame of a group, or null where pandas did not write it.</summary>
    /// <exception cref="InvalidDataException">The frame has a layout that is not known.</exception>
    public static PandasFrame? TryOpen(Hdf5File file, string group)
    {
        var kind = file.Attributes(group).FirstOrDefault(a => a.Name == "pandas_type")?.Texts.FirstOrDefault();
        var origin = $"{file.Path}, data frame '{group}'";
        return kind switch
        {
            null => null,
            "frame" => OpenFixed(file, group, origin),
            "frame_table" => OpenTable(file, group, origin),
            _ => throw new InvalidDataException($"{origin}: is a pandas {kind}, expected a frame (DataFrame.to_hdf) with columns of one level"),
        };
    }

    private protected override void ReadNumbers<T>(long first, long count, Span<T> into) => throw new InvalidOperationException("a structure has no numbers");

    private protected override string[] ReadText(long first, long count) => throw new InvalidOperationException("a structure has no texts");

    private protected override PandasColumns Select(IReadOnlyList<ElementField> fields, bool isMatrix) =>
        new(OriginOf(fields, isMatrix), Name, ShapeOf(fields, isMatrix), TypeOf(fields), [.. fields.Select(f => _columns[f.Name])]);

    // Blocks of columns of one type, values [N, columns], beside the names of their columns.
    private static PandasFrame OpenFixed(Hdf5File file, string group, string origin)
    {
        var order = NamesOf(file, $"{group}/axis0", origin);
        var columns = new Dictionary<string, PandasColumn>(StringComparer.Ordinal);
        var rows = file.Has($"{group}/axis1") ? file.Array($"{group}/axis1").Rows : 0;
        for (var block = 0; file.Has(string.Create(CultureInfo.InvariantCulture, $"{group}/block{block}_items")); block++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{group}/block{block}");
            var names = NamesOf(file, path + "_items", origin);
            var values = file.Array(path + "_values");
            var isPickled = values.Type.Kind == ElementKind.Other;
            if (!isPickled && (values.Shape.Count != 2 || values.Shape[1] != names.Count || values.Rows != rows))
                throw new InvalidDataException($"{origin}: block {path}_values has shape {Format(values.Shape)}, expected [{Invariant($"{rows}, {names.Count}")}] for its rows and columns; the frame is damaged");
            for (var i = 0; i < names.Count; i++)
                columns[names[i]] = new PandasColumn(names[i], isPickled ? null : values, i);
        }

        if (order.Find(n => !columns.ContainsKey(n)) is { } lost)
            throw new InvalidDataException($"{origin}: column '{lost}' is in no block; the frame is damaged");
        return new PandasFrame(origin, group, rows, [.. order.Select(n => columns[n])]);
    }

    // One compound table; columns of one type share a field of several elements, unless they were named as data columns.
    private static PandasFrame OpenTable(Hdf5File file, string group, string origin)
    {
        var table = file.Array($"{group}/table");
        var attributes = file.Attributes($"{group}/table");
        var columns = new List<PandasColumn>();
        foreach (var field in table.Type.Fields.Where(f => f.Name != "index"))
        {
            var values = table.Field(field.Name);
            var names = PickledNames.Read(attributes.FirstOrDefault(a => a.Name == field.Name + "_kind")?.Texts.FirstOrDefault() ?? "");
            if (field.Shape.Count == 0)
                columns.Add(new PandasColumn(names.Count == 1 ? names[0] : field.Name, values, 0));
            else if (field.Shape.Count == 1 && names.Count == field.Shape[0])
                columns.AddRange(names.Select((name, i) => new PandasColumn(name, values, i)));
            else
                throw new InvalidDataException($"{origin}: the names of the columns in field '{field.Name}' cannot be read; write the frame with format='fixed', or read the data set '{group}/table'");
        }

        return new PandasFrame(origin, group, table.Rows, columns);
    }

    private static List<string> NamesOf(Hdf5File file, string path, string origin)
    {
        if (!file.Has(path))
            throw new InvalidDataException($"{origin}: has no {path}; only frames with columns of one level can be read");
        var names = file.Array(path);
        if (names.Type.Kind == ElementKind.Text)
            return [.. names.ReadTexts(0, names.Rows)];
        if (names.Type.Kind is not (ElementKind.Signed or ElementKind.Unsigned) || names.Shape.Count != 1)
            throw new InvalidDataException($"{origin}: the names of its columns are {names.Type}, expected texts or whole numbers");
        var numbers = new long[names.Rows];
        names.Read(0, names.Rows, numbers);
        return [.. numbers.Select(n => n.ToString(CultureInfo.InvariantCulture))];
    }
}
