using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// A multilayer perceptron, [B, G] to [B, O], that parameters modulate (arXiv:1709.07871, eq. 1 and 2). The inputs at the places of the parameters go
/// through a generator of one hidden layer, which gives gamma and beta for every hidden unit; the others go through the hidden layers: linear map,
/// normalisation, (1 + gamma) h + beta, activation, dropout; then one linear output, which gives logits. Training begins with gamma = beta = 0.
/// The state is that of a PyTorch module with the lists (<c>nn.ModuleList</c>) <c>generator</c>, two linear maps; <c>layers</c>, the linear maps with the output last;
/// and <c>normalizations</c>. The generator's outputs are gamma and beta of the first hidden layer, then those of the second, and so on.
/// </summary>
public sealed class FilmMlp : Module<Tensor, Tensor>, IGraphLayer, ILayered
{
    private readonly ModuleList<Linear> generator;
    private readonly ModuleList<Linear> layers;
    private readonly ModuleList<Module<Tensor, Tensor>> normalizations;
    private readonly Module<Tensor, Tensor> activation;
    private readonly ModuleList<Module<Tensor, Tensor>> dropouts;
    private readonly int[] parameterColumns;
    private readonly int[] featureColumns;

    /// <summary>Makes the layers with PyTorch's initialisation, drawn from libtorch's default generator; the generator's last map is zero.</summary>
    /// <param name="options">Widths, activation, normalisation, dropout, units of the generator.</param>
    /// <param name="inputs">Inputs G, parameters among them.</param>
    /// <param name="parameters">The places of the parameters among the inputs, from 0.</param>
    /// <param name="outputs">Outputs O.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or the dropout not from 0 up to but not including 1.</exception>
    /// <exception cref="ArgumentException">There is no hidden layer to modulate, no parameter, no other input, or a place is not one of the inputs or comes twice.</exception>
    public FilmMlp(MlpOptions options, int inputs, IReadOnlyList<int> parameters, int outputs)
        : base(nameof(FilmMlp))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.FilmUnits, nameof(options));
        MlpParts.Require(options);
        if (options.Hidden.Count == 0)
            throw new ArgumentException("found no hidden layer, expected one or more that the parameters modulate", nameof(options));
        if (parameters.Count == 0 || parameters.Count >= inputs || parameters.Any(place => place < 0 || place >= inputs) || parameters.Distinct().Count() < parameters.Count)
            throw new ArgumentException(FormattableString.Invariant($"found parameters at [{string.Join(", ", parameters)}], expected one or more different places among the {inputs} inputs, and another input beside them"), nameof(parameters));

        Inputs = inputs;
        parameterColumns = [.. parameters];
        featureColumns = [.. Enumerable.Range(0, inputs).Except(parameterColumns)];
        generator = ModuleList(Linear(parameterColumns.Length, options.FilmUnits), Zero(Linear(options.FilmUnits, 2L * options.Hidden.Sum(units => (long)units))));
        long[] widths = [featureColumns.Length, .. options.Hidden, outputs];
        layers = ModuleList<Linear>([.. widths.Skip(1).Select((units, i) => Linear(widths[i], units))]);
        normalizations = ModuleList<Module<Tensor, Tensor>>([.. options.Hidden.Select(units => MlpParts.Normalization(options, units)).OfType<Module<Tensor, Tensor>>()]);
        activation = MlpParts.Activation(options.Activation);
        dropouts = ModuleList<Module<Tensor, Tensor>>([.. options.Hidden.Select(_ => Dropout(options.Dropout))]);
        RegisterComponents();
    }

    /// <summary>Inputs G, parameters among them.</summary>
    public int Inputs { get; }

    /// <summary>The layers with weights; the generator, which sees raw parameters as the first layer sees raw features, belongs to the first.</summary>
    public IReadOnlyList<IReadOnlyList<Module>> Layers =>
    [
        .. Enumerable.Range(0, layers.Count).Select(i => (IReadOnlyList<Module>)
        [
            layers[i],
            .. i == 0 ? generator : Enumerable.Empty<Module>(),
            .. normalizations.Skip(i).Take(1),
            .. dropouts.Skip(i).Take(1),
        ]),
    ];

    /// <summary>The number of weights and biases that are trained, without making the network.</summary>
    /// <param name="options">Widths, normalisation, units of the generator.</param>
    /// <param name="inputs">Inputs G, parameters among them.</param>
    /// <param name="parameters">How many of them are parameters.</param>
    /// <param name="outputs">Outputs O.</param>
    /// <returns>The count.</returns>
    public static long CountParameters(MlpOptions options, int inputs, int parameters, int outputs)
    {
        var modulated = options.Hidden.Sum(units => (long)units);
        return ((parameters + 1L) * options.FilmUnits) + ((options.FilmUnits + 1L) * 2 * modulated) + MlpParts.Count(options, inputs - parameters, outputs);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is not [B, G].</exception>
    public override Tensor forward(Tensor input)
    {
        Shapes.RequireColumns(input, Inputs, nameof(FilmMlp));
        using var scope = NewDisposeScope();
        var modulation = generator[1].call(activation.call(generator[0].call(Columns(input, parameterColumns))));
        var value = Columns(input, featureColumns);
        var start = 0L;
        for (var i = 0; i < layers.Count - 1; i++)
        {
            value = layers[i].call(value);
            if (normalizations.Count > 0)
                value = normalizations[i].call(value);
            var units = value.shape[1];
            value = (value * (modulation.narrow(1, start, units) + 1)) + modulation.narrow(1, start + units, units);
            value = dropouts[i].call(activation.call(value));
            start += 2 * units;
        }

        return layers[^1].call(value).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Emit(IGraph graph, string input)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var hidden = graph.Module(activation, Affine(graph, input, Spread(generator[0].weight, parameterColumns), generator[0].bias!));
        var value = Affine(graph, input, Spread(layers[0].weight, featureColumns), layers[0].bias!);
        var start = 0L;
        for (var i = 0; i < layers.Count - 1; i++)
        {
            if (i > 0)
                value = graph.Module(layers[i], value);
            if (normalizations.Count > 0)
                value = graph.Module(normalizations[i], value);
            var units = layers[i].weight.shape[0];
            value = graph.Node("Mul", value, Modulation(graph, hidden, start, units, plus: 1));
            value = graph.Node("Add", value, Modulation(graph, hidden, start + units, units, plus: 0));
            value = graph.Module(activation, value);
            start += 2 * units;
        }

        return graph.Module(layers[^1], value);
    }

    private static Linear Zero(Linear linear)
    {
        init.zeros_(linear.weight);
        init.zeros_(linear.bias!);
        return linear;
    }

    // Columns side by side are a view; only parameters in between need a copy.
    private static Tensor Columns(Tensor input, int[] columns)
    {
        var runs = new List<Tensor>();
        for (var i = 0; i < columns.Length;)
        {
            var next = i + 1;
            while (next < columns.Length && columns[next] == columns[next - 1] + 1)
                next++;
            runs.Add(input.narrow(1, columns[i], next - i));
            i = next;
        }

        return runs.Count == 1 ? runs[0] : cat(runs, 1);
    }

    // Weights on all inputs, zero on those that the layer does not see: one product in ONNX Runtime instead of a copy of columns and a product.
    private Tensor Spread(Tensor weight, int[] columns)
    {
        var wide = zeros([weight.shape[0], Inputs], weight.dtype, weight.device);
        for (var i = 0; i < columns.Length; i++)
            wide.narrow(1, columns[i], 1).copy_(weight.narrow(1, i, 1));
        return wide;
    }

    // A product of its own for each gamma and beta: cheaper than one product whose result is split.
    private string Modulation(IGraph graph, string hidden, long start, long units, double plus) =>
        Affine(graph, hidden, generator[1].weight.narrow(0, start, units), generator[1].bias!.narrow(0, start, units) + plus);

    private static string Affine(IGraph graph, string input, Tensor weight, Tensor bias) =>
        graph.Node("Add", graph.Node("MatMul", input, graph.Constant("weight", weight.t())), graph.Constant("bias", bias));
}
