using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

public unsafe class OrtAllocator : SafeHandle
{
    private static OrtAllocator _default;
    private readonly SessionHandle _session;

    public OrtAllocator(InferenceSession session, OrtMemoryInfo memInfo)
        : base(0, ownsHandle: true)
    {
        ArgumentNullException.ThrowIfNull(session);
        using var borrowedSession = session.Borrow();
        using var info = new Borrowed(memInfo);
        nint allocator;
        Status.Verify(OrtLibrary.Api->CreateAllocator(borrowedSession.Pointer, info.Pointer, &allocator));
        SetHandle(allocator);
        var held = false;
        session.Handle.DangerousAddRef(ref held);
        _session = session.Handle;
    }

    private OrtAllocator(nint shared)
        : base(shared, ownsHandle: false)
    {
    }

    /// <summary>The CPU allocator, which ONNX Runtime owns. Wrapped again should anybody have disposed it.</summary>
    public static OrtAllocator DefaultInstance
    {
        get
        {
            if (_default is { IsClosed: false } usable)
                return usable;
            nint shared;
            Status.Verify(OrtLibrary.Api->GetAllocatorWithDefaultOptions(&shared));
            return _default = new OrtAllocator(shared);
        }
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        OrtLibrary.Api->ReleaseAllocator(handle);
        _session.DangerousRelease();
        return true;
    }
}
