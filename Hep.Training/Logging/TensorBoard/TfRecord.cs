using System.Buffers.Binary;
using System.Numerics;

namespace Hep.Training.Logging.TensorBoard;

/// <summary>
/// The frame around each record of a TFRecord file: the length as eight bytes, the masked checksum of those, the data, the masked checksum of the
/// data; all little-endian. Source: TensorFlow, tensorflow/core/lib/io/record_writer.h.
/// </summary>
internal static class TfRecord
{
    private const int Header = sizeof(ulong) + sizeof(uint);

    /// <summary>A record with its frame.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> data)
    {
        var record = new byte[Header + data.Length + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(sizeof(ulong)), Mask(Crc32C(record.AsSpan(0, sizeof(ulong)))));
        data.CopyTo(record.AsSpan(Header));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(Header + data.Length), Mask(Crc32C(data)));
        return record;
    }

    /// <summary>The checksum CRC-32C (Castagnoli, RFC 3720, appendix B.4).</summary>
    public static uint Crc32C(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }

    // So that the checksum of data which hold their own checksum means something.
    private static uint Mask(uint crc) => BitOperations.RotateRight(crc, 15) + 0xa282ead8;
}
