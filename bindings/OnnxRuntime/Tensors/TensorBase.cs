using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime.Tensors;

public class TensorBase
{
    private readonly Type _elementType;

    protected TensorBase(Type primitiveType) => _elementType = primitiveType;

    internal TensorElementType ElementDataType => ElementTypes.Of(_elementType);

    /// <summary>A value over the tensor's own memory (an input that is not dense: over a copy).</summary>
    internal virtual OrtValue ToOrtValue(bool isOutput) => throw new NotSupportedException($"A {GetType().Name} cannot be passed to a model.");
}
