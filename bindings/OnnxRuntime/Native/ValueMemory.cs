using System.Buffers;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>A value's elements as Memory&lt;T&gt;; every access asks first whether the value is still there.</summary>
internal sealed unsafe class ValueMemory<T>(OrtValue value) : MemoryManager<T>
    where T : unmanaged
{
    public override Span<T> GetSpan() => value.GetTensorMutableDataAsSpan<T>();

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ObjectDisposedException.ThrowIf(value.Handle.IsDisposed, value);
        var held = false;
        value.Handle.DangerousAddRef(ref held);
        return new MemoryHandle((T*)value.DataPointer() + elementIndex, pinnable: this);
    }

    public override void Unpin() => value.Handle.DangerousRelease();

    protected override void Dispose(bool disposing)
    {
    }
}
