using System.IO.Compression;
using System.Text;
using Hep.Data;

namespace Hep.Tests.Support.Fuzz;

/// <summary>Damaged CSV files: either the rows that the reference reads, or one clear error where the reference refuses, too.</summary>
internal static class CsvFuzz
{
    private const int LongestMessage = 2000;
    private const int GzipHeader = 10;

    private static readonly CsvLayout Layout = new()
    {
        Features = [new("mass", "GeV"), new("pt", "GeV")],
        Label = "label",
        Classes = ["b", "s"],
        Weight = "weight",
        EventId = "id",
        Missing = -999,
        Extras = ["set"],
    };

    // Blocks of a few rows on several threads: what damages one of them must not look different.
    private static readonly CsvWork[] Divisions = [CsvWork.InTurn, new(3, 64), new(1, 1)];

    private static readonly byte[][] Seeds =
    [
        .. new[]
        {
            "id,mass,pt,weight,label,set\n7,91.2,-999,0.5,s,train\n8,1.5,2,1,b,\"a,\"\"b\"\n9,3,-999,2e0,s,é\n",
            "id,mass,pt,weight,label,set\r\n7,91.2,-999.0,0.5,s,train\r\n18446744073709551615,0.00001,1e3,-1e-300,b,test\r\n",
            "\uFEFFset,unused,label,weight,pt,mass,id\n\"two\nlines\",,s,1,2.5,3.5,0\nx,\"\",b,0.25,138.47,16777217,1\n\n\n",
            "id,mass,pt,weight,label,set\n" + string.Concat(Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"{i},{i * 0.37},{97.827 - i},{1.0 / (i + 1)},{(i % 3 == 0 ? 's' : 'b')},t\n"))),
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>A damaged file's name, which says whether it is compressed, and its content.</summary>
    public static (string Name, byte[] Content) Make(Random random)
    {
        var mutator = new Mutator(random, Mutator.Csv);
        var seed = Seeds[random.Next(Seeds.Length)];
        return random.Next(5) switch
        {
            0 => ("m.csv.gz", mutator.Mutate(Gzip(seed))),
            1 => ("m.csv.gz", Gzip(mutator.Mutate(seed))),
            _ => ("m.csv", mutator.Mutate(seed)),
        };
    }

    /// <summary>Reads the file; true where it was accepted.</summary>
    /// <exception cref="FuzzException">What came out is not what it should be.</exception>
    public static bool Check(string path)
    {
        var content = File.ReadAllBytes(path);
        var text = Unpacked(content);
        var expected = ReferenceCsv.Read(text, Layout);

        // What the framework would have packed in another way is damaged.
        var isDamaged = text != content && !content.AsSpan().SequenceEqual(Gzip(text));
        foreach (var work in Divisions)
        {
            try
            {
                var rows = ReferenceCsv.Of(CsvReader.Read(path, Layout, work));
                if (expected is null)
                    throw new FuzzException("read, although it is to be refused");
                if (rows.Count != expected.Count || !rows.Zip(expected).All(pair => pair.First.SequenceEqual(pair.Second)))
                    throw new FuzzException("other rows than the reference");
            }
            catch (InvalidDataException error)
            {
                RequireClear(error.Message, path);
                if (expected is not null && !(isDamaged && error.Message.Contains("gzip data", StringComparison.Ordinal)))
                    throw new FuzzException($"refused, although it is to be read: {error.Message}", error);
            }
            catch (Exception error) when (error is not FuzzException)
            {
                throw new FuzzException($"another kind of error: {error.GetType().Name}", error);
            }
        }

        RequireSameFault(path);
        return expected is not null;
    }

    private static void RequireClear(string message, string path)
    {
        if (!message.StartsWith(path, StringComparison.Ordinal) || message.Length > LongestMessage || message.Any(char.IsControl))
            throw new FuzzException($"not one sentence about the file: {message}");
    }

    private static void RequireSameFault(string path)
    {
        // Where gzip data are damaged, how much is judged before that depends on the blocks.
        if (path.EndsWith(".gz", StringComparison.Ordinal))
            return;
        var faults = Array.ConvertAll(Divisions, work =>
        {
            try
            {
                CsvReader.Read(path, Layout, work);
                return "";
            }
            catch (InvalidDataException error)
            {
                return error.Message;
            }
        });
        if (Array.Exists(faults, fault => fault != faults[0]))
            throw new FuzzException($"the error depends on the blocks: {string.Join(" | ", faults)}");
    }

    // The text of a file that may be compressed, as far as it can be unpacked. Damage between the packed data and their checksum is passed
    // over: what the product reads from such a file must be what was packed.
    private static byte[] Unpacked(byte[] bytes)
    {
        if (bytes is not [0x1F, 0x8B, ..])
            return bytes;
        using var text = new MemoryStream();
        try
        {
            using var packed = new DeflateStream(new MemoryStream(bytes, Math.Min(GzipHeader, bytes.Length), Math.Max(0, bytes.Length - GzipHeader)), CompressionMode.Decompress);
            packed.CopyTo(text);
        }
        catch (InvalidDataException)
        {
            // What was unpacked up to the damage; the product reads it only if its checksum is right.
        }

        return text.ToArray();
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return target.ToArray();
    }
}
