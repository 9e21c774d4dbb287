using System.IO.Compression;

namespace Hep.Data;

/// <summary>
/// Bytes of a deflated member, unpacked from its front to where they are wanted: slices that follow each other cost what they hold, going back begins
/// anew. At the member's end its checksum is compared.
/// </summary>
internal sealed class NpyInflatedBytes : INpyBytes, IDisposable
{
    private const int SkipBytes = 1 << 16;

    private readonly string _path;
    private readonly string _origin;
    private readonly long _start;
    private readonly ZipMember _member;
    private readonly long _header;
    private readonly Lock _gate = new();
    private DeflateStream? _stream;
    private long _place;
    private uint _crc;

    /// <summary>The bytes of an array in a member.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="origin">Archive and member, for messages.</param>
    /// <param name="start">Where the member's bytes begin.</param>
    /// <param name="member">The member.</param>
    /// <param name="header">The bytes before the array.</param>
    public NpyInflatedBytes(string path, string origin, long start, ZipMember member, long header) =>
        (_path, _origin, _start, _member, _header) = (path, origin, start, member, header);

    /// <summary>The member from its front, for its header.</summary>
    public static DeflateStream Open(string path, long start)
    {
        var file = InputFile.Open(path);
        file.Position = start;
        return new DeflateStream(file, CompressionMode.Decompress);
    }

    /// <inheritdoc/>
    public void Read(long place, Span<byte> into)
    {
        lock (_gate)
        {
            if (_stream is null || _header + place < _place)
                Rewind();
            Span<byte> skipped = new byte[Math.Min(SkipBytes, _header + place - _place)];
            while (_place < _header + place)
                Fill(skipped[..(int)Math.Min(skipped.Length, _header + place - _place)]);
            Fill(into);
            if (_place == _member.Length && _crc != _member.Crc)
                throw Broken("its checksum does not fit");
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream?.Dispose();

    private void Rewind()
    {
        _stream?.Dispose();
        _stream = Open(_path, _start);
        (_place, _crc) = (0, 0);
    }

    private void Fill(Span<byte> into)
    {
        int count;
        try
        {
            count = _stream!.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            throw Broken("it cannot be unpacked");
        }

        if (count < into.Length)
            throw Broken("it ends too early");
        _crc = Crc32.Append(_crc, into);
        _place += count;
    }

    // What was unpacked so far is of no use either.
    private InvalidDataException Broken(string why)
    {
        _stream?.Dispose();
        _stream = null;
        return new InvalidDataException($"{_origin}: this member of the zip file is damaged: {why}; copy the file again");
    }
}
