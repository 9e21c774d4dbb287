using System.Diagnostics;

namespace Hep.Benchmarks.Resume;

/// <summary>Starts <c>hep</c>, and other programs, as processes.</summary>
internal static class Launcher
{
    /// <summary>The command line program, built with this one.</summary>
    public static string HepPath { get; } = Path.Combine(AppContext.BaseDirectory, "hep.dll");

    /// <summary>Starts <c>hep</c>; what it says is thrown away.</summary>
    public static Process Hep(params string[] args) => Start("sh", ["-c", "exec dotnet \"$@\" >/dev/null 2>&1", "sh", HepPath, .. args], redirect: false);

    /// <summary>Runs a program to its end.</summary>
    public static (int Code, string Output, string Error) Run(string program, params string[] args)
    {
        using var process = Start(program, args, redirect: true);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Result, error);
    }

    private static Process Start(string program, string[] args, bool redirect) => Process.Start(
        new ProcessStartInfo(program, args) { UseShellExecute = false, RedirectStandardOutput = redirect, RedirectStandardError = redirect })!;
}
