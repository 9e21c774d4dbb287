using System.Globalization;

namespace Hep.Data;

/// <summary>Cuts a file into blocks of whole records, so that a block can be parsed on its own, on whichever thread.</summary>
internal sealed class CsvBlocks : IDisposable
{
    private const int LongestRecord = 1 << 24;

    private readonly string path;
    private readonly int blockBytes;
    private readonly FileStream file;
    private readonly GzipInput? gzip;
    private byte[] rest = [];
    private int restLength;
    private bool began;
    private long nextLine = 1;

    private CsvBlocks(string path, int blockBytes, FileStream file, GzipInput? gzip)
    {
        this.path = path;
        this.blockBytes = blockBytes;
        this.file = file;
        this.gzip = gzip;
    }

    /// <summary>Whether the block that was read last was the file's last.</summary>
    public bool Ended { get; private set; }

    /// <summary>Opens a plain or gzip-compressed file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is empty, a folder, or not gzip although named so.</exception>
    public static CsvBlocks Open(string path, int blockBytes)
    {
        var file = InputFile.Open(path);
        try
        {
            return new CsvBlocks(path, blockBytes, file, IsGzip(file, path) ? new GzipInput(file, path) : null);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next records.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="InvalidDataException">A record is too long, or gzip data are damaged.</exception>
    public bool TryNext(CsvBlock block)
    {
        if (block.Buffer.Length < blockBytes)
            block.Buffer = new byte[blockBytes];
        while (block.Buffer.Length <= restLength)
            block.Buffer = new byte[2 * block.Buffer.Length];
        rest.AsSpan(0, restLength).CopyTo(block.Buffer);
        var (end, filled) = Fill(block, restLength);
        var start = ByteOrderMark(block.Buffer.AsSpan(0, end));
        began = true;
        Keep(block.Buffer.AsSpan(end, filled - end));
        block.Set(start, end, nextLine, Progress());
        nextLine += block.Lines;
        return !block.Text.IsEmpty;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        gzip?.Dispose();
        file.Dispose();
    }

    private static bool IsGzip(FileStream file, string path)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        file.Position = 0;
        if (read == 0)
        {
            throw new InvalidDataException(
                $"{path}: the file is empty; expected a header line with the names of the columns, then one line per event");
        }

        if (read == 2 && magic is [0x1F, 0x8B])
            return true;
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            return false;
        var found = Convert.ToHexString(magic[..read]);
        throw new InvalidDataException($"{path}: named .gz, but not gzip data (it begins with {found}, gzip with 1F8B); is it a plain file?");
    }

    // Reads until the buffer holds a whole record or the file ends. Returns where the last whole record ends, and where the text does.
    private (int End, int Filled) Fill(CsvBlock block, int filled)
    {
        while (true)
        {
            // One byte is kept free for the line break that the file's last line may lack.
            while (!Ended && filled < block.Buffer.Length - 1)
            {
                var space = block.Buffer.AsSpan(filled, block.Buffer.Length - 1 - filled);
                var read = gzip is null ? file.Read(space) : gzip.Read(space);
                Ended = read == 0;
                filled += read;
            }

            if (Ended)
            {
                if (filled > ByteOrderMark(block.Buffer.AsSpan(0, filled)) && block.Buffer[filled - 1] != '\n')
                    block.Buffer[filled++] = (byte)'\n';
                return (filled, filled);
            }

            var end = EndOfLastRecord(block.Buffer.AsSpan(0, filled));
            if (end > 0)
                return (end, filled);
            if (block.Buffer.Length > LongestRecord)
                throw TooLong();
            var larger = new byte[2 * block.Buffer.Length];
            block.Buffer.AsSpan(0, filled).CopyTo(larger);
            block.Buffer = larger;
        }
    }

    private int ByteOrderMark(ReadOnlySpan<byte> text) => !began && text is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;

    private void Keep(ReadOnlySpan<byte> begun)
    {
        if (rest.Length < begun.Length)
            rest = new byte[begun.Length];
        begun.CopyTo(rest);
        restLength = begun.Length;
    }

    private double Progress()
    {
        if (Ended)
            return 1;
        var read = gzip is null ? file.Position - restLength : file.Position - gzip.Waiting;
        return Math.Clamp((double)read / file.Length, 1e-9, 1);
    }

    private static int EndOfLastRecord(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'"'))
            return text.LastIndexOf((byte)'\n') + 1;
        var end = 0;
        var cursor = new CsvCursor(text);
        while (cursor.HasRecord)
        {
            cursor.Next();
            if (cursor.Fault is not null)
                break;
            if (cursor.EndsRecord && (cursor.HasRecord || text[^1] == '\n'))
                end = cursor.Position;
        }

        // A quotation that is open at the end of the text may close in the next piece; any other fault is for the parser to report,
        // which must see all of it.
        if (end > 0 || cursor.Fault is null or CsvCursor.NeverClosed)
            return end;
        var lines = text.LastIndexOf((byte)'\n') + 1;
        return lines > cursor.Position ? lines : 0;
    }

    private InvalidDataException TooLong() => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{path}, line {nextLine}: a record of more than {LongestRecord >> 20} MiB begins here; is a quote not closed, or is this no CSV file?"));
}
