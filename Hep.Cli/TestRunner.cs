using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Hep.Training;

namespace Hep.Cli;

/// <summary>Runs the solution's tests as they were built, and adds up what came out.</summary>
internal static partial class TestRunner
{
    /// <exception cref="DirectoryNotFoundException">The program does not lie in a source tree.</exception>
    /// <exception cref="RunFailedException">A test failed, or none was found.</exception>
    public static int Run(TestRequest request, Shell shell)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { "test", Path.Combine(SourceTree(), "Hep.sln"), "--no-build", "--nologo" })
            start.ArgumentList.Add(argument);
        if (request.Filter is { } filter)
        {
            start.ArgumentList.Add("--filter");
            start.ArgumentList.Add("FullyQualifiedName~" + filter);
        }

        using var process = Process.Start(start) ?? throw new RunFailedException("dotnet test did not start");
        var (passed, failed, skipped) = (0, 0, 0);
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (!shell.IsQuiet)
                shell.Out.WriteLine(line);
            if (Summary().Match(line) is { Success: true } summary)
            {
                failed += Count(summary, 1);
                passed += Count(summary, 2);
                skipped += Count(summary, 3);
            }
        }

        process.WaitForExit();
        shell.Out.WriteLine(FormattableString.Invariant($"{passed} passed, {failed} failed, {skipped} skipped"));
        return process.ExitCode == 0 && failed == 0 && passed > 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static int Count(Match summary, int group) => int.Parse(summary.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static string SourceTree()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Hep.sln")))
                return folder;
        }

        throw new DirectoryNotFoundException($"found no Hep.sln above {AppContext.BaseDirectory}, expected the program to lie in its source tree (tests need it)");
    }

    [GeneratedRegex(@"Failed:\s+(\d+), Passed:\s+(\d+), Skipped:\s+(\d+), Total:")]
    private static partial Regex Summary();
}
