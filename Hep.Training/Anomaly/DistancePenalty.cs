using static TorchSharp.torch;

namespace Hep.Training.Anomaly;

/// <summary>
/// The squared distance correlation of two numbers of an event over a batch, DisCo (G. Kasieczka, D. Shih, arXiv:2001.05310, eq. 6): 0 where they are independent. All pairs of events are needed, so that a large batch is taken
/// in pieces.
/// </summary>
internal static class DistancePenalty
{
    // A million pairs.
    private const int MostAtOnce = 1024;
    private const double Smallest = 1e-20;

    /// <summary>The penalty, a scalar on the graph; the mean over the pieces of a large batch.</summary>
    /// <param name="first">[B].</param>
    /// <param name="second">[B].</param>
    public static Tensor Of(Tensor first, Tensor second)
    {
        using var scope = NewDisposeScope();
        var (count, pieces) = (first.shape[0], (int)Math.Ceiling(first.shape[0] / (double)MostAtOnce));
        var sum = zeros(1, dtype: first.dtype, device: first.device).sum();
        for (var piece = 0; piece < pieces; piece++)
        {
            var (start, end) = (piece * count / pieces, (piece + 1) * count / pieces);
            sum = sum + OfPiece(first.narrow(0, start, end - start), second.narrow(0, start, end - start));
        }

        return (sum / pieces).MoveToOuterDisposeScope();
    }

    private static Tensor OfPiece(Tensor first, Tensor second)
    {
        var (a, b) = (Centred(first), Centred(second));
        return (a * b).mean() / (a.square().mean() * b.square().mean()).clamp(Smallest).sqrt();
    }

    private static Tensor Centred(Tensor values)
    {
        var distances = (values.unsqueeze(0) - values.unsqueeze(1)).abs();
        return distances - distances.mean([0L], keepdim: true) - distances.mean([1L], keepdim: true) + distances.mean();
    }
}
