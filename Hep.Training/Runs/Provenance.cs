using System.Reflection;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Hep.Training.Runs;

/// <summary>What made a run: version and commit of Hep, and the machine.</summary>
public static class Provenance
{
    private static readonly string[] Informational =
        (typeof(Provenance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+');

    /// <summary>Hep's version, as in 0.1.0.</summary>
    public static string Version => Informational[0];

    /// <summary>The commit that Hep was built from; "unknown" if it was built outside of a git repository.</summary>
    public static string Commit => Informational.Length > 1 ? Informational[1] : "unknown";

    /// <summary>The machine in words.</summary>
    public static string Machine => FormattableString.Invariant(
        $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, .NET {Environment.Version}, libtorch {__version__}");
}
