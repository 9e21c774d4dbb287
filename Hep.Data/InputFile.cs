namespace Hep.Data;

/// <summary>Opens files for reading from front to back, with messages for people.</summary>
internal static class InputFile
{
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The path is a folder.</exception>
    public static FileStream Open(string path)
    {
        if (Directory.Exists(path))
            throw new InvalidDataException($"{path}: this is a folder; expected a file");
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such file{Neighbours(path)}", path);
        return new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.Read,
            BufferSize = 1 << 16,
            Options = FileOptions.SequentialScan,
        });
    }

    private static string Neighbours(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is null || !Directory.Exists(folder))
            return $"; there is no folder {folder} either";
        var names = Directory.EnumerateFiles(folder).Take(1000).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);
        return NearestNames.Hint(Path.GetFileName(path), names).Replace("; there are none", "; its folder is empty", StringComparison.Ordinal)
            .Replace("nearest names", "nearest names in its folder", StringComparison.Ordinal);
    }
}
