using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>What PyTorch calls torch.*: a strict subset of the TorchSharp package, on the machine's own libtorch.</summary>
public static partial class torch
{
    public static string __version__ => Marshal.PtrToStringUTF8(NativeMethods.hep_version())!;

    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.Current;

    public static DisposeScope NewDisposeScope() => DisposeScopeManager.Open();

    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    public static bool is_grad_enabled() => NativeMethods.hep_grad_mode();

    public static IDisposable no_grad() => set_grad_enabled(false);

    public static IDisposable enable_grad(bool enabled = true) => set_grad_enabled(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static int get_num_threads() => NativeMethods.hep_num_threads();

    public static void set_num_threads(int num) => NativeMethods.Check(NativeMethods.hep_set_num_threads(num));

    public static bool cuda_is_available() => cuda.is_available();

    public static class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static int device_count() => NativeMethods.hep_cuda_device_count();

        public static void synchronize(Device? device = null) =>
            NativeMethods.Check(NativeMethods.hep_cuda_synchronize(device?.index ?? -1));
    }

    // Thread-local in libtorch: to be disposed on the thread that made it.
    private sealed class GradMode : IDisposable
    {
        private readonly bool before = NativeMethods.hep_grad_mode();

        public GradMode(bool enabled) => NativeMethods.hep_set_grad_mode(enabled);

        public void Dispose() => NativeMethods.hep_set_grad_mode(before);
    }
}
