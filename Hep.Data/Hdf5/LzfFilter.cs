using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hep.Data;

/// <summary>
/// h5py's own compression (<c>compression="lzf"</c>, filter 32000), for reading: Debian's plugin for it cannot be loaded outside of Python. The format is that of
/// liblzf: a control byte, then literals or a copy of what came before.
/// </summary>
internal static unsafe class LzfFilter
{
    private const int Number = 32000;
    private const int ShortestMatch = 2;
    private const int LongMatch = 7;
    private const int LiteralControl = 32;
    private const uint Reverse = 0x100;

    /// <summary>Tells libhdf5 of it; inside of a scope of the library.</summary>
    public static void Register()
    {
        // Version, number, whether there is an encoder and a decoder, name, whether it can be used, its local settings, itself.
        var filter = stackalloc nint[7];
        var head = (int*)filter;
        (head[0], head[1], head[2], head[3]) = (1, Number, 0, 1);
        fixed (byte* name = Hdf5Text.Encode("lzf"))
        {
            var kept = (byte*)NativeMemory.AllocZeroed(4);
            Unsafe.CopyBlock(kept, name, 4);
            (filter[2], filter[3], filter[4]) = ((nint)kept, 0, 0);
        }

        filter[5] = (nint)(delegate* unmanaged[Cdecl]<uint, nuint, uint*, nuint, nuint*, void**, nuint>)&Run;
        _ = Hdf5Native.FilterRegister(filter);
    }

    /// <summary>Unpacks a block.</summary>
    /// <returns>The number of bytes, or -1 where the block is damaged or longer than the target.</returns>
    internal static int Unpack(ReadOnlySpan<byte> packed, Span<byte> target)
    {
        var (read, written) = (0, 0);
        while (read < packed.Length)
        {
            int control = packed[read++];
            if (control < LiteralControl)
            {
                var literals = control + 1;
                if (read + literals > packed.Length || written + literals > target.Length)
                    return -1;
                packed.Slice(read, literals).CopyTo(target[written..]);
                (read, written) = (read + literals, written + literals);
                continue;
            }

            var length = control >> 5;
            if (length == LongMatch)
                length += read < packed.Length ? packed[read++] : 0;
            length += ShortestMatch;
            if (read >= packed.Length)
                return -1;
            var from = written - ((control & 31) << 8) - packed[read++] - 1;
            if (from < 0 || written + length > target.Length)
                return -1;
            // What is copied may be what this copy has just written.
            for (; length > 0; length--)
                target[written++] = target[from++];
        }

        return written;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint Run(uint flags, nuint valueCount, uint* values, nuint length, nuint* bufferLength, void** buffer)
    {
        // The third setting is the length of an unpacked chunk.
        if ((flags & Reverse) == 0 || valueCount < 3 || length > int.MaxValue || values[2] is 0 or > int.MaxValue)
            return 0;
        var target = Hdf5Native.AllocateMemory(values[2], 0);
        if (target is null)
            return 0;
        var written = Unpack(new ReadOnlySpan<byte>(*buffer, (int)length), new Span<byte>(target, (int)values[2]));
        if (written <= 0)
        {
            _ = Hdf5Native.FreeMemory(target);
            return 0;
        }

        _ = Hdf5Native.FreeMemory(*buffer);
        *buffer = target;
        *bufferLength = values[2];
        return (nuint)written;
    }
}
