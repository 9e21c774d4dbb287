using System.Buffers.Binary;
using System.Text;

namespace Hep.Data;

/// <summary>
/// The directory of a zip archive (PKWARE's application note, with the 64-bit extension). The framework's reader does not say where in the file a stored
/// member is, and slices of it need that.
/// </summary>
internal static class ZipDirectory
{
    private const uint EndMark = 0x06054b50, LongEndMark = 0x06064b50, LocatorMark = 0x07064b50, EntryMark = 0x02014b50, HeaderMark = 0x04034b50;
    private const int EndLength = 22, LocatorLength = 20, LongEndLength = 56, EntryLength = 46, HeaderLength = 30, LongestComment = 65535;
    private const int LongestDirectory = 1 << 28;
    private const ushort LongField = 1;
    private const int Encrypted = 1;

    /// <summary>The members, in the order of the directory.</summary>
    /// <exception cref="InvalidDataException">This is no zip file, or it is damaged.</exception>
    public static List<ZipMember> Read(FileStream file, string path)
    {
        var tail = Bytes(file, Math.Max(0, file.Length - EndLength - LongestComment), Math.Min(file.Length, EndLength + LongestComment), path);
        var end = LastMark(tail);
        if (end < 0)
        {
            var what = FileKind.Describe(file);
            throw new InvalidDataException(what.Contains("zip", StringComparison.Ordinal)
                ? $"{path}: is cut short: this zip file has no directory at its end; copy it again"
                : $"{path}: is no .npz file ({what})");
        }

        var (offset, length) = (U32(tail, end + 16), U32(tail, end + 12));
        (long Offset, long Length) place = (offset, length);
        if (offset == uint.MaxValue || length == uint.MaxValue || BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + 10)) == ushort.MaxValue)
            place = LongPlace(file, file.Length - tail.Length + end - LocatorLength, path) ?? place;
        if (place.Offset < 0 || place.Length < 0 || place.Length > LongestDirectory || place.Offset > file.Length - place.Length)
            throw Damaged(path, "its directory is not in the file");
        return Entries(Bytes(file, place.Offset, place.Length, path), path);
    }

    /// <summary>Where the bytes of a member begin.</summary>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public static long StartOf(ZipMember member, FileStream file, string path)
    {
        if (member.Header < 0 || member.Header > file.Length - HeaderLength)
            throw Damaged(path, $"member '{member.Name}' is not in the file");
        var header = Bytes(file, member.Header, HeaderLength, path);
        var start = member.Header + HeaderLength + U16(header, 26) + U16(header, 28);
        if (U32(header, 0) != HeaderMark || member.PackedLength < 0 || start > file.Length - member.PackedLength)
            throw Damaged(path, $"member '{member.Name}' is not where the directory says");
        return start;
    }

    internal static InvalidDataException Damaged(string path, string why) => new($"{path}: this zip file is damaged: {why}; copy it again");

    private static (long Offset, long Length)? LongPlace(FileStream file, long locator, string path)
    {
        if (locator < 0 || Bytes(file, locator, LocatorLength, path) is not { } found || U32(found, 0) != LocatorMark)
            return null;
        var end = (long)U64(found, 8);
        if (end < 0 || end > file.Length - LongEndLength)
            throw Damaged(path, "the end of its directory is not in the file");
        var record = Bytes(file, end, LongEndLength, path);
        return U32(record, 0) == LongEndMark ? ((long)U64(record, 48), (long)U64(record, 40)) : throw Damaged(path, "the end of its directory is not where it should be");
    }

    private static List<ZipMember> Entries(byte[] directory, string path)
    {
        var members = new List<ZipMember>();
        for (var at = 0; at < directory.Length;)
        {
            if (at > directory.Length - EntryLength || U32(directory, at) != EntryMark)
                throw Damaged(path, "its directory has something else than members");
            var (name, extra, comment) = (U16(directory, at + 28), U16(directory, at + 30), U16(directory, at + 32));
            var next = at + EntryLength + name + extra + comment;
            if (next > directory.Length)
                throw Damaged(path, "its directory is cut short");
            var text = Encoding.UTF8.GetString(directory, at + EntryLength, name);
            if ((U16(directory, at + 8) & Encrypted) != 0)
                throw new InvalidDataException($"{path}: member '{text}' is encrypted, which .npz files are not");
            var (length, packed, header) = Long(directory.AsSpan(at + EntryLength + name, extra), U32(directory, at + 24), U32(directory, at + 20), U32(directory, at + 42));
            members.Add(new ZipMember(text, U16(directory, at + 10), U32(directory, at + 16), packed, length, header));
            at = next;
        }

        return members;
    }

    // Numbers that do not fit into 32 bits are in an extra field, in this order, and only those.
    private static (long Length, long Packed, long Header) Long(ReadOnlySpan<byte> extra, uint length, uint packed, uint header)
    {
        (long Length, long Packed, long Header) all = (length, packed, header);
        while (extra.Length >= 4)
        {
            var (id, size) = (BinaryPrimitives.ReadUInt16LittleEndian(extra), BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]));
            if (size > extra.Length - 4)
                break;
            if (id == LongField)
            {
                var field = extra.Slice(4, size);
                all = (Take(ref field, length), Take(ref field, packed), Take(ref field, header));
            }

            extra = extra[(4 + size)..];
        }

        return all;
    }

    private static long Take(ref ReadOnlySpan<byte> field, uint value)
    {
        if (value != uint.MaxValue || field.Length < 8)
            return value;
        var number = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[8..];
        return number;
    }

    private static int LastMark(byte[] tail)
    {
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            if (U32(tail, at) == EndMark && at + EndLength + U16(tail, at + 20) <= tail.Length)
                return at;
        }

        return -1;
    }

    private static byte[] Bytes(FileStream file, long offset, long length, string path)
    {
        var bytes = new byte[length];
        file.Position = offset;
        return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length ? bytes : throw Damaged(path, "it ends too early");
    }

    private static ushort U16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static ulong U64(byte[] bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));
}
