using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>
/// Owns one reference to a native tensor. The finalizer is only the safety net: tensors are released by Dispose and by scopes.
/// Large ones tell the collector what they weigh, so that forgotten tensors make it come.
/// </summary>
internal sealed class TensorHandle : SafeHandle
{
    private readonly long pressure;

    public TensorHandle(nint owned, int kib)
        : base(0, ownsHandle: true)
    {
        SetHandle(owned);
        if (kib <= 0)
            return;
        pressure = kib * 1024L;
        GC.AddMemoryPressure(pressure);
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.hep_tensor_free(handle);
        if (pressure > 0)
            GC.RemoveMemoryPressure(pressure);
        return true;
    }
}
