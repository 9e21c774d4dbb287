using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Hep.Data;

/// <summary>
/// Bytes of a file as they are, read where they are wanted. They are not mapped into memory: a mapped file that another program cuts short ends the
/// process, and one that is read says so.
/// </summary>
internal sealed class NpyFileBytes(SafeFileHandle file, long start, string origin) : INpyBytes
{
    /// <inheritdoc/>
    public void Read(long place, Span<byte> into)
    {
        while (!into.IsEmpty)
        {
            var count = RandomAccess.Read(file, into, start + place);
            if (count == 0)
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{origin}: the file ends at byte {RandomAccess.GetLength(file)}, {into.Length} bytes too early; another program has cut it short"));
            place += count;
            into = into[count..];
        }
    }
}
