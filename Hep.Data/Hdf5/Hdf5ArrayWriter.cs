using System.Globalization;

namespace Hep.Data;

/// <summary>A data set of a file that is being written, [N, ...], to which rows are added.</summary>
/// <typeparam name="T">The type of its elements, in memory and in the file.</typeparam>
public sealed unsafe class Hdf5ArrayWriter<T>
    where T : unmanaged
{
    private readonly Hdf5Rows _rows;
    private readonly string _name;

    internal Hdf5ArrayWriter(Hdf5Rows rows, string name) => (_rows, _name) = (rows, name);

    /// <summary>The rows until now.</summary>
    public long Rows => _rows.Rows;

    /// <summary>Adds rows.</summary>
    /// <param name="rows">[rows, ...] in row-major order.</param>
    /// <exception cref="ArgumentException">These are no whole rows.</exception>
    /// <exception cref="IOException">The disk is full, or broken.</exception>
    public void Append(ReadOnlySpan<T> rows)
    {
        if (rows.Length % _rows.RowLength != 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"data set '{_name}': {rows.Length} elements are no whole rows of {_rows.RowLength}"), nameof(rows));
        using var entered = Hdf5Library.Enter();
        fixed (T* pointer = rows)
            _rows.Append(pointer, rows.Length / _rows.RowLength);
    }
}
