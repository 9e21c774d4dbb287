using Google.Protobuf;
using Hep.Onnx.Protobuf;

namespace Hep.Onnx;

/// <summary>A named constant of an ONNX node, as in axis = 1 of Concat.</summary>
public sealed class OnnxAttribute
{
    private OnnxAttribute(AttributeProto proto) => Proto = proto;

    internal AttributeProto Proto { get; }

    /// <summary>An integer.</summary>
    /// <param name="name">The attribute's name in the operator's definition.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The attribute.</returns>
    public static OnnxAttribute Of(string name, long value) => new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value });

    /// <summary>A real number.</summary>
    /// <inheritdoc cref="Of(string, long)"/>
    public static OnnxAttribute Of(string name, float value) => new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value });

    /// <summary>A text.</summary>
    /// <inheritdoc cref="Of(string, long)"/>
    public static OnnxAttribute Of(string name, string value) =>
        new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) });

    /// <summary>A list of integers.</summary>
    /// <inheritdoc cref="Of(string, long)"/>
    public static OnnxAttribute Of(string name, params long[] value) => new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { value } });

    /// <summary>A list of real numbers.</summary>
    /// <inheritdoc cref="Of(string, long)"/>
    public static OnnxAttribute Of(string name, params float[] value) => new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Floats, Floats = { value } });
}
