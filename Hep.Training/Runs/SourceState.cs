using System.ComponentModel;
using System.Diagnostics;

namespace Hep.Training.Runs;

/// <summary>The git commit of a file, and whether the file or its repository differ from it.</summary>
/// <param name="Commit">The commit that is checked out.</param>
/// <param name="IsModified">True if a tracked file has changes, or the file itself is not tracked; other files that are not tracked do not count.</param>
internal sealed record SourceState(string Commit, bool IsModified)
{
    // A run does not wait for a repository on a slow disk.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks git; null where there is no git, no repository, no commit, or no answer in time.</summary>
    /// <param name="file">The file.</param>
    public static SourceState? Of(string file)
    {
        var (full, folder) = (Path.GetFullPath(file), Path.GetDirectoryName(Path.GetFullPath(file))!);
        if (Git(folder, "rev-parse", "--verify", "HEAD") is not { Length: > 0 } commit || Git(folder, "status", "--porcelain", "--untracked-files=no") is not { } changes)
            return null;
        return new(commit, changes.Length > 0 || Git(folder, "ls-files", "--", full) is not { Length: > 0 });
    }

    private static string? Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", folder, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        try
        {
            using var git = Process.Start(start)!;
            git.StandardInput.Close();
            var (output, errors) = (git.StandardOutput.ReadToEndAsync(), git.StandardError.ReadToEndAsync());
            if (Task.WaitAll([output, errors], Patience) && git.WaitForExit(Patience))
                return git.ExitCode == 0 ? output.Result.Trim() : null;
            git.Kill();
            return null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
