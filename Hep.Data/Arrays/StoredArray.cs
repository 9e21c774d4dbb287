using System.Globalization;

namespace Hep.Data;

/// <summary>
/// An array in a file, [N, ...], of which rows are read where they are needed, so that it may be larger than memory. Numbers of any type and byte
/// order become the type that is asked for; a number that does not fit (300,000 as a small integer, 0.5 as a whole number) is an error and
/// never rounded, but that whole numbers and doubles become the nearest float.
/// </summary>
public abstract class StoredArray
{
    private protected StoredArray(string origin, string name, IReadOnlyList<long> shape, ElementType type)
    {
        (Origin, Name, Shape, Type) = (origin, name, shape, type);
        try
        {
            RowLength = shape.Skip(1).Aggregate(1L, (product, side) => checked(product * side));
            _ = checked(RowLength * Math.Max(1, type.Bytes) * Rows);
        }
        catch (OverflowException e)
        {
            throw new InvalidDataException($"{origin}: shape {Format(shape)} is larger than any file can be; the file is damaged", e);
        }
    }

    /// <summary>File and name, as messages begin with it.</summary>
    public string Origin { get; }

    /// <summary>The name in the file.</summary>
    public string Name { get; }

    /// <summary>The sides, [N, ...]; empty for a single number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The type of the elements in the file.</summary>
    public ElementType Type { get; }

    /// <summary>N, the number of rows; 1 for a single number.</summary>
    public long Rows => Shape.Count == 0 ? 1 : Shape[0];

    /// <summary>The number of elements of a row.</summary>
    public long RowLength { get; }

    /// <summary>Reads rows, each with its elements in row-major order.</summary>
    /// <param name="first">The first row, from 0.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="into">[count, <see cref="RowLength"/>].</param>
    /// <exception cref="ArgumentException">The span has not that length.</exception>
    /// <exception cref="InvalidDataException">There are no such rows, the elements are no numbers or do not fit into the type asked for, or the file is damaged.</exception>
    public void Read(long first, long count, Span<float> into) => ReadChecked(first, count, into);

    /// <inheritdoc cref="Read(long, long, Span{float})"/>
    public void Read(long first, long count, Span<double> into) => ReadChecked(first, count, into);

    /// <inheritdoc cref="Read(long, long, Span{float})"/>
    public void Read(long first, long count, Span<int> into) => ReadChecked(first, count, into);

    /// <inheritdoc cref="Read(long, long, Span{float})"/>
    public void Read(long first, long count, Span<long> into) => ReadChecked(first, count, into);

    /// <inheritdoc cref="Read(long, long, Span{float})"/>
    public void Read(long first, long count, Span<ulong> into) => ReadChecked(first, count, into);

    /// <summary>Reads rows of texts, without the padding of texts of fixed length.</summary>
    /// <param name="first">The first row, from 0.</param>
    /// <param name="count">How many rows.</param>
    /// <returns>[count, <see cref="RowLength"/>].</returns>
    /// <exception cref="InvalidDataException">There are no such rows, the elements are no texts, or the file is damaged.</exception>
    public string[] ReadTexts(long first, long count)
    {
        CheckRows(first, count);
        if (Type.Kind != ElementKind.Text)
            throw new InvalidDataException($"{Origin}: holds {Type}, expected texts");
        return count * RowLength == 0 ? [] : ReadText(first, count);
    }

    /// <summary>One field of a structure as an array of its own: the axes of this array, then those of the field.</summary>
    /// <param name="name">The field.</param>
    /// <exception cref="InvalidDataException">There is no such field.</exception>
    public StoredArray Field(string name) => Select([FindField(name)], isMatrix: false);

    /// <summary>Several fields side by side, which must be single numbers: the axes of this array, then one axis for the fields.</summary>
    /// <param name="names">The fields, in the order wanted.</param>
    /// <exception cref="ArgumentException">There are no names.</exception>
    /// <exception cref="InvalidDataException">There is no such field, or it holds no single numbers.</exception>
    public StoredArray FieldMatrix(params IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            throw new ArgumentException("a matrix of fields needs the name of a field", nameof(names));
        var fields = names.Select(FindField).ToList();
        if (fields.Find(f => !f.Type.IsNumeric || f.Shape.Count > 0) is { } odd)
            throw new InvalidDataException($"{Origin}: field '{odd.Name}' holds {(odd.Shape.Count > 0 ? Format(odd.Shape) + " " : "")}{odd.Type}, expected one number to stand beside other fields");
        return Select(fields, isMatrix: true);
    }

    /// <summary>Makes sure of the shape.</summary>
    /// <param name="sides">The sides that are wanted, -1 for any.</param>
    /// <exception cref="InvalidDataException">The array has another shape.</exception>
    public void Expect(params ReadOnlySpan<long> sides)
    {
        var fits = sides.Length == Shape.Count;
        for (var i = 0; fits && i < sides.Length; i++)
            fits = sides[i] < 0 || sides[i] == Shape[i];
        if (!fits)
            throw new InvalidDataException($"{Origin}: has shape {Format(Shape)}, expected [{string.Join(", ", sides.ToArray().Select((s, i) => s >= 0 ? s.ToString(CultureInfo.InvariantCulture) : i == 0 ? "N" : "any"))}]");
    }

    internal static string Format(IReadOnlyList<long> shape) => $"[{string.Join(", ", shape.Select(s => s.ToString(CultureInfo.InvariantCulture)))}]";

    /// <summary>Reads rows of another array, into any type of number.</summary>
    private protected static void ReadRows<T>(StoredArray array, long first, long count, Span<T> into)
        where T : unmanaged, System.Numerics.INumber<T> => array.ReadNumbers(first, count, into);

    /// <summary>Reads rows that are known to be there, of a type that is known to be a number.</summary>
    private protected abstract void ReadNumbers<T>(long first, long count, Span<T> into)
        where T : unmanaged, System.Numerics.INumber<T>;

    /// <summary>Reads rows that are known to be there, of a type that is known to be a text.</summary>
    private protected abstract string[] ReadText(long first, long count);

    /// <summary>The array of one field, or of several side by side.</summary>
    private protected abstract StoredArray Select(IReadOnlyList<ElementField> fields, bool isMatrix);

    private protected InvalidDataException DoesNotFit<T>(string why, long first, long count) =>
        new($"{Origin}, rows {Invariant($"{first} to {first + count - 1}")}: holds {Type}, and {why}; it cannot be read as {NameOf<T>()}");

    /// <summary>The axes after a selection of fields.</summary>
    private protected IReadOnlyList<long> ShapeOf(IReadOnlyList<ElementField> fields, bool isMatrix) =>
        isMatrix ? [.. Shape, fields.Count] : [.. Shape, .. fields[0].Shape];

    /// <summary>The type after a selection of fields: the widest of several stands for all.</summary>
    private protected static ElementType TypeOf(IReadOnlyList<ElementField> fields) => fields.MaxBy(f => f.Type.Bytes)!.Type;

    private protected string OriginOf(IReadOnlyList<ElementField> fields, bool isMatrix) =>
        isMatrix ? $"{Origin}, fields {string.Join(", ", fields.Select(f => $"'{f.Name}'"))}" : $"{Origin}, field '{fields[0].Name}'";

    private protected static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string NameOf<T>() => typeof(T) == typeof(float) ? "float32" : typeof(T) == typeof(double) ? "float64" : typeof(T).Name.ToLowerInvariant();

    private void ReadChecked<T>(long first, long count, Span<T> into)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        CheckRows(first, count);
        if (into.Length != count * RowLength)
            throw new ArgumentException(Invariant($"{Origin}: {count} rows have {count * RowLength} elements, the span has room for {into.Length}"), nameof(into));
        if (!Type.IsNumeric)
            throw new InvalidDataException($"{Origin}: holds {Type}, expected numbers{(Type.Kind == ElementKind.Structure ? "; name one of the fields" : "")}");
        if (!into.IsEmpty)
            ReadNumbers(first, count, into);
    }

    private void CheckRows(long first, long count)
    {
        if (first < 0 || count < 0 || first > Rows - count)
            throw new InvalidDataException(Invariant($"{Origin}: {count} rows from row {first} on are asked for, it has {Rows} rows (the first is row 0)"));
    }

    private ElementField FindField(string name) => Type.Kind != ElementKind.Structure
        ? throw new InvalidDataException($"{Origin}: holds {Type} without fields; there is no field '{name}'")
        : Type.Fields.FirstOrDefault(f => f.Name == name)
        ?? throw new InvalidDataException($"{Origin}: there is no field '{name}'{NearestNames.Hint(name, Type.Fields.Select(f => f.Name))}");
}
