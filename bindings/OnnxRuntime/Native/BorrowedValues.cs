using System.Buffers;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>Several values borrowed for the length of a call, as <see cref="Borrowed"/> does for one.</summary>
internal ref struct BorrowedValues : IDisposable
{
    private readonly ValueHandle[] _handles;
    private int _count;

    public BorrowedValues(int capacity) => _handles = ArrayPool<ValueHandle>.Shared.Rent(capacity);

    /// <summary>The value's pointer, good until <see cref="Dispose"/>.</summary>
    public nint Add(OrtValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var handle = value.Handle;
        ObjectDisposedException.ThrowIf(handle.IsDisposed, value);
        var borrowed = false;
        handle.DangerousAddRef(ref borrowed);
        _handles[_count++] = handle;
        return handle.DangerousGetHandle();
    }

    public readonly void Dispose()
    {
        for (var i = 0; i < _count; i++)
        {
            _handles[i].DangerousRelease();
            _handles[i] = null;
        }

        ArrayPool<ValueHandle>.Shared.Return(_handles);
    }
}
