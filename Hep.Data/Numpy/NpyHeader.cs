using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Hep.Data;

/// <summary>The header of a <c>.npy</c> file (NumPy Enhancement Proposal 1; versions 1.0, 2.0 and 3.0).</summary>
/// <param name="Shape">The sides of the array, with those that the type adds.</param>
/// <param name="Type">The type of the elements.</param>
/// <param name="IsFortran">Whether the first axis runs fastest.</param>
/// <param name="Length">The bytes before the first element.</param>
internal sealed record NpyHeader(IReadOnlyList<long> Shape, ElementType Type, bool IsFortran, long Length)
{
    private const int Prefix = 8;
    private const int Alignment = 64;

    // NumPy itself refuses longer ones; a header of thousands of fields is well below.
    private const int Longest = 1 << 24;

    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>The number of elements.</summary>
    public long Count => Shape.Aggregate(1L, (product, side) => checked(product * side));

    /// <summary>Reads the header at the place where the stream is.</summary>
    /// <param name="stream">The file, or the member of an archive.</param>
    /// <param name="origin">Its name, for messages.</param>
    /// <exception cref="InvalidDataException">This is no NumPy file, its header is damaged, or it holds Python objects.</exception>
    public static NpyHeader Read(Stream stream, string origin)
    {
        Span<byte> begin = stackalloc byte[Prefix];
        var length = stream.ReadAtLeast(begin, Prefix, throwOnEndOfStream: false);
        if (length < Prefix || !begin[..Magic.Length].SequenceEqual(Magic))
            throw new InvalidDataException($"{origin}: is no NumPy file{(stream.CanSeek ? $" ({FileKind.Describe(stream)})" : "")}");
        var version = begin[6];
        if (version is < 1 or > 3)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{origin}: is a NumPy file of version {version}, expected 1, 2 or 3"));
        Span<byte> size = stackalloc byte[version == 1 ? 2 : 4];
        long headerLength = stream.ReadAtLeast(size, size.Length, throwOnEndOfStream: false) < size.Length ? -1L
            : version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (headerLength > Longest)
            throw Damaged(origin, string.Create(CultureInfo.InvariantCulture, $"it would have {headerLength} bytes"));
        var text = new byte[Math.Max(0, headerLength)];
        if (headerLength < 0 || stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length)
            throw Damaged(origin, "the file ends within it");
        return Parse((version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(text), Prefix + size.Length + headerLength, origin);
    }

    /// <summary>The bytes of a header.</summary>
    /// <param name="descr">The type, as a Python literal.</param>
    /// <param name="shape">The sides.</param>
    /// <param name="leastLength">At least so many bytes, so that a larger number of rows can be written over it later.</param>
    public static byte[] Write(string descr, ReadOnlySpan<long> shape, int leastLength = 0)
    {
        var sides = string.Join(", ", shape.ToArray().Select(s => s.ToString(CultureInfo.InvariantCulture)));
        var text = $"{{'descr': {descr}, 'fortran_order': False, 'shape': ({sides}{(shape.Length == 1 ? "," : "")}), }}";
        // Latin letters are the limit of the first versions.
        var isLatin = text.All(letter => letter <= 255);
        var body = (isLatin ? Encoding.Latin1 : Encoding.UTF8).GetBytes(text);
        var version = !isLatin ? 3 : body.Length + 2 * Alignment > ushort.MaxValue ? 2 : 1;
        var start = Prefix + (version == 1 ? 2 : 4);
        var length = Math.Max(leastLength, (start + body.Length + 1 + Alignment - 1) / Alignment * Alignment);
        var header = new byte[length];
        Magic.CopyTo(header, 0);
        header[6] = (byte)version;
        if (version == 1)
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(Prefix), (ushort)(length - start));
        else
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(Prefix), (uint)(length - start));
        header.AsSpan(start).Fill((byte)' ');
        body.CopyTo(header, start);
        header[^1] = (byte)'\n';
        return header;
    }

    private static NpyHeader Parse(string text, long length, string origin)
    {
        try
        {
            if (PythonLiteral.Parse(text.AsSpan().TrimEnd("\n\0 ")) is not Dictionary<string, object?> entries)
                throw new FormatException("it is no dictionary");
            if (!entries.TryGetValue("shape", out var sides) || sides is not object?[] axes || axes.Any(a => a is not long))
                throw new FormatException("it has no 'shape' of whole numbers");
            if (!entries.TryGetValue("fortran_order", out var order) || order is not bool isFortran)
                throw new FormatException("it has no 'fortran_order' of True or False");
            if (axes.Cast<long>().Any(a => a < 0))
                throw new FormatException("its 'shape' has a negative side");
            var (type, inner) = NpyType.Parse(entries.GetValueOrDefault("descr"));
            if (type.Words == "Python objects" || type.Fields.Any(f => f.Type.Words == "Python objects"))
                throw new InvalidDataException($"{origin}: holds Python objects (dtype object), which only Python can read, and which may run code when it does; save numbers instead: numpy.save(file, array.astype(float))");
            var header = new NpyHeader([.. axes.Cast<long>(), .. inner], type, isFortran, length);
            _ = checked(header.Count * type.Bytes);
            return header;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw Damaged(origin, e is OverflowException ? "its shape is larger than any file can be" : e.Message);
        }
    }

    private static InvalidDataException Damaged(string origin, string why) => new($"{origin}: the header of this NumPy file is damaged: {why}; copy it again");
}
