using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>The element types that are plain numbers both here and in ONNX.</summary>
internal static class ElementTypes
{
    private static readonly (Type Type, TensorElementType Element, int Size)[] Known =
    [
        (typeof(float), TensorElementType.Float, 4),
        (typeof(double), TensorElementType.Double, 8),
        (typeof(long), TensorElementType.Int64, 8),
        (typeof(int), TensorElementType.Int32, 4),
        (typeof(bool), TensorElementType.Bool, 1),
        (typeof(byte), TensorElementType.UInt8, 1),
        (typeof(sbyte), TensorElementType.Int8, 1),
        (typeof(short), TensorElementType.Int16, 2),
        (typeof(ushort), TensorElementType.UInt16, 2),
        (typeof(uint), TensorElementType.UInt32, 4),
        (typeof(ulong), TensorElementType.UInt64, 8),
    ];

    /// <exception cref="NotSupportedException">The type is not one of the plain numbers.</exception>
    public static TensorElementType Of(Type type)
    {
        foreach (var known in Known)
        {
            if (known.Type == type)
                return known.Element;
        }

        throw new NotSupportedException($"Tensors of {type} are not supported.");
    }

    /// <summary>The .NET type; null where there is none here (strings, half floats, complex numbers).</summary>
    public static Type TypeOf(TensorElementType element) => Array.Find(Known, k => k.Element == element).Type;

    /// <summary>Bytes an element.</summary>
    /// <exception cref="NotSupportedException">The type is not one of the plain numbers.</exception>
    public static int SizeOf(TensorElementType element)
    {
        foreach (var known in Known)
        {
            if (known.Element == element)
                return known.Size;
        }

        throw new NotSupportedException($"Tensors of {element} are not supported.");
    }
}
