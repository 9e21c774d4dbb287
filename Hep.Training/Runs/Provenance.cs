using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Hep.Onnx;
using static TorchSharp.torch;

namespace Hep.Training.Runs;

/// <summary>What made a run: version and commit of Hep, the libraries, and the machine.</summary>
public static class Provenance
{
    private const string CpuFile = "/proc/cpuinfo";
    private const string StatusFile = "/proc/self/status";

    private static readonly string[] Informational =
        (typeof(Provenance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+');

    /// <summary>Hep's version, as in 0.1.0.</summary>
    public static string Version => Informational[0];

    /// <summary>The commit that Hep was built from; "unknown" if it was built outside of a git repository.</summary>
    public static string Commit => Informational.Length > 1 ? Informational[1] : "unknown";

    /// <summary>Whether files of Hep's source tree differed from the commit when it was built; null: git could not tell.</summary>
    public static bool? IsModified => typeof(Provenance).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == "HepTreeModified")?.Value is { } value ? value == "true" : null;

    /// <summary>The versions of what Hep stands on, by name.</summary>
    public static IReadOnlyDictionary<string, string> Versions => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [".NET"] = Environment.Version.ToString(),
        ["ONNX Runtime"] = RuntimeVersion(),
        ["libtorch"] = __version__,
    };

    /// <summary>The machine in words: processor, cores, memory, system.</summary>
    public static string Machine => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor()}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:F1} GB, {RuntimeInformation.OSDescription}");

    /// <summary>The most memory that the process has had resident so far, in bytes; null: the system does not say.</summary>
    public static long? PeakMemory() =>
        File.Exists(StatusFile) ? PeakMemory(File.ReadLines(StatusFile)) : System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64;

    /// <summary>The same from the system's own words: .NET asks for the number by others, which not every system has.</summary>
    /// <param name="status">The lines of <c>/proc/self/status</c>.</param>
    /// <returns>Null: the number is not among them.</returns>
    internal static long? PeakMemory(IEnumerable<string> status)
    {
        const string Mark = "VmHWM:";
        var line = status.FirstOrDefault(text => text.StartsWith(Mark, StringComparison.Ordinal));

        // Blanks fill the number up to eight digits: a longer one has a tab before it and nothing else.
        return line?[Mark.Length..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var kibibytes, "kB"]
            && long.TryParse(kibibytes, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= long.MaxValue / 1024
            ? number * 1024
            : null;
    }

    // Only an export needs it: what is not there is no reason not to train.
    private static string RuntimeVersion()
    {
        try
        {
            return OnnxScorer.RuntimeVersion;
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException)
        {
            return "not found";
        }
    }

    private static string Processor()
    {
        var name = File.Exists(CpuFile)
            ? File.ReadLines(CpuFile).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[^1].Trim()
            : null;
        return name is { Length: > 0 } ? name : RuntimeInformation.ProcessArchitecture.ToString();
    }
}
