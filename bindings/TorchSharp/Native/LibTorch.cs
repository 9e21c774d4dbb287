using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp.Native;

/// <summary>Finds and loads the native door, and the CUDA half of libtorch where the libtorch that it was built for has one.</summary>
internal static partial class LibTorch
{
    private const int AuthenticAmd = 0x68747541; // "Auth"

    public static nint Load(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != "hep_torch")
            return 0;

        var folder = Path.GetDirectoryName(assembly.Location) is { Length: > 0 } beside ? beside : AppContext.BaseDirectory;
        var file = Path.Combine(folder, "libhep_torch.so");
        if (!File.Exists(file))
            throw new DllNotFoundException($"{file} is missing: the build compiles it with g++ against libtorch. Run './hep setup' once, then build again.");

        LoadCuda();
        ChooseKernels();
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (DllNotFoundException e)
        {
            throw new DllNotFoundException(
                $"{file} does not load, probably because the libtorch that it was built for has moved or changed. "
                + $"Run './hep setup' and build again. ({e.Message})",
                e);
        }
    }

    // An OpenBLAS older than an AMD processor with AVX-512 takes it for one without; newer ones choose what is set here, as one
    // who sets the variable does. It is read when the library is loaded, and from the C library's environment, not from .NET's.
    private static void ChooseKernels()
    {
        var (_, vendor, _, _) = X86Base.IsSupported ? X86Base.CpuId(0, 0) : default;
        if (vendor == AuthenticAmd && Avx512F.VL.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported && Avx512CD.IsSupported)
            _ = setenv("OPENBLAS_CORETYPE", "SkylakeX", overwrite: 0);
    }

    [LibraryImport("libc.so.6", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    // libtorch finds its CUDA kernels by registration when the library is loaded, but nothing links to them.
    private static void LoadCuda()
    {
        if (Environment.GetEnvironmentVariable("HEP_LIBTORCH") is not { Length: > 0 } root)
            return;

        foreach (var library in (string[])["libc10_cuda.so", "libtorch_cuda.so"])
        {
            var file = Path.Combine(root, "lib", library);
            if (File.Exists(file))
                NativeLibrary.TryLoad(file, out _);
        }
    }
}
