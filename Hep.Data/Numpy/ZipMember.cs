namespace Hep.Data;

/// <summary>A member of a zip archive, as the archive's directory has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Method">0 where its bytes are stored as they are, 8 where they are deflated.</param>
/// <param name="Crc">The checksum of its bytes.</param>
/// <param name="PackedLength">The bytes in the archive.</param>
/// <param name="Length">The bytes when unpacked.</param>
/// <param name="Header">Where its own header begins.</param>
internal sealed record ZipMember(string Name, int Method, uint Crc, long PackedLength, long Length, long Header);
