using System.Runtime.InteropServices;
using System.Text;

namespace Hep.Data;

/// <summary>Texts on their way to libhdf5 and back.</summary>
internal static unsafe class Hdf5Text
{
    /// <summary>UTF-8 with a final zero.</summary>
    public static byte[] Encode(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    /// <summary>A text that the library made, and frees here.</summary>
    public static string Take(byte* text)
    {
        var decoded = Decode(text);
        _ = Hdf5Native.FreeMemory(text);
        return decoded;
    }

    /// <summary>A text with a final zero; nothing is an empty text.</summary>
    public static string Decode(byte* text) => text is null ? "" : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));

    /// <summary>A text of fixed length without its padding.</summary>
    public static string Decode(ReadOnlySpan<byte> text, bool isSpacePadded)
    {
        var zero = text.IndexOf((byte)0);
        text = zero < 0 ? text : text[..zero];
        return Encoding.UTF8.GetString(isSpacePadded ? text.TrimEnd((byte)' ') : text);
    }
}
