using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// A multilayer perceptron, [B, F] to [B, O]: for each hidden layer a linear map, the normalisation, the activation and dropout;
/// then one linear output, which gives logits. Parameters are named as those of a PyTorch module whose layers are an
/// <c>nn.Sequential</c> called <c>layers</c>, so that weights can be exchanged.
/// </summary>
public sealed class Mlp : Module<Tensor, Tensor>, IChain, ILayered
{
    private readonly Sequential layers;

    /// <summary>Makes the layers with PyTorch's initialisation, drawn from libtorch's default generator.</summary>
    /// <param name="options">Widths, activation, normalisation, dropout.</param>
    /// <param name="inputs">Features F.</param>
    /// <param name="outputs">Outputs O.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or the dropout not from 0 up to but not including 1.</exception>
    public Mlp(MlpOptions options, int inputs, int outputs)
        : base(nameof(Mlp))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        MlpParts.Require(options);
        Inputs = inputs;
        layers = Sequential(MlpParts.Layers(options, inputs, outputs));
        RegisterComponents();
    }

    /// <summary>Features F.</summary>
    public int Inputs { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Module<Tensor, Tensor>> Stages => [layers];

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<Module>> Layers => SequenceLayers.Of(layers);

    /// <summary>The number of weights and biases that are trained, without making the network.</summary>
    /// <param name="options">Widths and normalisation.</param>
    /// <param name="inputs">Features F.</param>
    /// <param name="outputs">Outputs O.</param>
    /// <returns>The count.</returns>
    public static long CountParameters(MlpOptions options, int inputs, int outputs) => MlpParts.Count(options, inputs, outputs);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is not [B, F].</exception>
    public override Tensor forward(Tensor input)
    {
        Shapes.RequireColumns(input, Inputs, nameof(Mlp));
        return layers.call(input);
    }
}
