using System.Runtime.CompilerServices;
using Xunit;

namespace Hep.Tests.Support;

/// <summary>Where the tests find the source tree, its golden files and the real data.</summary>
internal static class Repository
{
    /// <summary>The folder of Hep.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file given relative to the repository's root, with forward slashes.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>A real data file (HEP_SHARED_DATA, else ../shared/data beside the repository); the test is skipped, and says so, without it.</summary>
    public static string SharedData(string relative)
    {
        var folder = Environment.GetEnvironmentVariable("HEP_SHARED_DATA") ?? Path.Combine(Root, "..", "shared", "data");
        var path = Path.GetFullPath(Path.Combine(folder, relative));
        Skip.IfNot(File.Exists(path), $"real data not found: {relative} (set HEP_SHARED_DATA to the folder that holds it)");
        return path;
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        for (var folder = Path.GetDirectoryName(here); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Hep.sln")))
                return folder;
        }

        throw new DirectoryNotFoundException($"no Hep.sln above {here}");
    }
}
