using System.Diagnostics;
using Hep.Cli;

namespace Hep.Tests.Cli;

/// <summary>Runs <c>hep</c> with its real verbs: within the test, or as a process of its own.</summary>
internal static class HepProgram
{
    public static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        return (new CommandLine(new VerbBodies(), output, error).Run(args), output.ToString(), error.ToString());
    }

    /// <summary>Runs what must succeed, and gives its output.</summary>
    public static string Do(params string[] args)
    {
        var (code, output, error) = Run(args);
        return code == ExitCode.Ok ? output : throw new InvalidOperationException($"hep {string.Join(' ', args)}: exit code {code}\n{error}");
    }

    /// <summary>Starts a process; Ctrl-C reaches it whatever the test runner itself does with it.</summary>
    public static Process Start(params string[] args)
    {
        string[] command = ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "hep.dll"), .. args];
        return Process.Start(new ProcessStartInfo("env", command) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
    }
}
