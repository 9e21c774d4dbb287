using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>
/// A handle that knows it was disposed. SafeHandle itself says so only once the last borrower has gone, and a session is borrowed by
/// its bindings for as long as they live.
/// </summary>
internal abstract class TrackedHandle(nint value) : SafeHandle(value, ownsHandle: true)
{
    private volatile bool _disposed;

    public bool IsDisposed => _disposed;

    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        base.Dispose(disposing);
    }
}
