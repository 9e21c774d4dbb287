using System.Globalization;
using System.IO.Compression;

namespace Hep.Benchmarks.Csv;

/// <summary>A long file made of a short one of the challenge's format.</summary>
internal static class Prepared
{
    public static void Write(string source, int rows, string target)
    {
        using var file = File.OpenRead(source);
        using var reader = new StreamReader(source.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        var header = reader.ReadLine()!;
        var cells = new List<string>();
        while (reader.ReadLine() is { } line)
            cells.Add(line[line.IndexOf(',', StringComparison.Ordinal)..]);
        using var plain = new StreamWriter(target);
        using var zipped = new StreamWriter(new GZipStream(File.Create(target + ".gz"), CompressionLevel.Optimal));
        foreach (var writer in new[] { plain, zipped })
        {
            writer.NewLine = "\n";
            writer.WriteLine(header);
            for (var row = 0; row < rows; row++)
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{100_000 + row}{cells[row % cells.Count]}"));
        }
    }
}
