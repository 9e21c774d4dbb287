using System.Text;

namespace Hep.Tests.Support.Fuzz;

/// <summary>Damages files in the ways in which files get damaged, and in some that only an enemy thinks of.</summary>
/// <param name="random">Where the changes come from.</param>
/// <param name="snippets">Pieces that mean something in the format.</param>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> snippets)
{
    private const int MostChanges = 3;
    private const int LongestSpan = 200;

    /// <summary>What CSV files may suffer.</summary>
    public static IReadOnlyList<byte[]> Csv { get; } =
    [
        .. Texts(
            ",", ",,", ";", "\t", "\n", "\n\n", "\r", "\r\n", "\n\r\n", "\"", "\"\"", "\"\"\"", "\",\"", "\"\n\"", "\0", "\0\0\0\0", " ", "  \t", "\uFEFF", "\u2028", "\u0085", "é", "1e999",
            "-1e999", "1e-999", "4.9e-324", "3.5e38", "1e38", "NaN", "-inf", "Infinity", "nan(1)", "0x1p3", "1_000", "1,5", "+5", "-0", "-0.0", "+.5e+1", ".", "e", "1e", "1e+", "--1", "٣", "99999999999999999999",
            "18446744073709551615", "18446744073709551616", "0000000000000000000000000000007", "1.0000000596046447753906251", "=1+1", "s", "b", "id", "mass"),
        Encoding.UTF8.GetBytes(new string('9', 400)),
        Encoding.UTF8.GetBytes("0." + new string('0', 400) + "1"),
        Encoding.UTF8.GetBytes(new string('x', 3000)),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("\"\"", 500))),
        Encoding.UTF8.GetBytes(new string(',', 2000)),
        Encoding.UTF8.GetBytes(new string('\n', 300)),
        .. Bytes,
    ];

    /// <summary>What run cards may suffer.</summary>
    public static IReadOnlyList<byte[]> Yaml { get; } =
    [
        .. Texts(
            ":", ": ", " #", "#", "\n", "\n\n", "\t", "\r", "\r\n", "\"", "'", "[", "]", "{", "}", "[[", "{a: {", ",", "- ", "-", "? ", "|\n", ">-\n", "&a ", "*a", "<<: *a\n", "<<: {epochs: 3}\n", "!!float ",
            "!!python/object/apply:os.system ", "!<tag:yaml.org,2002:str> ", "---\n", "...\n", "%YAML 1.1\n", "%TAG ! tag:x,2000:\n", "~", "null", "none", "yes", "true", "\0", "\u0007", "\uFEFF", "\u2028", "\u0085", "é",
            "1e999", "-1e999", ".inf", ".nan", "NaN", "0x1F", "0o17", "1_000", "99999999999999999999", "-1", "0", "1e-400", "''", "\"\\u0000\"", "\"\\x07\"", "\"\\n\"", "\"\\uD800\"", "data:\n", "  epochs: 3\n", "training: {epochs: 1}\n"),
        Encoding.UTF8.GetBytes(new string('[', 20_000)),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{a: ", 5_000))),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("- ", 5_000))),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 60).Select(i => new string(' ', i) + "a:\n"))),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("? ", 5_000))),
        Encoding.UTF8.GetBytes(new string('9', 500)),
        Encoding.UTF8.GetBytes(new string('x', 20_000)),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 2_000).Select(i => $"k{i}: {i}\n"))),
        Encoding.UTF8.GetBytes(BillionLaughs()),
        .. Bytes,
    ];

    /// <summary>A damaged copy.</summary>
    public byte[] Mutate(ReadOnlySpan<byte> seed)
    {
        var bytes = seed.ToArray().ToList();
        for (var change = 1 + random.Next(random.Next(1, MostChanges + 1)); change > 0; change--)
            Change(bytes);
        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(random.Next(1, LongestSpan), bytes.Count - at);
        switch (random.Next(9))
        {
            case 0 when length > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when length > 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 5 when length > 0:
                Swap(bytes, bytes[at]);
                break;
            case 6 when length > 0:
                bytes.RemoveAt(at);
                break;
            default:
                bytes.InsertRange(at, snippets[random.Next(snippets.Count)]);
                break;
        }
    }

    // One kind of byte for another from some place on: separators, decimal points, quotes.
    private void Swap(List<byte> bytes, byte from)
    {
        var to = snippets[random.Next(snippets.Count)][0];
        for (var i = random.Next(bytes.Count); i < bytes.Count; i++)
        {
            if (bytes[i] == from)
                bytes[i] = to;
        }
    }

    // No text at all: lone bytes, overlong forms, surrogates, other encodings, the beginnings of other files.
    private static IEnumerable<byte[]> Bytes =>
        [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xFF, 0xFE], [0xFE, 0xFF, 0, (byte)'a'], [0x1F, 0x8B, 8, 0], [0x89, (byte)'P', (byte)'N', (byte)'G'], [0x80]];

    private static IEnumerable<byte[]> Texts(params string[] texts) => texts.Select(Encoding.UTF8.GetBytes);

    private static string BillionLaughs() =>
        "a0: &a0 [lol, lol]\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n"));
}
