using System.Buffers.Binary;
using System.Text;
using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>Gzip data whose members end anywhere in the buffer of 65,536 bytes; they are stored, so that their packed length is known.</summary>
public sealed class GzipInputTests : IDisposable
{
    private const int Block = 32_768;
    private static readonly CsvLayout Layout = new() { Features = [new("x")] };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(65_536)]
    [InlineData(131_072)]
    public void A_file_of_any_packed_length_around_that_of_the_buffer_is_read(int buffer)
    {
        for (var length = buffer - 10; length <= buffer + 20; length++)
        {
            var text = Text(length - 18 - (5 * (buffer / Block)));
            var packed = Stored(text);
            Assert.Equal(length, packed.Length);
            Assert.Equal(Lines(text), CsvReader.Read(folder.Write("a.csv.gz", packed), Layout).Count);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_hundred_members_one_after_the_other_are_one_file(int seed)
    {
        var random = new Random(seed);
        var text = Text(800_000);
        var packed = new List<byte>();
        for (int start = 0, member = 1; member <= 100; member++)
        {
            var end = member == 100 ? text.Length : Math.Min(text.Length, start + random.Next(1, 16_000));
            packed.AddRange(Stored(text[start..end]));
            start = end;
        }

        Assert.Equal(Lines(text), CsvReader.Read(folder.Write("a.csv.gz", [.. packed]), Layout).Count);
    }

    /// <summary>As bgzip ends its files; two of them joined have one in the middle.</summary>
    [Fact]
    public void An_empty_member_may_stand_anywhere()
    {
        byte[] empty = [.. Header, 3, 0, .. new byte[8]];
        var text = Text(70_000);
        byte[] packed = [.. empty, .. Stored(text[..40_000]), .. empty, .. empty, .. Stored(text[40_000..]), .. empty];
        Assert.Equal(Lines(text), CsvReader.Read(folder.Write("a.csv.gz", packed), Layout).Count);
    }

    private static ReadOnlySpan<byte> Header => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];

    // A column of numbers; the last one has as many digits as are left.
    private static byte[] Text(int length)
    {
        const string Line = "1.25\n";
        var text = new StringBuilder("x\n");
        while (text.Length + (3 * Line.Length) < length)
            text.Append(Line);
        return Encoding.ASCII.GetBytes(text.Append("1.").Append('5', length - text.Length - 1).Append('\n').ToString());
    }

    private static int Lines(byte[] text) => text.Count(c => c == '\n') - 1;

    private static byte[] Stored(byte[] text)
    {
        var packed = new List<byte>();
        packed.AddRange(Header);
        for (var start = 0; start == 0 || start < text.Length; start += Block)
        {
            var length = (ushort)Math.Min(Block, text.Length - start);
            packed.AddRange([(byte)(start + length == text.Length ? 1 : 0), (byte)length, (byte)(length >> 8), (byte)~length, (byte)(~length >> 8), .. text.AsSpan(start, length)]);
        }

        var trailer = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, Crc32.Append(0, text));
        BinaryPrimitives.WriteInt32LittleEndian(trailer.AsSpan(4), text.Length);
        packed.AddRange(trailer);
        return [.. packed];
    }
}
