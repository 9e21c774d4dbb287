namespace Hep.Data;

/// <summary>Bytes of a stored member, which are read where they are wanted. Read as a whole they are compared with the member's checksum.</summary>
internal sealed class NpyStoredBytes(INpyBytes file, ReadOnlyMemory<byte> header, ZipMember member, string origin) : INpyBytes
{
    /// <inheritdoc/>
    public void Read(long place, Span<byte> into)
    {
        file.Read(place, into);
        if (place == 0 && header.Length + (long)into.Length == member.Length && Crc32.Append(Crc32.Append(0, header.Span), into) != member.Crc)
            throw new InvalidDataException($"{origin}: this member of the zip file is damaged: its checksum does not fit; copy the file again");
    }
}
