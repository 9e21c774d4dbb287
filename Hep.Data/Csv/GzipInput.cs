using System.Buffers.Binary;
using System.IO.Compression;

namespace Hep.Data;

/// <summary>
/// Reads gzip members (RFC 1952) and insists on all of it. <see cref="GZipStream"/> ends without a word where a file was
/// cut short, or where something else follows it; a truncated copy would pass for a smaller sample.
/// The end of a member is found by its trailer, the checksum and length of what was unpacked, in the bytes handed out last.
/// </summary>
internal sealed class GzipInput : Stream
{
    private readonly Source source;
    private readonly string file;
    private DeflateStream? member;
    private uint crc;
    private uint length;

    public GzipInput(Stream compressed, string file)
    {
        source = new Source(compressed);
        this.file = file;
        OpenMember();
    }

    /// <summary>The compressed bytes that have been read from the file, but not unpacked yet.</summary>
    public int Waiting => source.Waiting;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (member is not null)
        {
            int read;
            try
            {
                read = member.Read(buffer);
            }
            catch (InvalidDataException e)
            {
                throw new InvalidDataException($"{file}: the gzip data is damaged; copy or download the file again", e);
            }

            if (read > 0)
            {
                crc = Crc32.Append(crc, buffer[..read]);
                length += (uint)read;
                return read;
            }

            CloseMember();
        }

        return 0;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            member?.Dispose();
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private void OpenMember()
    {
        var flags = 0;
        for (var i = 0; i < 10; i++)
        {
            var value = HeaderByte();
            if (i == 3)
                flags = value;
        }

        if ((flags & 4) != 0)
        {
            var extra = HeaderByte() | (HeaderByte() << 8);
            for (var i = 0; i < extra; i++)
                HeaderByte();
        }

        for (var texts = ((flags >> 3) & 1) + ((flags >> 4) & 1); texts > 0; texts--)
        {
            while (HeaderByte() != 0)
                continue;
        }

        if ((flags & 2) != 0)
            _ = HeaderByte() + HeaderByte();
        (crc, length) = (0, 0);
        member = new DeflateStream(source, CompressionMode.Decompress, leaveOpen: true);
    }

    private int HeaderByte() => source.ReadByte() is >= 0 and var value ? value : throw Truncated();

    private void CloseMember()
    {
        member!.Dispose();
        member = null;
        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], length);
        if (source.AskedAtEnd)
            throw Truncated();
        if (!source.StepBackTo(trailer))
        {
            throw source.AtEnd
                ? Truncated()
                : new InvalidDataException($"{file}: the gzip data is damaged (wrong checksum); copy or download the file again");
        }

        // What may follow is another member (files joined with cat), or zeros to fill a block of a tape. The trailer of an empty member is zeros, too, and is found
        // a byte early where its data end in one.
        while (source.Peek(1) is [0])
            _ = source.ReadByte();
        if (source.Peek(2) is [0x1F, 0x8B])
            OpenMember();
        else if (!source.AtEnd)
            throw new InvalidDataException($"{file}: after the end of the gzip data something else follows; copy or download the file again");
    }

    private InvalidDataException Truncated() =>
        new($"{file}: the gzip data ends too early, the file is truncated; copy or download it again");

    /// <summary>The compressed bytes, with the chunk handed out last kept so that reading can go back into it.</summary>
    private sealed class Source(Stream compressed) : Stream
    {
        private readonly byte[] buffer = new byte[1 << 16];
        private int start;
        private int end;
        private int lastChunk;

        public bool AskedAtEnd { get; private set; }

        public bool AtEnd => Peek(1).IsEmpty;

        public int Waiting => end - start;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] target, int offset, int count) => Read(target.AsSpan(offset, count));

        public override int Read(Span<byte> target)
        {
            if (start == end)
                Refill();
            lastChunk = start;
            var count = Math.Min(target.Length, end - start);
            if (count == 0)
            {
                AskedAtEnd |= target.Length > 0;
                return 0;
            }

            buffer.AsSpan(start, count).CopyTo(target);
            start += count;
            return count;
        }

        /// <summary>Up to <paramref name="count"/> bytes that come next; fewer at the end.</summary>
        public ReadOnlySpan<byte> Peek(int count)
        {
            if (end - start < count)
                Refill();
            return buffer.AsSpan(start, Math.Min(count, end - start));
        }

        /// <summary>Looks for the mark from the chunk handed out last on, and continues behind it.</summary>
        public bool StepBackTo(ReadOnlySpan<byte> mark)
        {
            // Peeking moves what is kept to the front of the buffer.
            var ahead = Peek(mark.Length).Length;
            var reach = start + ahead;
            var found = buffer.AsSpan(lastChunk, reach - lastChunk).IndexOf(mark);
            if (found < 0)
                return false;
            start = lastChunk + found + mark.Length;
            return true;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] source, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                compressed.Dispose();
            base.Dispose(disposing);
        }

        // Keeps the chunk handed out last: it is at most the inflater's own buffer, far smaller than ours.
        private void Refill()
        {
            var keep = Math.Min(lastChunk, start);
            Buffer.BlockCopy(buffer, keep, buffer, 0, end - keep);
            (start, end, lastChunk) = (start - keep, end - keep, 0);
            for (int read; end < buffer.Length && (read = compressed.Read(buffer, end, buffer.Length - end)) > 0;)
                end += read;
        }
    }
}
