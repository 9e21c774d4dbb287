using System.Buffers.Binary;

namespace Hep.Data;

/// <summary>The checksum of gzip (RFC 1952, section 8; polynomial 0xEDB88320), four bytes a step.</summary>
internal static class Crc32
{
    private static readonly uint[] Tables = MakeTables();

    /// <summary>Continues a checksum; begin with 0.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        var tables = Tables;
        crc = ~crc;
        for (; data.Length >= 4; data = data[4..])
        {
            crc ^= BinaryPrimitives.ReadUInt32LittleEndian(data);
            crc = tables[768 + (crc & 0xFF)] ^ tables[512 + ((crc >> 8) & 0xFF)] ^ tables[256 + ((crc >> 16) & 0xFF)] ^ tables[crc >> 24];
        }

        foreach (var value in data)
            crc = (crc >> 8) ^ tables[(crc ^ value) & 0xFF];
        return ~crc;
    }

    private static uint[] MakeTables()
    {
        var tables = new uint[4 * 256];
        for (var i = 0; i < 256; i++)
        {
            var value = (uint)i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
            tables[i] = value;
        }

        for (var i = 256; i < tables.Length; i++)
            tables[i] = (tables[i - 256] >> 8) ^ tables[tables[i - 256] & 0xFF];
        return tables;
    }
}
