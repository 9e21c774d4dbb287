using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Hep.Onnx.Protobuf;
using static TorchSharp.torch;

namespace Hep.Onnx;

/// <summary>
/// Writes an ONNX graph node by node: every method that makes a value returns its name, which later nodes take as input. Names are
/// made unique, values must exist before they are used, and unless the axes are given the first one of inputs and outputs is the dynamic axis "batch".
/// </summary>
/// <example><code>
/// var graph = new OnnxGraphBuilder("logistic");
/// var x = graph.AddInput("features", 30);                                       // [batch, 30]
/// var z = graph.AddNode("Gemm", [x, graph.AddInitializer("weight", weights, 30, 1), graph.AddInitializer("bias", bias, 1)]);
/// graph.AddOutput("probability", graph.AddNode("Sigmoid", [z]), 1);             // [batch, 1]
/// File.WriteAllBytes("model.onnx", graph.Build());
/// </code></example>
public sealed class OnnxGraphBuilder
{
    /// <summary>The operator set of the default domain that the nodes are written for.</summary>
    public const int Opset = 17;

    /// <summary>The version of the file format, the one that came with <see cref="Opset"/>.</summary>
    public const int IrVersion = 8;

    /// <summary>The name of the dynamic first axis.</summary>
    public const string BatchAxis = "batch";

    /// <summary>The name of the dynamic axis of the places of sequences.</summary>
    public const string LengthAxis = "length";

    private readonly ModelProto model;
    private readonly HashSet<string> values = new(StringComparer.Ordinal);
    private readonly HashSet<string> nodes = new(StringComparer.Ordinal);

    /// <summary>An empty graph.</summary>
    /// <param name="name">The graph's name, for people.</param>
    public OnnxGraphBuilder(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "hep",
            ProducerVersion = typeof(OnnxGraphBuilder).Assembly.GetName().Version?.ToString(3) ?? "",
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = Opset } },
            Graph = new GraphProto { Name = name },
        };
    }

    /// <summary>Adds an input of floats, shape [batch, dims...].</summary>
    /// <param name="name">Its name in the file, taken as it is.</param>
    /// <param name="dims">The axes after the batch.</param>
    /// <returns>The value's name.</returns>
    /// <exception cref="ArgumentException">The name is taken, or a size is not positive.</exception>
    public string AddInput(string name, params ReadOnlySpan<int> dims) => AddInput(name, ScalarType.Float32, BatchAnd(dims));

    /// <summary>Adds an input of any type and shape, as in <c>AddInput("hits", ScalarType.Float32, "batch", "length", 3)</c>.</summary>
    /// <param name="name">Its name in the file, taken as it is.</param>
    /// <param name="type">Float32, Float64, Int32 or Int64.</param>
    /// <param name="axes">All axes: sizes, and names of dynamic ones. Axes of one name have one size in a run.</param>
    /// <returns>The value's name.</returns>
    /// <exception cref="ArgumentException">The name is taken, an axis has neither a name nor a positive size, or graphs have no such type.</exception>
    public string AddInput(string name, ScalarType type, params ReadOnlySpan<OnnxAxis> axes)
    {
        var description = Describe(name, type, axes);
        Claim(name);
        model.Graph.Input.Add(description);
        return name;
    }

    /// <summary>Makes a value an output of floats, shape [batch, dims...].</summary>
    /// <param name="name">Its name in the file, taken as it is.</param>
    /// <param name="value">The value.</param>
    /// <param name="dims">The axes after the batch.</param>
    /// <exception cref="ArgumentException">The name is taken, the value unknown, or a size not positive.</exception>
    public void AddOutput(string name, string value, params ReadOnlySpan<int> dims) => AddOutput(name, value, ScalarType.Float32, BatchAnd(dims));

    /// <summary>Makes a value an output of any type and shape.</summary>
    /// <param name="name">Its name in the file, taken as it is.</param>
    /// <param name="value">The value.</param>
    /// <param name="type">Float32, Float64, Int32 or Int64.</param>
    /// <param name="axes">All axes: sizes, and names of dynamic ones. Axes of one name have one size in a run.</param>
    /// <exception cref="ArgumentException">The name is taken, the value unknown, an axis has neither a name nor a positive size, or graphs have no such type.</exception>
    public void AddOutput(string name, string value, ScalarType type, params ReadOnlySpan<OnnxAxis> axes)
    {
        CheckKnown([value]);
        var description = Describe(name, type, axes);
        if (model.Graph.Input.Any(input => input.Name == name))
            throw new ArgumentException($"'{name}' is the name of an input already; the output needs another one, or the input does.", nameof(name));
        Claim(name);
        Append("Identity", [value], [name], []);
        model.Graph.Output.Add(description);
    }

    /// <summary>Adds a constant tensor of floats.</summary>
    /// <param name="name">The name wished for.</param>
    /// <param name="data">The elements in row-major order; copied.</param>
    /// <param name="dims">The shape; none for a scalar.</param>
    /// <returns>The value's name: the one wished for, or that with a number behind.</returns>
    /// <exception cref="ArgumentException">The shape does not hold as many elements as there are.</exception>
    public string AddInitializer(string name, ReadOnlySpan<float> data, params ReadOnlySpan<int> dims) =>
        AddTensor(name, MemoryMarshal.AsBytes(data), data.Length, TensorProto.Types.DataType.Float, dims);

    /// <summary>Adds a constant tensor of integers (shapes, axes, indices).</summary>
    /// <inheritdoc cref="AddInitializer(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public string AddInitializer(string name, ReadOnlySpan<long> data, params ReadOnlySpan<int> dims) =>
        AddTensor(name, MemoryMarshal.AsBytes(data), data.Length, TensorProto.Types.DataType.Int64, dims);

    /// <summary>Adds a node with one output.</summary>
    /// <param name="operation">The operator, as in "Gemm".</param>
    /// <param name="inputs">Values; an empty name leaves an optional input out.</param>
    /// <param name="attributes">The operator's constants.</param>
    /// <returns>The output's name.</returns>
    /// <exception cref="ArgumentException">An input is unknown.</exception>
    public string AddNode(string operation, ReadOnlySpan<string> inputs, params ReadOnlySpan<OnnxAttribute> attributes) =>
        AddNode(operation, inputs, outputs: 1, attributes)[0];

    /// <summary>Adds a node with several outputs, as Split and TopK have.</summary>
    /// <param name="operation">The operator, as in "Split".</param>
    /// <param name="inputs">Values; an empty name leaves an optional input out.</param>
    /// <param name="outputs">How many outputs.</param>
    /// <param name="attributes">The operator's constants.</param>
    /// <returns>The outputs' names.</returns>
    /// <exception cref="ArgumentException">An input is unknown.</exception>
    public string[] AddNode(string operation, ReadOnlySpan<string> inputs, int outputs, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        ArgumentException.ThrowIfNullOrEmpty(operation);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        CheckKnown(inputs);
        var names = new string[outputs];
        for (var i = 0; i < outputs; i++)
            values.Add(names[i] = Unique(operation.ToLowerInvariant(), values));
        Append(operation, inputs, names, attributes);
        return names;
    }

    /// <summary>Sets one entry of the file's metadata; see <see cref="OnnxMetadata"/>.</summary>
    /// <param name="key">The key; an earlier value of the same key is replaced.</param>
    /// <param name="value">The text.</param>
    public void SetMetadata(string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var entry = model.MetadataProps.FirstOrDefault(e => string.Equals(e.Key, key, StringComparison.Ordinal));
        if (entry is null)
            model.MetadataProps.Add(entry = new StringStringEntryProto { Key = key });
        entry.Value = value;
    }

    /// <summary>The file's content. The builder can be used further.</summary>
    /// <returns>An ONNX model.</returns>
    /// <exception cref="InvalidOperationException">There is no output yet.</exception>
    public byte[] Build() => model.Graph.Output.Count > 0
        ? model.ToByteArray()
        : throw new InvalidOperationException($"The graph '{model.Graph.Name}' has no output yet.");

    internal static TensorProto.Types.DataType TypeOf(ScalarType type) => type switch
    {
        ScalarType.Float32 => TensorProto.Types.DataType.Float,
        ScalarType.Float64 => TensorProto.Types.DataType.Double,
        ScalarType.Int32 => TensorProto.Types.DataType.Int32,
        ScalarType.Int64 => TensorProto.Types.DataType.Int64,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a type of the graphs"),
    };

    private static OnnxAxis[] BatchAnd(ReadOnlySpan<int> dims)
    {
        var axes = new OnnxAxis[dims.Length + 1];
        axes[0] = BatchAxis;
        for (var i = 0; i < dims.Length; i++)
            axes[i + 1] = dims[i];
        return axes;
    }

    private static ValueInfoProto Describe(string name, ScalarType type, ReadOnlySpan<OnnxAxis> axes)
    {
        var shape = new TensorShapeProto();
        foreach (var axis in axes)
            shape.Dim.Add(axis.Proto);
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TypeOf(type), Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }

    private static string Unique(string wished, HashSet<string> taken)
    {
        var name = wished;
        for (var i = 1; taken.Contains(name); i++)
            name = string.Create(CultureInfo.InvariantCulture, $"{wished}_{i}");
        return name;
    }

    private string AddTensor(string name, ReadOnlySpan<byte> bytes, int count, TensorProto.Types.DataType type, ReadOnlySpan<int> dims)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var tensor = new TensorProto { DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        long expected = 1;
        foreach (var size in dims)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(dims));
            expected *= size;
            tensor.Dims.Add(size);
        }

        if (expected != count)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"'{name}' has {count} elements, but its shape holds {expected}."), nameof(dims));
        tensor.Name = Unique(name, values);
        values.Add(tensor.Name);
        model.Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private void Append(string operation, ReadOnlySpan<string> inputs, ReadOnlySpan<string> outputs, ReadOnlySpan<OnnxAttribute> attributes)
    {
        var node = new NodeProto { OpType = operation, Name = Unique(operation, nodes) };
        nodes.Add(node.Name);
        foreach (var input in inputs)
            node.Input.Add(input);
        foreach (var output in outputs)
            node.Output.Add(output);
        foreach (var attribute in attributes)
            node.Attribute.Add(attribute.Proto);
        model.Graph.Node.Add(node);
    }

    private void Claim(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!values.Add(name))
            throw new ArgumentException($"The value '{name}' exists already.", nameof(name));
    }

    private void CheckKnown(ReadOnlySpan<string> inputs)
    {
        foreach (var input in inputs)
        {
            if (input.Length > 0 && !values.Contains(input))
                throw new ArgumentException($"The value '{input}' does not exist yet.", nameof(inputs));
        }
    }
}
