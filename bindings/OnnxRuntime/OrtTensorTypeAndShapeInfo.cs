using Microsoft.ML.OnnxRuntime.Native;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

public readonly unsafe struct OrtTensorTypeAndShapeInfo
{
    private readonly long[] _shape;

    /// <summary>Reads an OrtTensorTypeAndShapeInfo*, which stays the caller's.</summary>
    internal OrtTensorTypeAndShapeInfo(nint info)
    {
        int type;
        nuint rank, count;
        Status.Verify(OrtLibrary.Api->GetTensorElementType(info, &type));
        Status.Verify(OrtLibrary.Api->GetDimensionsCount(info, &rank));
        Status.Verify(OrtLibrary.Api->GetTensorShapeElementCount(info, &count));
        _shape = new long[rank];
        fixed (long* shape = _shape)
            Status.Verify(OrtLibrary.Api->GetDimensions(info, shape, rank));
        ElementDataType = (TensorElementType)type;
        ElementCount = (long)count;
    }

    public TensorElementType ElementDataType { get; }

    public long ElementCount { get; }

    public bool IsString => ElementDataType == TensorElementType.String;

    public int DimensionsCount => _shape.Length;

    public long[] Shape => [.. _shape];
}
