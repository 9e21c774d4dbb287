using System.Numerics;
using System.Runtime.InteropServices;

namespace Hep.Data;

/// <summary>
/// A data set of an open HDF5 file, or fields of one. A slice of rows touches the chunks that hold it; one band of chunks stays in memory, so that
/// reading on from where the last slice ended unpacks nothing twice.
/// </summary>
internal sealed unsafe class Hdf5DataSet : StoredArray
{
    private readonly Hdf5Handle _handle;
    private readonly long[] _sides;
    private readonly Hdf5View _view;
    private readonly IReadOnlyList<ElementType> _types;

    /// <summary>A whole data set.</summary>
    /// <param name="handle">The open data set, which belongs to the file.</param>
    /// <param name="info">What it is.</param>
    /// <param name="origin">File and name for messages.</param>
    public Hdf5DataSet(Hdf5Handle handle, Hdf5DataSetInfo info, string origin)
        : base(origin, info.Path, info.Shape, info.Type)
    {
        _handle = handle;
        using var space = Hdf5Handle.Space(Hdf5Native.DataSetSpace(handle.Id));
        _sides = Hdf5Space.Sides(space.Id);
        _types = [info.Type];
        _view = new Hdf5View([], [], [.. info.Shape.Skip(_sides.Length)], IsMatrix: false);
    }

    private Hdf5DataSet(Hdf5DataSet whole, Hdf5View view, string origin, IReadOnlyList<long> shape, IReadOnlyList<ElementField> fields)
        : base(origin, whole.Name, shape, TypeOf(fields)) =>
        (_handle, _sides, _view, _types) = (whole._handle, whole._sides, view, [.. fields.Select(f => f.Type)]);

    /// <summary>Whether it is a data set of two axes without structures, of which columns can be read alone.</summary>
    internal bool IsPlainMatrix => _sides.Length == 2 && _view is { Inner.Count: 0, Fields.Count: 0 };

    /// <summary>Reads some columns of rows of a data set of two axes.</summary>
    internal void ReadColumns<T>(long first, long count, long column, long columns, Span<T> into)
        where T : unmanaged, INumber<T> => ReadBox([first, column], [count, columns], into);

    private protected override void ReadNumbers<T>(long first, long count, Span<T> into) => ReadBox(StartOf(first), CountOf(count), into);

    private protected override string[] ReadText(long first, long count)
    {
        using var entered = Hdf5Library.Enter();
        using var fileType = Hdf5Handle.Type(Hdf5Native.DataSetType(_handle.Id));
        using var element = _view.Leaf(fileType.Id);
        using var type = _view.Wrap(element.Id);
        using var space = Hdf5Space.Create(CountOf(count));
        var texts = new string[count * RowLength];
        var bytes = (int)Hdf5Native.TypeSize(element.Id);
        var buffer = new byte[texts.Length * (long)bytes];
        fixed (byte* pointer = buffer)
        {
            Transfer(StartOf(first), CountOf(count), type.Id, pointer);
            var isPadded = Hdf5Types.IsSpacePadded(element.Id);
            for (var i = 0; i < texts.Length; i++)
                texts[i] = Type.Bytes == 0 ? Hdf5Text.Decode(((byte**)pointer)[i]) : Hdf5Text.Decode(buffer.AsSpan(i * bytes, bytes), isPadded);
            if (Type.Bytes == 0)
                _ = Hdf5Native.ReclaimTexts(type.Id, space.Id, 0, pointer);
        }

        return texts;
    }

    private protected override Hdf5DataSet Select(IReadOnlyList<ElementField> fields, bool isMatrix)
    {
        if (_view.Inner.Count > 0)
            throw new InvalidDataException($"{Origin}: is a structure inside of an array of a structure; its fields cannot be read");
        if (isMatrix && fields.FirstOrDefault(f => Hdf5Types.IsBits(f.Type)) is { } bits)
            throw new InvalidDataException($"{Origin}: field '{bits.Name}' holds PyTables' truth values, which cannot stand beside other fields; read it alone");
        var view = _view.Narrow([.. fields.Select(f => f.Name)], fields[0].Shape, isMatrix);
        return new Hdf5DataSet(this, view, OriginOf(fields, isMatrix), ShapeOf(fields, isMatrix), fields);
    }

    private long[] StartOf(long first) => [.. _sides.Select((_, axis) => axis == 0 ? first : 0)];

    private long[] CountOf(long count) => [.. _sides.Select((side, axis) => axis == 0 ? count : side)];

    private void ReadBox<T>(long[] start, long[] count, Span<T> into)
        where T : unmanaged, INumber<T>
    {
        using var entered = Hdf5Library.Enter();
        if (Hdf5Types.IsBits(Type))
            ReadBits(start, count, into);
        else if (_types.All(WideNumbers.IsSafe<T>))
            ReadAs(start, count, into);
        else if (WideNumbers.Of(_types) is not { } wide)
            throw new InvalidDataException($"{Origin}: these fields have no type of whole numbers in common; read them one by one, or as float or double");
        else if (wide.Kind == ElementKind.Float)
            ReadThrough<double, T>(wide, start, count, into);
        else if (wide.Kind == ElementKind.Signed)
            ReadThrough<long, T>(wide, start, count, into);
        else
            ReadThrough<ulong, T>(wide, start, count, into);
    }

    private void ReadAs<T>(long[] start, long[] count, Span<T> into)
        where T : unmanaged
    {
        using var type = _view.Wrap(Hdf5Types.Native(typeof(T)));
        fixed (T* pointer = into)
            Transfer(start, count, type.Id, pointer);
    }

    // libhdf5 takes 4,294,967,295 for -1 where byte order and sign both change, and never says that a number did not fit.
    private void ReadThrough<TWide, T>(ElementType wide, long[] start, long[] count, Span<T> into)
        where TWide : unmanaged
        where T : unmanaged, INumber<T>
    {
        var values = GC.AllocateUninitializedArray<TWide>(into.Length);
        ReadAs<TWide>(start, count, values);
        if (NumberConversion.Convert(wide, MemoryMarshal.AsBytes(values.AsSpan()), into) is { } why)
            throw DoesNotFit<T>(why, start.Length == 0 ? 0 : start[0], start.Length == 0 ? 1 : count[0]);
    }

    private void ReadBits<T>(long[] start, long[] count, Span<T> into)
        where T : unmanaged, INumber<T>
    {
        using var fileType = Hdf5Handle.Type(Hdf5Native.DataSetType(_handle.Id));
        using var element = _view.Leaf(fileType.Id);
        using var type = _view.Wrap(element.Id);
        var values = new byte[into.Length];
        fixed (byte* pointer = values)
            Transfer(start, count, type.Id, pointer);
        for (var i = 0; i < values.Length; i++)
            into[i] = values[i] == 0 ? T.Zero : T.One;
    }

    private void Transfer(long[] start, long[] count, long type, void* into)
    {
        using var memory = Hdf5Space.Create(count);
        using var file = Hdf5Handle.Space(Hdf5Native.DataSetSpace(_handle.Id));
        var isSelected = start.Length == 0 || Hdf5Space.Select(file.Id, start, count) >= 0;
        if (isSelected && Hdf5Native.DataSetRead(_handle.Id, type, memory.Id, file.Id, 0, into) >= 0)
            return;
        var (first, rows) = start.Length == 0 ? (0, 1) : (start[0], count[0]);
        throw new InvalidDataException($"{Origin}, rows {Invariant($"{first} to {first + rows - 1}")}: cannot be read ({Hdf5Error.Reason()})");
    }
}
