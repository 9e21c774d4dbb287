using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>
/// A native object for the length of a call: it cannot be released meanwhile, not even by another thread, and asking for one that
/// was disposed before is an <see cref="ObjectDisposedException"/>. Costs two interlocked operations and no memory.
/// </summary>
internal readonly ref struct Borrowed : IDisposable
{
    private readonly SafeHandle _handle;

    public Borrowed(SafeHandle handle, object owner = null)
    {
        ArgumentNullException.ThrowIfNull(handle);
        ObjectDisposedException.ThrowIf(handle.IsClosed || handle is TrackedHandle { IsDisposed: true }, owner ?? handle);
        var borrowed = false;
        handle.DangerousAddRef(ref borrowed);
        _handle = handle;
    }

    public nint Pointer => _handle.DangerousGetHandle();

    public void Dispose() => _handle?.DangerousRelease();
}
