using Hep.Tests.Support;

namespace Hep.Tests.Architecture;

/// <summary>The files that belong to the project: what git knows, or every file outside build folders where there is no git.</summary>
internal static class SourceTree
{
    private static readonly string[] NotOurs = [".git", ".hep", "bin", "obj", "runs", "TestResults", "__pycache__", "hep.local.props"];

    /// <summary>Paths relative to the root, with forward slashes, sorted.</summary>
    public static IReadOnlyList<string> Files { get; } = FromGit() ?? FromDisk();

    /// <summary>Those of <see cref="Files"/> which hold text, with their lines.</summary>
    public static IEnumerable<(string Path, string[] Lines)> Texts =>
        from path in Files
        let content = File.ReadAllText(Repository.PathOf(path))
        where !content.Contains('\0')
        select (path, content.Split('\n'));

    private static string[]? FromGit()
    {
        if (!Path.Exists(Repository.PathOf(".git")))
            return null;
        var (code, output) = Tool.Run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard");
        return code == 0
            ? [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(f => File.Exists(Repository.PathOf(f))).Order(StringComparer.Ordinal)]
            : null;
    }

    private static string[] FromDisk() =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'))
            .Where(f => !f.Split('/').Intersect(NotOurs).Any())
            .Order(StringComparer.Ordinal),
    ];
}
