using System.Text;
using System.Text.Unicode;

namespace Hep.Data;

/// <summary>Some whole records of a file, each with its line break: nothing of a record or a quotation reaches over the end of a block.</summary>
internal sealed class CsvBlock
{
    private int start;
    private int end;

    /// <summary>The memory of the block; <see cref="CsvBlocks"/> fills it, and makes it larger where one record needs that.</summary>
    public byte[] Buffer { get; set; } = [];

    /// <summary>The records.</summary>
    public Span<byte> Text => Buffer.AsSpan(start, end - start);

    /// <summary>The line on which the block begins; the file's first is 1.</summary>
    public long FirstLine { get; private set; }

    /// <summary>The number of lines of the file that lie in the block.</summary>
    public int Lines { get; private set; }

    /// <summary>The share of the file that has been read when the block ends, in (0, 1].</summary>
    public double Progress { get; private set; }

    /// <summary>Says what of the buffer are the records.</summary>
    public void Set(int from, int to, long firstLine, double progress)
    {
        (start, end, FirstLine, Progress) = (from, to, firstLine, progress);
        Lines = Text.Count((byte)'\n');
    }

    /// <summary>Leaves out the bytes at the beginning, which are whole records.</summary>
    public void Skip(int bytes)
    {
        var lines = Text[..bytes].Count((byte)'\n');
        start += bytes;
        FirstLine += lines;
        Lines -= lines;
    }

    /// <summary>The line on which a byte of the block lies.</summary>
    public long LineOf(int position) => FirstLine + Text[..position].Count((byte)'\n');

    /// <summary>What is wrong with the first bytes that are no text; null: all of it is UTF-8.</summary>
    /// <param name="length">How far to look.</param>
    public CsvFault? NotUtf8(int length)
    {
        var text = Text[..length];
        if (Utf8.IsValid(text))
            return null;
        var position = 0;
        while (Rune.DecodeFromUtf8(text[position..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
            position += consumed;
        return new CsvFault(LineOf(position), $"byte 0x{text[position]:X2} is not UTF-8 text; is this a CSV file? If so, save it as UTF-8");
    }
}
