using System.Runtime.InteropServices;
using System.Text;

namespace Hep.Data;

/// <summary>Copies of texts in UTF-8 with a final zero, and pointers to them, as libhdf5 wants texts of variable length.</summary>
internal sealed unsafe class Hdf5TextPointers : IDisposable
{
    /// <summary>Copies texts.</summary>
    public Hdf5TextPointers(IReadOnlyList<string> texts)
    {
        Values = new nint[texts.Count];
        for (var i = 0; i < Values.Length; i++)
        {
            var length = Encoding.UTF8.GetByteCount(texts[i]);
            var copy = (byte*)NativeMemory.AllocZeroed((nuint)length + 1);
            _ = Encoding.UTF8.GetBytes(texts[i], new Span<byte>(copy, length));
            Values[i] = (nint)copy;
        }
    }

    /// <summary>The pointers, one a text.</summary>
    public nint[] Values { get; }

    /// <summary>Frees the copies.</summary>
    public void Dispose()
    {
        foreach (var text in Values)
            NativeMemory.Free((void*)text);
    }
}
