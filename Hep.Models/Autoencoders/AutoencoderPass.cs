using static TorchSharp.torch;

namespace Hep.Models;

/// <summary>What an autoencoder makes of a batch.</summary>
/// <param name="Reconstruction">[B, F].</param>
/// <param name="Latent">What was decoded, [B, L]: drawn, of a variational autoencoder in training; else the mean.</param>
/// <param name="Mean">What the encoder gives for the event, [B, L].</param>
/// <param name="LogVariance">The logarithm of the variance about it, [B, L]; null: the autoencoder is not variational.</param>
public sealed record AutoencoderPass(Tensor Reconstruction, Tensor Latent, Tensor Mean, Tensor? LogVariance);
