using System.Text;

namespace Hep.Data;

/// <summary>What a file that is not what was expected looks like, for messages.</summary>
internal static class FileKind
{
    private const int Shown = 16;

    private static readonly (byte[] Begin, string Words)[] Known =
    [
        ([0x89, .. "HDF"u8], "an HDF5 file"), ([0x93, .. "NUMPY"u8], "a NumPy .npy file"), ([.. "PK"u8, 3, 4], "a zip file, as .npz files are"),
        ([.. "PK"u8, 5, 6], "an empty zip file"), ([0x1f, 0x8b], "a gzip file"), ([.. "root"u8], "a ROOT file"), ([0x80], "a Python pickle"),
    ];

    /// <summary>In words, from the first bytes.</summary>
    public static string Describe(Stream stream)
    {
        stream.Position = 0;
        var begin = new byte[Shown];
        begin = begin[..stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false)];
        if (begin.Length == 0)
            return "the file is empty";
        if (Known.FirstOrDefault(k => begin.AsSpan().StartsWith(k.Begin)).Words is { } words)
            return $"it looks like {words}";
        var isText = begin.All(b => b is >= 32 and < 127 or (byte)'\n' or (byte)'\r' or (byte)'\t');
        return isText
            ? $"it begins with the text '{Encoding.ASCII.GetString(begin).ReplaceLineEndings(" ").Trim()}'"
            : $"it begins with the bytes {string.Join(' ', begin.Take(8).Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)))}";
    }
}
