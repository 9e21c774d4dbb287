namespace Hep.Models;

/// <summary>What a network says, in units of the scales of the helix, to predicted hits; written once, for tensors and for graphs.</summary>
/// <param name="algebra">The arithmetic, in double precision.</param>
internal sealed class HitSteps<T>(IArrayAlgebra<T> algebra)
    where T : class
{
    private const int First = HelixStage.Features;

    /// <summary>[..., 21] and [..., 5] to [..., 5]: phi, z, the variance of r phi, the covariance, the variance of z.</summary>
    /// <param name="steps">Features and helix.</param>
    /// <param name="said">m1, m2, a, b, c.</param>
    /// <param name="target">The radii, [..., 1].</param>
    public T Predict(T steps, T said, T target)
    {
        T Geometry(int i) => algebra.Columns(steps, [First + i]);
        T Said(int i) => algebra.Columns(said, [i]);
        var (scaleRPhi, scaleZ) = (Geometry(2), Geometry(3));
        var phi = new HelixSteps<T>(algebra).Turn(algebra.Add(Geometry(0), algebra.Divide(algebra.Multiply(scaleRPhi, Said(0)), target)));
        var z = algebra.Add(Geometry(1), algebra.Multiply(scaleZ, Said(1)));
        var (upper, lower, mixed) = (algebra.Multiply(scaleRPhi, algebra.Exp(Said(2))), algebra.Multiply(scaleZ, algebra.Exp(Said(3))), algebra.Multiply(scaleZ, Said(4)));
        return algebra.Join(
            phi,
            z,
            algebra.Multiply(upper, upper),
            algebra.Multiply(upper, mixed),
            algebra.Add(algebra.Multiply(mixed, mixed), algebra.Multiply(lower, lower)));
    }
}
