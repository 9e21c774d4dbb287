using Hep.Training.Runs;

namespace Hep.Training.Listing;

/// <summary>Finds the runs below a folder.</summary>
public static class RunList
{
    // As deep as people sort runs into folders; a folder of something else is not searched to its end.
    private const int Deepest = 4;

    // Any of these makes a folder that of a run; what evaluate --out writes is none, and that of a trial is not either.
    private static readonly string[] Marks = ["card.yaml", "run.json", "log.jsonl", "history.csv", "best.safetensors", "checkpoints/.lock"];

    /// <summary>Reads the runs in and below a folder, the oldest first.</summary>
    /// <param name="folder">A run folder, or one that holds some.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<RunEntry> Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{folder}: no such folder; give the one that holds the runs, 'hep train' makes them below runs/");
        return [.. Find(folder, 0).Select(path => RunEntry.Read(path, NameOf(folder, path))).OrderBy(run => run.Started ?? DateTime.MaxValue).ThenBy(run => run.Name, StringComparer.Ordinal)];
    }

    /// <summary>A run by its folder, or by its name below one.</summary>
    /// <param name="folder">Where names are looked for.</param>
    /// <param name="name">A path, or a name.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such run.</exception>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public static RunEntry Read(string folder, string name)
    {
        string[] places = [name, Path.Combine(folder, name)];
        var path = places.FirstOrDefault(IsRun) ?? throw new DirectoryNotFoundException($"{name}: no such run folder, neither here nor below {folder}; 'hep runs' lists those that are there");
        var run = RunEntry.Read(path, name);
        return run.State == RunState.Broken ? throw new InvalidDataException($"{name}: the run cannot be compared: {run.Why}") : run;
    }

    private static bool IsRun(string path) => Marks.Any(mark => File.Exists(Path.Combine(path, mark))) && !File.Exists(RunFolder.At(path).TrialCard);

    private static IEnumerable<string> Find(string folder, int depth)
    {
        if (IsRun(folder))
            return [folder];
        return depth == Deepest ? [] : Directory.EnumerateDirectories(folder, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint })
            .SelectMany(below => Find(below, depth + 1));
    }

    private static string NameOf(string folder, string path)
    {
        var name = Path.GetRelativePath(folder, path);
        return name == "." ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))) : name;
    }
}
