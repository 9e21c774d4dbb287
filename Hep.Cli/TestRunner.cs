using System.Diagnostics;
using Hep.Training;

namespace Hep.Cli;

/// <summary>Runs the tests as <c>./hep test</c> does, by the script of the source tree that the program lies in.</summary>
internal static class TestRunner
{
    /// <exception cref="DirectoryNotFoundException">The program does not lie in a source tree.</exception>
    /// <exception cref="RunFailedException">The script cannot be started.</exception>
    public static int Run(TestRequest request)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [Script(), .. request.Filter is { } filter ? [filter] : Array.Empty<string>()]))
            ?? throw new RunFailedException("bash did not start, which runs the tests");
        process.WaitForExit();
        return process.ExitCode == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static string Script()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var script = Path.Combine(folder, "eng", "test.sh");
            if (File.Exists(script))
                return script;
        }

        throw new DirectoryNotFoundException($"found no eng/test.sh above {AppContext.BaseDirectory}, expected the program to lie in its source tree (tests need it)");
    }
}
