namespace Hep.Models;

/// <summary>
/// An autoencoder: an encoder to a few latent numbers, and a decoder back. It may be any of dense, convolutional or locally connected, and with it denoising, and either sparse or variational. The size of the input is that
/// of the data, so it is not an option.
/// </summary>
public sealed record AutoencoderOptions : ModelOptions
{
    /// <inheritdoc/>
    public override string Name => "autoencoder";

    /// <summary>The layers.</summary>
    public AutoencoderArchitecture Architecture { get; init; } = new AutoencoderArchitecture.Dense();

    /// <summary>Latent numbers L; fewer than inputs, or something else must keep the network from copying.</summary>
    public int Latent { get; init; } = 8;

    /// <summary>The non-linearity after every hidden layer.</summary>
    public Activation Activation { get; init; } = Activation.Elu;

    /// <summary>What is normalised before every activation: nothing, each unit over the events of a batch or, of dense layers, all units of an event.</summary>
    public Normalization Normalization { get; init; } = Normalization.None;

    /// <summary>The numbers that a reconstruction may have.</summary>
    public OutputRange Output { get; init; }

    /// <summary>What is done to the input in training.</summary>
    public Corruption Corruption { get; init; } = new Corruption.None();

    /// <summary>Whether the latent numbers are drawn from a normal distribution of which the encoder gives mean and variance (D. P. Kingma, M. Welling, arXiv:1312.6114).</summary>
    public bool IsVariational { get; init; }

    /// <summary>The mean activation that each latent number shall have over the events of a batch, between 0 and 1; latent numbers are then sigmoids (A. Ng, "Sparse autoencoder", CS294A lecture notes, 2011). Null: not sparse.</summary>
    public double? SparseActivation { get; init; }

    /// <inheritdoc/>
    public override bool NormalizesOverBatch => Normalization == Normalization.Batch || SparseActivation is not null;

    /// <inheritdoc/>
    public override int Layers => 2 * (Architecture.Depth + 1);

    /// <inheritdoc/>
    public override ModelOptions WithoutDropout() => this with { Corruption = new Corruption.None() };
}
