namespace Hep.Models;

/// <summary>
/// What is known of every hit beside every seed without learning: how far it lies from the helix through the seed's three hits, carried to its radius (<see cref="HelixSteps{T}"/>), in units of how far off that may be.
/// Written once, for tensors and for graphs; in double precision. A seed whose first radius is 0 is none.
/// </summary>
/// <param name="algebra">The arithmetic.</param>
internal sealed class SeedSteps<T>(IArrayAlgebra<T> algebra)
    where T : class
{
    /// <summary>The features of a hit beside a seed, F.</summary>
    public const int Features = 14;

    /// <summary>Where the distance from the helix stands among the features: log(1 + chi^2).</summary>
    public const int Distance = 4;

    /// <summary>Where it stands whether the hit is one of the seed's own.</summary>
    public const int Own = 7;

    // Of a hit beside a seed that is none: beyond every other one.
    private const double Nowhere = 40;

    // What fills events up is further away still, and a seed's own hits are nearer than all others.
    private const double Padding = 60, OwnKey = -1;

    // Hits and seeds are the same numbers where they are the same hits.
    private const double Same = 1e-12;
    private const double Metre = 1000, HalfLength = 500, Curvature = 6e-4, SafeRadius = 100;

    private readonly HelixSteps<T> helix = new(algebra);

    /// <summary>The names of the features, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "r [m]", "z [500 mm]", "r phi beside the helix [scale]", "z beside the helix [scale]", "distance of the helix", "log scale r phi", "log scale z", "is a hit of the seed", "is a hit of another seed",
        "distance of the nearest other helix", "curvature of the seed", "cot theta of the seed", "sin beta of the seed", "crosses the radius",
    ];

    /// <summary>Hits beside seeds.</summary>
    /// <param name="hits">r, phi and z of hits, [B, L, 3].</param>
    /// <param name="seeds">r, phi and z of three hits, [B, T, 9].</param>
    /// <param name="real">Which hits are real, [B, 1, L].</param>
    /// <param name="scales">s_0 and s_1 of r phi, then of z, [4].</param>
    /// <returns>The features, F of them, each [B, T, L]; whether the hit may be the seed's (1, 0); and how near it is, by which candidates are chosen: log(1 + chi^2), less for a hit of the seed.</returns>
    public (T[] Features, T Possible, T Key) Apply(T hits, T seeds, T real, T scales)
    {
        T Hit(int i, double padding) => algebra.Where(real, algebra.Shape(algebra.Columns(hits, [i]), 1, -1), Number(padding));
        T[] s = [algebra.Columns(scales, [0]), algebra.Columns(scales, [1]), algebra.Columns(scales, [2]), algebra.Columns(scales, [3])];
        var (r, phi, z) = (Hit(0, SafeRadius), Hit(1, 0), Hit(2, 0));
        var exists = algebra.Less(Number(0), algebra.Columns(seeds, [0]));

        // Of a seed that is none stands one that can be computed with, and does not count.
        (T R, T Phi, T Z) OfSeed(int i) => (
            algebra.Where(exists, algebra.Columns(seeds, [3 * i]), Number(SafeRadius * (i + 1))),
            algebra.Where(exists, algebra.Columns(seeds, [(3 * i) + 1]), Number(0)),
            algebra.Where(exists, algebra.Columns(seeds, [(3 * i) + 2]), Number(0)));
        var (a, b, c) = (OfSeed(0), OfSeed(1), OfSeed(2));
        var at = helix.Predict(a, b, c, r, s);
        var missedRPhi = algebra.Divide(algebra.Multiply(r, helix.Turn(algebra.Subtract(phi, at.Phi))), at.ScaleRPhi);
        var missedZ = algebra.Divide(algebra.Subtract(z, at.Z), at.ScaleZ);
        var distance = algebra.Where(exists, algebra.Log(algebra.Add(Number(1), algebra.Add(Square(missedRPhi), Square(missedZ)))), Number(Nowhere));
        var isReal = algebra.Where(real, Number(1), Number(0));
        var own = algebra.Multiply(isReal, algebra.Where(exists, algebra.Max(IsSame(a), algebra.Max(IsSame(b), IsSame(c))), Number(0)));
        T[] features =
        [
            Spread(Multiply(r, 1 / Metre)),
            Spread(Multiply(z, 1 / HalfLength)),
            helix.Compress(missedRPhi),
            helix.Compress(missedZ),
            distance,
            algebra.Log(at.ScaleRPhi),
            algebra.Log(at.ScaleZ),
            own,
            algebra.Subtract(algebra.Largest(own, 1), own),
            OfNearestOther(distance),
            Spread(helix.Compress(Multiply(at.Curvature, 1 / Curvature))),
            Spread(helix.Compress(at.CotTheta)),
            Spread(at.SinBeta),
            Spread(algebra.Where(algebra.Less(Number(0), at.Margin), Number(1), Number(0))),
        ];
        var key = algebra.Where(algebra.Less(Number(0), own), Number(OwnKey), algebra.Where(real, distance, Number(Padding)));
        return (features, Spread(algebra.Multiply(isReal, algebra.Where(exists, Number(1), Number(0)))), key);

        T Spread(T value) => algebra.Add(value, Multiply(distance, 0));

        T IsSame((T R, T Phi, T Z) hit) => algebra.Where(
            algebra.Less(algebra.Add(Square(algebra.Subtract(r, hit.R)), algebra.Add(Square(algebra.Subtract(phi, hit.Phi)), Square(algebra.Subtract(z, hit.Z)))), Number(Same)), Number(1), Number(0));
    }

    // The smallest distance of all seeds but the one at hand.
    private T OfNearestOther(T distance)
    {
        T Smallest(T values) => Multiply(algebra.Largest(Multiply(values, -1), 1), -1);
        var nearest = Smallest(distance);
        var second = Smallest(algebra.Where(algebra.Less(nearest, distance), distance, Number(Nowhere)));
        return algebra.Where(algebra.Less(nearest, distance), nearest, second);
    }

    private T Square(T value) => algebra.Multiply(value, value);

    private T Multiply(T value, double factor) => algebra.Multiply(value, Number(factor));

    private T Number(double value) => algebra.Constant("number", [value], 1);
}
