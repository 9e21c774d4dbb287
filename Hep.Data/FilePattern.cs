using System.IO.Enumeration;

namespace Hep.Data;

/// <summary>Finds the files that a path with wildcards means: <c>*</c> any characters, <c>?</c> one, in the names of folders and of files, as a shell has it.</summary>
public static class FilePattern
{
    private const int MostShown = 8;
    private static readonly char[] Wildcards = ['*', '?'];

    /// <summary>Whether a path has wildcards.</summary>
    public static bool HasWildcards(string path) => path.AsSpan().IndexOfAny(Wildcards) >= 0;

    /// <summary>The files, in ordinal order of their paths. What begins with a dot is found only where the pattern does so, too.</summary>
    /// <param name="pattern">A path. Without wildcards, or where there is a file of that very name, it means itself, whether it is there or not.</param>
    /// <exception cref="InvalidDataException">No file matches; the message says what lies there.</exception>
    public static IReadOnlyList<string> Expand(string pattern)
    {
        if (!HasWildcards(pattern) || File.Exists(pattern))
            return [pattern];
        var full = Path.GetFullPath(pattern);
        var root = Path.GetPathRoot(full)!;
        string[] parts = full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        List<string> folders = [root];
        for (var i = 0; i < parts.Length - 1; i++)
        {
            List<string> below = [.. folders.SelectMany(folder => Below(folder, parts[i], Directory.EnumerateDirectories))];
            if (below.Count == 0)
                throw Nothing(pattern, folders, Directory.EnumerateDirectories, "the folders");
            folders = below;
        }

        string[] files = [.. folders.SelectMany(folder => Below(folder, parts[^1], Directory.EnumerateFiles)).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw Nothing(pattern, folders, Directory.EnumerateFiles, "the files");
    }

    private static IEnumerable<string> Below(string folder, string name, Func<string, IEnumerable<string>> list)
    {
        var path = Path.Combine(folder, name);
        if (!HasWildcards(name))
            return Path.Exists(path) ? [path] : [];
        return list(folder).Where(found => IsMatch(name, Path.GetFileName(found)));
    }

    private static bool IsMatch(string pattern, string name) =>
        (name[0] != '.' || pattern[0] == '.') && FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    private static InvalidDataException Nothing(string pattern, List<string> folders, Func<string, IEnumerable<string>> list, string what)
    {
        string[] names = [.. list(folders[0]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        var shown = string.Join(", ", names.Take(MostShown)) + (names.Length > MostShown ? ", ..." : "");
        return new InvalidDataException($"{pattern}: no file matches; {(names.Length == 0 ? $"{folders[0]} holds none" : $"{folders[0]} holds {what} {shown}")}");
    }
}
