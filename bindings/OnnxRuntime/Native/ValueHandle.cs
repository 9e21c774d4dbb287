using System.Buffers;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>An OrtValue*, and the managed memory that it looks at, which stays pinned until the value is released.</summary>
internal sealed unsafe class ValueHandle : TrackedHandle
{
    private MemoryHandle _pinned;

    public ValueHandle(nint value, MemoryHandle pinned = default)
        : base(value) => _pinned = pinned;

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        OrtLibrary.Api->ReleaseValue(handle);
        _pinned.Dispose();
        return true;
    }
}
