using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>A string as zero-terminated UTF-8 for the length of a call; and the way back.</summary>
internal readonly unsafe ref struct Utf8 : IDisposable
{
    public Utf8(string text) => Pointer = (byte*)Marshal.StringToCoTaskMemUTF8(text);

    public byte* Pointer { get; }

    /// <summary>Reads a text which ONNX Runtime allocated with its default allocator, and frees it.</summary>
    public static string Take(byte* text)
    {
        if (text is null)
            return "";
        try
        {
            return Marshal.PtrToStringUTF8((nint)text);
        }
        finally
        {
            Free(text);
        }
    }

    /// <summary>Gives memory back to the default allocator, which handed it out.</summary>
    public static void Free(void* memory)
    {
        using var allocator = new Borrowed(OrtAllocator.DefaultInstance);
        Status.Verify(OrtLibrary.Api->AllocatorFree(allocator.Pointer, memory));
    }

    public void Dispose() => Marshal.FreeCoTaskMem((nint)Pointer);
}
