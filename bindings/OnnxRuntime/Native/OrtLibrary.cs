using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>Finds and loads libonnxruntime, once for the process, and hands out its table of functions.</summary>
internal static unsafe class OrtLibrary
{
    // The version of the table that the official package asks for too: every library since 1.14 knows it.
    private const uint ApiVersion = 14;
    private const string FileName = "libonnxruntime.so.1";
    private const string Variable = "HEP_ONNXRUNTIME";
    private static readonly Lock Gate = new();
    private static OrtApi* _api;

    /// <summary>The functions; the first use loads the library.</summary>
    /// <exception cref="DllNotFoundException">There is no library, or it is too old; the message says what to do.</exception>
    public static OrtApi* Api => _api is not null ? _api : Load();

    /// <summary>The library's own version, as in "1.29.0".</summary>
    public static string Version { get; private set; }

    private static OrtApi* Load()
    {
        lock (Gate)
        {
            if (_api is not null)
                return _api;
            var library = Open();
            var getBase = (delegate* unmanaged<nint*>)NativeLibrary.GetExport(library, "OrtGetApiBase");
            var entries = getBase();
            Version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)entries[1])());
            var api = ((delegate* unmanaged<uint, OrtApi*>)entries[0])(ApiVersion);
            if (api is null)
                throw new DllNotFoundException($"ONNX Runtime {Version} is too old: 1.14 or newer is needed. Run eng/install-onnxruntime.sh, or set {Variable}.");
            return _api = api;
        }
    }

    private static nint Open()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            var file = Directory.Exists(named) ? Path.Combine(named, FileName) : named;
            return NativeLibrary.TryLoad(file, out var chosen)
                ? chosen
                : throw new DllNotFoundException($"{Variable} is '{named}', but {file} {(File.Exists(file) ? "is no library that can be loaded on this machine" : "does not exist")}.");
        }

        foreach (var file in Candidates().Where(File.Exists))
        {
            if (NativeLibrary.TryLoad(file, out var found))
                return found;
        }

        foreach (var name in (string[])[FileName, "libonnxruntime.so"])
        {
            if (NativeLibrary.TryLoad(name, out var installed))
                return installed;
        }

        throw new DllNotFoundException(
            $"ONNX Runtime's library ({FileName}) was not found beside the program, in a folder .hep/onnxruntime above it, or among the system's libraries. "
            + $"Run eng/install-onnxruntime.sh (./hep does), or set {Variable} to the library or to its folder.");
    }

    /// <summary>Beside the program, then in .hep/onnxruntime/VERSION of a folder above it, the newest version first.</summary>
    private static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, FileName);
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", FileName);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var installed = new DirectoryInfo(Path.Combine(folder.FullName, ".hep", "onnxruntime"));
            if (!installed.Exists)
                continue;
            foreach (var version in installed.GetDirectories().OrderByDescending(d => System.Version.TryParse(d.Name, out var v) ? v : new Version()))
                yield return Path.Combine(version.FullName, FileName);
        }
    }
}
