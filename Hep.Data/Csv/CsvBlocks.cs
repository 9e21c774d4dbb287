using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Hep.Data;

/// <summary>
/// Cuts a stream into blocks of whole records, so that a block can be parsed on its own: nothing of a record, a line number or a
/// quotation reaches over a block's end. Checks that the text is UTF-8. Memory: one block, as long as records are shorter than that.
/// </summary>
internal sealed class CsvBlocks : IDisposable
{
    private const int FirstSize = 1 << 18;
    private const int LongestRecord = 1 << 24;

    private readonly Stream stream;
    private readonly string file;
    private byte[] buffer = new byte[FirstSize];
    private int start;
    private int filled;
    private bool ended;
    private bool began;
    private long nextLine = 1;

    private CsvBlocks(Stream stream, string file)
    {
        this.stream = stream;
        this.file = file;
    }

    /// <summary>Opens a plain or gzip-compressed file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is empty, a folder, or not gzip although named so.</exception>
    public static CsvBlocks Open(string path)
    {
        var stream = InputFile.Open(path);
        try
        {
            return new CsvBlocks(Uncompressed(stream, path), path);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The next block; it ends with a line break, and is valid until the next call.</summary>
    /// <returns>False at the end of the file.</returns>
    public bool TryNext(out ReadOnlySpan<byte> block, out long firstLine)
    {
        var end = Fill();
        block = buffer.AsSpan(start, end - start);
        firstLine = nextLine;
        start = end;
        if (block.IsEmpty)
            return false;
        if (!Utf8.IsValid(block))
            throw NotUtf8(block, firstLine);
        nextLine += block.Count((byte)'\n');
        return true;
    }

    /// <summary>The last bytes of the block that was read last.</summary>
    public ReadOnlySpan<byte> Last(int count) => buffer.AsSpan(start - count, count);

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static Stream Uncompressed(FileStream stream, string path)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = stream.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        stream.Position = 0;
        if (read == 0)
        {
            throw new InvalidDataException(
                $"{path}: the file is empty; expected a header line with the names of the columns, then one line per event");
        }

        if (read == 2 && magic is [0x1F, 0x8B])
            return new GzipInput(stream, path);
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            var found = Convert.ToHexString(magic[..read]);
            throw new InvalidDataException($"{path}: named .gz, but not gzip data (it begins with {found}, gzip with 1F8B); is it a plain file?");
        }

        return stream;
    }

    // Moves what is left to the front, reads until the buffer holds a whole record or the file ends, and returns where the last whole record ends.
    private int Fill()
    {
        Buffer.BlockCopy(buffer, start, buffer, 0, filled - start);
        (start, filled) = (0, filled - start);
        while (true)
        {
            // One byte is kept free for the line break that the file's last line may lack.
            while (!ended && filled < buffer.Length - 1)
            {
                var read = stream.Read(buffer, filled, buffer.Length - 1 - filled);
                ended = read == 0;
                filled += read;
            }

            SkipByteOrderMark();
            if (ended)
            {
                if (filled > start && buffer[filled - 1] != '\n')
                    buffer[filled++] = (byte)'\n';
                return filled;
            }

            var end = EndOfLastRecord(buffer.AsSpan(start, filled - start));
            if (end > 0)
                return start + end;
            if (buffer.Length > LongestRecord)
                throw TooLong();
            Array.Resize(ref buffer, 2 * buffer.Length);
        }
    }

    private void SkipByteOrderMark()
    {
        if (!began && buffer.AsSpan(0, filled) is [0xEF, 0xBB, 0xBF, ..])
            start = 3;
        began = true;
    }

    private static int EndOfLastRecord(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'"'))
            return text.LastIndexOf((byte)'\n') + 1;
        var end = 0;
        var cursor = new CsvCursor(text, 1);
        while (cursor.HasRecord)
        {
            cursor.Next();
            if (cursor.Fault is not null)
                break;
            if (cursor.EndsRecord && (cursor.HasRecord || text[^1] == '\n'))
                end = text.Length - cursor.Remaining;
        }

        // A quotation that is open at the end of the text may close in the next piece; any other fault is for the parser to report.
        return end > 0 || cursor.Fault is null or CsvCursor.NeverClosed ? end : text.LastIndexOf((byte)'\n') + 1;
    }

    private InvalidDataException TooLong() => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{file}, line {nextLine}: a record of more than {LongestRecord >> 20} MiB begins here; is a quote not closed, or is this no CSV file?"));

    private InvalidDataException NotUtf8(ReadOnlySpan<byte> text, long line)
    {
        var position = 0;
        while (Rune.DecodeFromUtf8(text[position..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
            position += consumed;
        line += text[..position].Count((byte)'\n');
        return new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture,
            $"{file}, line {line}: byte 0x{text[position]:X2} is not UTF-8 text; is this a CSV file? If so, save it as UTF-8"));
    }
}
