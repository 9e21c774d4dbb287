using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>What a perceptron's hidden layers are made of, beside their linear maps.</summary>
internal static class MlpParts
{
    /// <summary>Requires options that a network can be made of.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or the dropout not from 0 up to but not including 1.</exception>
    public static void Require(MlpOptions options)
    {
        foreach (var units in options.Hidden)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units, nameof(options));
        if (options.Dropout is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(options), options.Dropout, "a dropout is a probability below 1");
    }

    /// <summary>The normalisation of a hidden layer; null: none.</summary>
    public static Module<Tensor, Tensor>? Normalization(MlpOptions options, long units) => options.Normalization switch
    {
        Models.Normalization.None => null,
        Models.Normalization.Batch => BatchNorm1d(units),
        Models.Normalization.Layer => LayerNorm(units),
        var other => throw new ArgumentOutOfRangeException(nameof(options), other, "not a normalisation"),
    };

    /// <summary>The non-linearity.</summary>
    public static Module<Tensor, Tensor> Activation(Activation activation) => activation switch
    {
        Models.Activation.Relu => ReLU(),
        Models.Activation.LeakyRelu => LeakyReLU(),
        Models.Activation.Elu => ELU(),
        Models.Activation.Silu => SiLU(),
        Models.Activation.Gelu => GELU(),
        Models.Activation.Tanh => Tanh(),
        var other => throw new ArgumentOutOfRangeException(nameof(activation), other, "not an activation"),
    };

    /// <summary>The hidden layers, each a linear map, the normalisation, the activation and dropout, and the linear output.</summary>
    public static IEnumerable<Module<Tensor, Tensor>> Layers(MlpOptions options, long inputs, int outputs)
    {
        var width = inputs;
        foreach (var units in options.Hidden)
        {
            yield return Linear(width, units);
            if (Normalization(options, units) is { } normalization)
                yield return normalization;
            yield return Activation(options.Activation);
            if (options.Dropout > 0)
                yield return Dropout(options.Dropout);
            width = units;
        }

        yield return Linear(width, outputs);
    }

    /// <summary>Weights and biases of the hidden layers and of the linear output, normalisation included.</summary>
    /// <param name="options">Widths and normalisation.</param>
    /// <param name="inputs">Inputs of the first layer.</param>
    /// <param name="outputs">Outputs O.</param>
    public static long Count(MlpOptions options, long inputs, long outputs)
    {
        long count = 0;
        var width = inputs;
        foreach (var units in options.Hidden)
        {
            count += (width + 1) * units;
            if (options.Normalization != Models.Normalization.None)
                count += 2L * units;
            width = units;
        }

        return count + ((width + 1) * outputs);
    }
}
