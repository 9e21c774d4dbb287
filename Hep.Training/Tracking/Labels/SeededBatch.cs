using static TorchSharp.torch;

namespace Hep.Training.Tracking;

/// <summary>Events side by side.</summary>
/// <param name="Hits">r, phi and z, [B, L, 3].</param>
/// <param name="Seeds">[B, T, 9].</param>
/// <param name="Lengths">Hits of each event, [B].</param>
/// <param name="Labels">The true slot, T: none, [B, L, 1].</param>
/// <param name="Counts">1 where that is to be found out, [B, L, 1].</param>
internal sealed record SeededBatch(Tensor Hits, Tensor Seeds, long[] Lengths, Tensor Labels, Tensor Counts);
