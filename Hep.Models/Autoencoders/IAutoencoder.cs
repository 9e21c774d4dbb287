using static TorchSharp.torch;

namespace Hep.Models;

/// <summary>A network with latent numbers between an encoder and a decoder, as losses and scores of anomalies see it.</summary>
public interface IAutoencoder
{
    /// <summary>Numbers F of an input and of its reconstruction.</summary>
    int Inputs { get; }

    /// <summary>Latent numbers L.</summary>
    int LatentSize { get; }

    /// <summary>The mean activation that latent numbers shall have; null: any.</summary>
    double? SparseActivation { get; }

    /// <summary>Encodes and decodes a batch, [B, F]; in training the input is corrupted and latent numbers are drawn, if that is wanted.</summary>
    /// <param name="input">The input.</param>
    /// <exception cref="ArgumentException">It is not [B, F].</exception>
    AutoencoderPass Pass(Tensor input);

    /// <summary>The latent numbers of a batch without corruption and chance, [B, F] to [B, L].</summary>
    /// <param name="input">The input.</param>
    /// <exception cref="ArgumentException">It is not [B, F].</exception>
    Tensor Encode(Tensor input);

    /// <summary>The reconstruction from latent numbers, [B, L] to [B, F].</summary>
    /// <param name="latent">The latent numbers.</param>
    /// <exception cref="ArgumentException">They are not [B, L].</exception>
    Tensor Decode(Tensor latent);
}
