using Microsoft.ML.OnnxRuntime.Native;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>What an input or an output is; the shape of those that are tensors.</summary>
public class NodeMetadata
{
    private readonly TensorElementType _element;
    private readonly int[] _dimensions;
    private readonly string[] _symbols;

    internal NodeMetadata(OnnxValueType kind, TensorElementType element, int[] dimensions, string[] symbols)
    {
        OnnxValueType = kind;
        _element = element;
        _dimensions = dimensions;
        _symbols = symbols;
    }

    public OnnxValueType OnnxValueType { get; }

    public bool IsTensor => OnnxValueType is OnnxValueType.ONNX_TYPE_TENSOR or OnnxValueType.ONNX_TYPE_SPARSETENSOR;

    public bool IsString => Tensor(_element) == TensorElementType.String;

    public int[] Dimensions => Tensor(_dimensions);

    public string[] SymbolicDimensions => Tensor(_symbols);

    public TensorElementType ElementDataType => Tensor(_element);

    public Type ElementType => ElementDataType == TensorElementType.String ? typeof(string) : ElementTypes.TypeOf(_element);

    private T Tensor<T>(T value) => IsTensor
        ? value
        : throw new OnnxRuntimeException(ErrorCode.Fail, "OnnxValueType must either be a tensor or sparse tensor");
}
