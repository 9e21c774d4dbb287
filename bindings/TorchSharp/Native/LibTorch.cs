using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>Finds and loads the native door, and the CUDA half of libtorch where the libtorch that it was built for has one.</summary>
internal static class LibTorch
{
    public static nint Load(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != "hep_torch")
            return 0;

        var folder = Path.GetDirectoryName(assembly.Location) is { Length: > 0 } beside ? beside : AppContext.BaseDirectory;
        var file = Path.Combine(folder, "libhep_torch.so");
        if (!File.Exists(file))
            throw new DllNotFoundException($"{file} is missing: the build compiles it with g++ against libtorch. Run './hep setup' once, then build again.");

        LoadCuda();
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
