using static TorchSharp.torch;

namespace Hep.Models;

/// <summary>
/// A module whose forward pass is its stages, one after the other, and nothing else. The exporter walks the same stages, so the
/// exported graph cannot drift from the network.
/// </summary>
public interface IChain
{
    /// <summary>The stages, first to last; each maps [B, ...] to [B, ...].</summary>
    IReadOnlyList<nn.Module<Tensor, Tensor>> Stages { get; }
}
