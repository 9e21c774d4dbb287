using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>
/// Owns one reference to a native tensor. The finalizer is only the safety net: tensors are released by Dispose and by scopes.
/// What is alive is counted here, and the collector called when it has grown much: GC.AddMemoryPressure counts what is made,
/// and would collect all the time in a loop that releases everything.
/// </summary>
internal sealed class TensorHandle : SafeHandle
{
    private const long Growth = 256L << 20;
    private static long alive;
    private static long limit = Growth;
    private readonly long bytes;

    public TensorHandle(nint owned, int kib)
        : base(0, ownsHandle: true)
    {
        SetHandle(owned);
        if (kib <= 0)
            return;
        bytes = kib * 1024L;
        if (Interlocked.Add(ref alive, bytes) > Volatile.Read(ref limit))
            CollectForgotten();
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.hep_tensor_free(handle);
        Interlocked.Add(ref alive, -bytes);
        return true;
    }

    private static void CollectForgotten()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Volatile.Write(ref limit, Volatile.Read(ref alive) + Growth);
    }
}
