using System.Globalization;
using Google.Protobuf;
using Hep.Onnx.Protobuf;

namespace Hep.Onnx;

/// <summary>What an ONNX file says about itself, read without running it: inputs, outputs, operators, metadata.</summary>
public sealed class OnnxModelInfo
{
    private OnnxModelInfo(string file, ModelProto model)
    {
        File = file;
        IrVersion = model.IrVersion;
        Producer = model.ProducerVersion.Length > 0 ? $"{model.ProducerName} {model.ProducerVersion}" : model.ProducerName;
        var opsets = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var opset in model.OpsetImport)
            opsets[opset.Domain.Length > 0 ? opset.Domain : "ai.onnx"] = opset.Version;
        Opsets = opsets;
        var constants = model.Graph.Initializer.Select(i => i.Name).ToHashSet(StringComparer.Ordinal);
        Inputs = [.. model.Graph.Input.Where(i => !constants.Contains(i.Name)).Select(Describe)];
        Outputs = [.. model.Graph.Output.Select(Describe)];
        Operators = model.Graph.Node.GroupBy(n => n.OpType, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        ParameterCount = model.Graph.Initializer.Sum(i => i.Dims.Aggregate(1L, (product, size) => product * size));
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in model.MetadataProps)
            metadata[entry.Key] = entry.Value;
        Metadata = metadata;
        Features = metadata.TryGetValue(OnnxMetadata.Features, out var features) ? OnnxMetadata.ReadFeatures(features) : [];
        Images = metadata.TryGetValue(OnnxMetadata.Images, out var images) ? OnnxMetadata.ReadImages(images) : [];
        Parameters = metadata.TryGetValue(OnnxMetadata.Parameters, out var parameters) ? OnnxMetadata.ReadParameters(parameters) : [];
        Classes = metadata.TryGetValue(OnnxMetadata.Classes, out var classes) ? OnnxMetadata.ReadClasses(classes) : [];
        Preprocessing = metadata.TryGetValue(OnnxMetadata.Preprocessing, out var lines) ? OnnxMetadata.ReadPreprocessing(lines) : [];
        Missing = metadata.TryGetValue(OnnxMetadata.Missing, out var missing) ? OnnxMetadata.ReadMissing(missing) : null;
    }

    /// <summary>The file, as it was given.</summary>
    public string File { get; }

    /// <summary>The version of the ONNX file format.</summary>
    public long IrVersion { get; }

    /// <summary>The program that wrote the file and its version, as in "hep 0.1.0" or "pytorch 2.4.0"; empty when it does not say.</summary>
    public string Producer { get; }

    /// <summary>Operator sets by domain; the default domain is called "ai.onnx".</summary>
    public IReadOnlyDictionary<string, long> Opsets { get; }

    /// <summary>The inputs in the model's order, constants left out.</summary>
    public IReadOnlyList<OnnxTensorInfo> Inputs { get; }

    /// <summary>The outputs in the model's order.</summary>
    public IReadOnlyList<OnnxTensorInfo> Outputs { get; }

    /// <summary>How many nodes there are of each operator.</summary>
    public IReadOnlyDictionary<string, int> Operators { get; }

    /// <summary>Numbers in all constant tensors: weights and the constants of the preprocessing.</summary>
    public long ParameterCount { get; }

    /// <summary>The file's metadata; see <see cref="OnnxMetadata"/> for the keys that Hep writes.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The input columns in order with their units; empty where the file was not written by Hep.</summary>
    public IReadOnlyList<OnnxFeature> Features { get; }

    /// <summary>The inputs of several numbers an event, in order after the features; empty where there are none, or the file does not say.</summary>
    public IReadOnlyList<OnnxImage> Images { get; }

    /// <summary>The parameters that the model takes beside the features, in the order of their inputs; empty where there are none, or the file does not say.</summary>
    public IReadOnlyList<OnnxParameter> Parameters { get; }

    /// <summary>The classes in the order of the output columns; empty where the file does not say.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>What the file does with the input columns before the network, a line a derived column and a step; empty where it does not say.</summary>
    public IReadOnlyList<string> Preprocessing { get; }

    /// <summary>The number that stands for a missing value, null where the file does not say.</summary>
    public float? Missing { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="file">An .onnx file.</param>
    /// <returns>What it says about itself.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not an ONNX model, or Hep's metadata in it is damaged.</exception>
    public static OnnxModelInfo Read(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        if (!System.IO.File.Exists(file))
            throw new FileNotFoundException($"{file}: there is no such file; expected an ONNX model, as in a run folder's model.onnx", file);
        using var stream = System.IO.File.OpenRead(file);
        if (stream.Length == 0)
            throw NotOnnx(file, "the file is empty");
        ModelProto model;
        try
        {
            model = ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(stream);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw NotOnnx(file, "its bytes are not those of a protobuf message", error);
        }

        if (model.Graph is null || model.OpsetImport.Count == 0)
            throw NotOnnx(file, "it holds no graph with an operator set");
        if (model.Graph.Output.Count == 0)
            throw NotOnnx(file, "its graph has no output");
        try
        {
            return new OnnxModelInfo(file, model);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{file}: {error.Message}; export the model again", error);
        }
    }

    private static InvalidDataException NotOnnx(string file, string found, Exception? cause = null) =>
        new($"{file} is not an ONNX model: {found}. Expected a file written by 'hep export' or by another ONNX exporter", cause);

    private static OnnxTensorInfo Describe(ValueInfoProto value)
    {
        if (value.Type?.TensorType is not { } tensor)
            return new OnnxTensorInfo(value.Name, "not a tensor", []);
        var element = ((TensorProto.Types.DataType)tensor.ElemType).ToString().ToLowerInvariant();
        return new OnnxTensorInfo(value.Name, element, [.. (tensor.Shape?.Dim ?? []).Select(Describe)]);
    }

    private static string Describe(TensorShapeProto.Types.Dimension axis) => axis switch
    {
        { HasDimValue: true } => axis.DimValue.ToString(CultureInfo.InvariantCulture),
        { HasDimParam: true, DimParam.Length: > 0 } => axis.DimParam,
        _ => "?",
    };
}
