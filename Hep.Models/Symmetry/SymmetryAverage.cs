using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// Makes a classifier invariant under a finite group of detector symmetries: an event goes through the network K times, rotated about the beam by
/// 2 pi k / N and with eta as it is and reversed, and the K logits are averaged, z(x) = 1/K sum_g f(g x). The sum runs over a group, so that
/// z(g x) = z(x) for each of its elements. Averaged before the calibration, which then holds for what is quoted.
/// </summary>
public sealed class SymmetryAverage
{
    /// <summary>Takes the columns.</summary>
    /// <param name="features">Features F.</param>
    /// <param name="phi">Indices of the azimuths among the features, in rad.</param>
    /// <param name="eta">Indices of the pseudorapidities.</param>
    /// <param name="angles">N; without azimuths there is one.</param>
    /// <param name="missing">The number which stands for "no value", and stays; null: none.</param>
    /// <exception cref="ArgumentOutOfRangeException">N is not positive.</exception>
    public SymmetryAverage(int features, IReadOnlyList<int> phi, IReadOnlyList<int> eta, int angles, float? missing)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(angles);
        var (turns, signs) = (phi.Count > 0 ? angles : 1, eta.Count > 0 ? 2 : 1);
        Count = turns * signs;
        var (sign, shift, limit) = (new float[Count * features], new float[Count * features], new float[features]);
        Array.Fill(sign, 1f);
        Array.Fill(limit, float.MaxValue);
        foreach (var column in phi)
            limit[column] = (float)Math.PI;
        for (var copy = 0; copy < Count; copy++)
        {
            foreach (var column in phi)
                shift[(copy * features) + column] = (float)(2 * Math.PI * (copy / signs) / turns);
            foreach (var column in eta)
                sign[(copy * features) + column] = copy % signs == 0 ? 1 : -1;
        }

        Copies = new SymmetryCopies(features, Count, sign, shift, limit, missing);
        Mean = new CopyMean(Count);
    }

    /// <summary>Copies K of an event.</summary>
    public int Count { get; }

    /// <summary>Raw features to those of all copies, [B, F] to [B K, F].</summary>
    internal Module<Tensor, Tensor> Copies { get; }

    /// <summary>Logits of all copies to that of the event, [B K, 1] to [B, 1].</summary>
    internal Module<Tensor, Tensor> Mean { get; }
}
