using Hep.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hep.Onnx;

/// <summary>
/// Writes a trained module as an ONNX graph by walking its tree: chains stage by stage, libtorch's own modules by the handlers below,
/// and layers of ours by their own <see cref="IGraphLayer.Emit"/>. There is no second description of a network that could drift from it.
/// </summary>
public static partial class OnnxExporter
{
    /// <summary>The name of the input of the features, [batch, F].</summary>
    public const string Features = "features";

    // One handler a module type; the one place to look, and to extend.
    private static readonly Dictionary<Type, Func<nn.Module, ModuleGraph, string, string>> Handlers = new()
    {
        [typeof(Sequential)] = (module, graph, x) => module.children().Aggregate(x, (value, child) => Emit(child, graph, value)),
        [typeof(Linear)] = (module, graph, x) => EmitLinear((Linear)module, graph, x),
        [typeof(BatchNorm1d)] = (module, graph, x) => EmitBatchNorm((BatchNorm1d)module, graph, x),
        [typeof(BatchNorm2d)] = (module, graph, x) => EmitBatchNorm((BatchNorm2d)module, graph, x),
        [typeof(LayerNorm)] = (module, graph, x) => EmitLayerNorm((LayerNorm)module, graph, x),
        [typeof(Conv2d)] = (module, graph, x) => EmitConvolution((Conv2d)module, graph, x),
        [typeof(ConvTranspose2d)] = (module, graph, x) => EmitTransposedConvolution((ConvTranspose2d)module, graph, x),
        [typeof(Upsample)] = (module, graph, x) => EmitUpsample((Upsample)module, graph, x),
        [typeof(MaxPool2d)] = (module, graph, x) => EmitMaximum((MaxPool2d)module, graph, x),
        [typeof(AvgPool2d)] = (module, graph, x) => EmitAverage((AvgPool2d)module, graph, x),
        [typeof(AdaptiveAvgPool2d)] = (module, graph, x) => EmitGlobalAverage((AdaptiveAvgPool2d)module, graph, x),
        [typeof(LocalResponseNorm)] = (module, graph, x) => EmitLocalResponse((LocalResponseNorm)module, graph, x),
        [typeof(Flatten)] = (module, graph, x) => EmitFlatten((Flatten)module, graph, x),
        [typeof(Dropout)] = (_, _, x) => x,
        [typeof(Dropout2d)] = (_, _, x) => x,
        [typeof(Identity)] = (_, _, x) => x,
        [typeof(ReLU)] = (_, graph, x) => graph.Node("Relu", x),
        [typeof(LeakyReLU)] = (module, graph, x) => graph.Node("LeakyRelu", [x], OnnxAttribute.Of("alpha", (float)((LeakyReLU)module).negative_slope)),
        [typeof(ELU)] = (module, graph, x) => graph.Node("Elu", [x], OnnxAttribute.Of("alpha", (float)((ELU)module).alpha)),
        [typeof(SiLU)] = (_, graph, x) => graph.Node("Mul", x, graph.Node("Sigmoid", x)),
        [typeof(GELU)] = (module, graph, x) => EmitGelu((GELU)module, graph, x),
        [typeof(Sigmoid)] = (_, graph, x) => graph.Node("Sigmoid", x),
        [typeof(Softplus)] = (module, graph, x) => EmitSoftplus((Softplus)module, graph, x),
        [typeof(Tanh)] = (_, graph, x) => graph.Node("Tanh", x),
        [typeof(Softmax)] = (module, graph, x) => graph.Node("Softmax", [x], OnnxAttribute.Of("axis", ((Softmax)module).dim)),
    };

    /// <summary>Adds the inputs of a model: one of the features, [batch, F], and one of each parameter under its own name, [batch, 1].</summary>
    /// <param name="builder">The graph, with neither inputs nor nodes yet.</param>
    /// <param name="features">Features F.</param>
    /// <param name="parameters">The names of the parameters P; none for a model without.</param>
    /// <returns>The name of the value that a network takes, [batch, F + P]: the features first, then the parameters.</returns>
    /// <exception cref="ArgumentException">A parameter is called as the features' input or as another one, or F is not positive.</exception>
    public static string AddInputs(OnnxGraphBuilder builder, int features, params IReadOnlyList<string> parameters)
    {
        if (parameters.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1 || group.Key == Features) is { } clash)
        {
            throw new ArgumentException(
                clash.Key == Features
                    ? $"A parameter is called '{Features}', which is the name of the features' input in the ONNX file; call the parameter's column otherwise."
                    : $"Two parameters are called '{clash.Key}'; each is an input of the ONNX file under its own name.",
                nameof(parameters));
        }

        string[] inputs = [builder.AddInput(Features, features), .. parameters.Select(name => builder.AddInput(name, 1))];
        return inputs.Length == 1 ? inputs[0] : builder.AddNode("Concat", inputs, OnnxAttribute.Of("axis", 1L));
    }

    /// <summary>Adds the inputs of a model of images: one of the features, [batch, F], if there are any, and one of the images under their own name, [batch, axes...].</summary>
    /// <param name="builder">The graph, with neither inputs nor nodes yet.</param>
    /// <param name="features">Features F.</param>
    /// <param name="image">The images.</param>
    /// <returns>The name of the value that a model takes, [batch, F + cells]: the features first.</returns>
    /// <exception cref="ArgumentException">The images are called as the features' input, or F is negative.</exception>
    public static string AddInputs(OnnxGraphBuilder builder, int features, OnnxImage image)
    {
        if (image.Name == Features)
            throw new ArgumentException($"The images are called '{Features}', which is the name of the features' input in the ONNX file; call them otherwise.", nameof(image));
        var first = features == 0 ? null : builder.AddInput(Features, features);
        var cells = builder.AddNode("Reshape", [builder.AddInput(image.Name, image.Shape.AsSpan()), builder.AddInitializer("flat", [0L, image.Size], 2)]);
        return first is null ? cells : builder.AddNode("Concat", [first, cells], OnnxAttribute.Of("axis", 1L));
    }

    /// <summary>Adds a module to a graph.</summary>
    /// <param name="module">The trained module, in any mode: what only training does, such as dropout, is left out.</param>
    /// <param name="builder">The graph.</param>
    /// <param name="input">The name of the module's input in the graph.</param>
    /// <returns>The name of its output.</returns>
    /// <exception cref="NotSupportedException">The tree holds a module that has no handler; the message names it.</exception>
    public static string Emit(nn.Module module, OnnxGraphBuilder builder, string input) => Emit(module, new ModuleGraph(builder), input);

    /// <summary>A graph as layers see it, for those that are written with more than one input or output, such as <see cref="Recurrent.EmitStep"/>.</summary>
    /// <param name="builder">The graph.</param>
    /// <returns>What adds nodes to it.</returns>
    public static IGraph Graph(OnnxGraphBuilder builder) => new ModuleGraph(builder);

    private static string Emit(nn.Module module, ModuleGraph graph, string input)
    {
        using var scope = NewDisposeScope();
        return module switch
        {
            IGraphLayer layer => layer.Emit(graph, input),
            IChain chain => chain.Stages.Aggregate(input, (value, stage) => Emit(stage, graph, value)),
            _ when Handlers.TryGetValue(module.GetType(), out var handler) => handler(module, graph, input),
            _ => throw new NotSupportedException(
                $"{module.GetType().Name} cannot be exported to ONNX: give it a handler in {nameof(OnnxExporter)}, or let it implement {nameof(IGraphLayer)}"),
        };
    }

    private static string EmitLinear(Linear module, ModuleGraph graph, string x)
    {
        var weight = graph.Constant("weight", module.weight);
        var transposed = OnnxAttribute.Of("transB", 1L);
        return module.bias is null
            ? graph.Node("Gemm", [x, weight], transposed)
            : graph.Node("Gemm", [x, weight, graph.Constant("bias", module.bias)], transposed);
    }

    private static string EmitBatchNorm(BatchNorm module, ModuleGraph graph, string x) => graph.Node(
        "BatchNormalization",
        [
            x,
            graph.Constant("weight", (Tensor?)module.weight ?? ones(module.num_features)),
            graph.Constant("bias", (Tensor?)module.bias ?? zeros(module.num_features)),
            graph.Constant("running_mean", Tracked(module, module.running_mean)),
            graph.Constant("running_var", Tracked(module, module.running_var)),
        ],
        OnnxAttribute.Of("epsilon", (float)module.eps));

    private static string EmitLayerNorm(LayerNorm module, ModuleGraph graph, string x) => graph.Node(
        "LayerNormalization",
        [
            x,
            graph.Constant("weight", (Tensor?)module.weight ?? ones(module.normalized_shape)),
            graph.Constant("bias", (Tensor?)module.bias ?? zeros(module.normalized_shape)),
        ],
        OnnxAttribute.Of("axis", -(long)module.normalized_shape.Length),
        OnnxAttribute.Of("epsilon", (float)module.eps));

    private static Tensor Tracked(nn.Module module, Tensor? statistics) => statistics ?? throw new NotSupportedException(
        $"{module.GetType().Name} without running statistics cannot be exported to ONNX: it needs a whole batch to say anything of one event; make it with track_running_stats: true");

    // x Phi(x) by the error function; the operator set has no Gelu before 20.
    private static string EmitGelu(GELU module, ModuleGraph graph, string x)
    {
        if (module.approximate != GELU.Approximate.none)
            throw new NotSupportedException($"GELU with approximate: {module.approximate} cannot be exported to ONNX; make it without");
        var error = graph.Node("Erf", graph.Node("Mul", x, graph.Constant("inverse_sqrt2", [(float)(1 / Math.Sqrt(2))])));
        var half = graph.Node("Mul", x, graph.Constant("half", [0.5f]));
        return graph.Node("Mul", half, graph.Node("Add", error, graph.Constant("one", [1f])));
    }

    private static string EmitSoftplus(Softplus module, ModuleGraph graph, string x) => module.beta == 1
        ? graph.Node("Softplus", x)
        : throw new NotSupportedException(FormattableString.Invariant($"Softplus with beta: {module.beta} cannot be exported to ONNX; make it with 1"));

    /// <summary>The builder as layers see it, and with tensors as constants.</summary>
    private sealed class ModuleGraph(OnnxGraphBuilder builder) : IGraph
    {
        public string Constant(string name, ReadOnlySpan<float> data, params ReadOnlySpan<int> dims) => builder.AddInitializer(name, data, dims);

        public string Integers(string name, ReadOnlySpan<long> data) => builder.AddInitializer(name, data, data.Length);

        public string Constant(string name, Tensor values)
        {
            using var local = values.detach().to(ScalarType.Float32).cpu().contiguous();
            return builder.AddInitializer(name, local.data<float>().ToArray(), Array.ConvertAll(local.shape, size => (int)size));
        }

        public string Module(nn.Module<Tensor, Tensor> module, string input) => Emit(module, this, input);

        public string Node(string operation, params ReadOnlySpan<string> inputs) => builder.AddNode(operation, inputs);

        public string Along(string operation, int axis, params ReadOnlySpan<string> inputs) => builder.AddNode(operation, inputs, OnnxAttribute.Of("axis", (long)axis));

        public string Reduce(string operation, int axis, string input) => builder.AddNode(operation, [input], OnnxAttribute.Of("axes", [(long)axis]));

        public string Transpose(string input, params ReadOnlySpan<int> axes) =>
            builder.AddNode("Transpose", [input], OnnxAttribute.Of("perm", Array.ConvertAll(axes.ToArray(), axis => (long)axis)));

        public (string Values, string Places) Smallest(string input, string count)
        {
            var outputs = builder.AddNode("TopK", [input, count], 2, OnnxAttribute.Of("axis", -1L), OnnxAttribute.Of("largest", 0L));
            return (outputs[0], outputs[1]);
        }

        public string Cast(string input, ScalarType type) => builder.AddNode("Cast", [input], OnnxAttribute.Of("to", (long)OnnxGraphBuilder.TypeOf(type)));

        public (string Outputs, string Hidden, string? Cell) Recurrence(Recurrent layer, string input, string? lengths, string? hidden, string? cell) =>
            EmitRecurrence(layer, this, input, lengths, hidden, cell);

        public string Node(string operation, ReadOnlySpan<string> inputs, params ReadOnlySpan<OnnxAttribute> attributes) =>
            builder.AddNode(operation, inputs, attributes);

        public string[] Node(string operation, ReadOnlySpan<string> inputs, int outputs, params ReadOnlySpan<OnnxAttribute> attributes) =>
            builder.AddNode(operation, inputs, outputs, attributes);
    }
}
