namespace Hep.Models;

/// <summary>
/// A multilayer perceptron: hidden layers of linear map, normalisation, activation and dropout, then one linear output.
/// The number of inputs is that of the features, so it is not an option.
/// </summary>
public sealed record MlpOptions : ModelOptions
{
    /// <inheritdoc/>
    public override string Name => "mlp";

    /// <summary>Units of each hidden layer, from the input to the output; each 1 to 65,536, and 0 to 64 layers (none: logistic regression).</summary>
    public ValueList<int> Hidden { get; init; } = [64, 64];

    /// <summary>The non-linearity after every hidden layer.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>The probability with which a hidden unit is dropped in training, 0 (never) up to but not including 1.</summary>
    public double Dropout { get; init; }

    /// <summary>What is normalised before every activation.</summary>
    public Normalization Normalization { get; init; } = Normalization.None;

    /// <summary>How parameters are taken, if the data have any: by <see cref="Mlp"/> as inputs, by <see cref="FilmMlp"/> as modulation.</summary>
    public Conditioning Conditioning { get; init; } = Conditioning.Concatenate;

    /// <summary>Units of the hidden layer that makes the modulation from the parameters, 1 to 65,536; for <see cref="Models.Conditioning.Film"/> alone.</summary>
    public int FilmUnits { get; init; } = 32;

    /// <inheritdoc/>
    public override bool NormalizesOverBatch => Normalization == Normalization.Batch;

    /// <inheritdoc/>
    public override int Layers => Hidden.Count + 1;

    /// <inheritdoc/>
    public override ModelOptions WithoutDropout() => this with { Dropout = 0 };
}
