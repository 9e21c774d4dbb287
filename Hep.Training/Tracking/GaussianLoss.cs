using static TorchSharp.torch;

namespace Hep.Training.Tracking;

/// <summary>
/// Minus the logarithm of a Gaussian's density in two dimensions, with the covariance L L^T, L = (e^a, 0; c, e^b): a + b + (v1^2 + v2^2) / 2 + log 2 pi, where v1 = (u1 - m1) e^-a and v2 = (u2 - m2 - c v1) e^-b.
/// No matrix is inverted and no logarithm taken, so that it is as good in single precision.
/// </summary>
internal static class GaussianLoss
{
    /// <summary>The loss of every step, [..., 1].</summary>
    /// <param name="said">m1, m2, a, b, c: [..., 5].</param>
    /// <param name="measured">u1, u2: [..., 2].</param>
    public static Tensor Of(Tensor said, Tensor measured)
    {
        Tensor Said(int i) => said.narrow(-1, i, 1);
        var (a, b) = (Said(2), Said(3));
        var first = (measured.narrow(-1, 0, 1) - Said(0)) * (-a).exp();
        var second = (measured.narrow(-1, 1, 1) - Said(1) - (Said(4) * first)) * (-b).exp();
        return a + b + ((first.square() + second.square()) * 0.5) + Math.Log(2 * Math.PI);
    }
}
