namespace Hep.Models;

/// <summary>
/// What is known of the next hit without learning: the helix through the last three hits of a track, carried to the radius of the next one in closed form, and how far off it may be. Written once, for tensors
/// and for graphs; everything is in double precision and element by element.
/// <para>
/// With the curvature k of the circle through the three hits, and b the angle between direction and radius, r sin b - k r^2 / 2 is the same at every radius; and by the law of tangents tan(dphi / 2) =
/// (R - r) / (R + r) tan((b + B) / 2). Neither divides by the curvature.
/// </para>
/// <para>
/// The helix misses the next hit by the resolutions, which grow by the weights of the extrapolation (Lagrange's polynomials: quadratic in r phi, linear in z), and by the kinks of multiple scattering at the last two hits,
/// which grow with 1 / p: S^2 = A^2 s_0^2 + (D s_1 / p)^2 in either coordinate. A and D are those of the radii alone; s_0 and s_1 are fitted on the training tracks.
/// </para>
/// </summary>
/// <param name="algebra">The arithmetic.</param>
internal sealed class HelixSteps<T>(IArrayAlgebra<T> algebra)
    where T : class
{
    /// <summary>The features of a step, F.</summary>
    public const int Features = 14;

    /// <summary>The numbers of the helix that stand behind the features: phi and z on the target, the scales of r phi and z, their changes with the radius, and 1 - sin^2 B, which says how far the track is from turning around.</summary>
    public const int Geometry = 7;

    // A track that meets the target at a smaller angle is about to turn around; 0.98 as in the Kalman filter.
    private const double LargestSine = 0.98;
    private const double Metre = 1000;
    private const double HalfLength = 500;

    // Curvatures are about this in 1 / mm: 1 GeV in 2 T.
    private const double Curvature = 6e-4;

    // Scattering of a straight track is not quite nothing to divide by.
    private const double LeastInverseMomentum = 0.02;

    private readonly Dictionary<double, T> numbers = [];

    /// <summary>The names of the features, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "r before last two [m]", "r before last [m]", "r last [m]", "r target [m]", "curvature [1/1667 mm]", "sin beta", "cot theta", "z last [500 mm]",
        "r phi of the last hit beside its prediction [scale]", "z of the last hit beside its prediction [scale]", "z of the middle hit beside the line [scale]", "has a fourth hit",
        "log scale r phi", "log scale z",
    ];

    /// <summary>Windows to features and geometry, [..., 13] to [..., F + 7].</summary>
    /// <param name="window">r, phi and z of four hits, the first zero where there is none, then the radius of the target.</param>
    /// <param name="scales">s_0 and s_1 of r phi, then of z, each [1].</param>
    public T Apply(T window, T scales)
    {
        T Column(int i) => algebra.Columns(window, [i]);
        T[] s = [algebra.Columns(scales, [0]), algebra.Columns(scales, [1]), algebra.Columns(scales, [2]), algebra.Columns(scales, [3])];
        var (first, second, third, fourth, target) = (Hit(0), Hit(1), Hit(2), Hit(3), Column(12));
        var next = Predict(second, third, fourth, target, s);

        // The first hit of a window of three is at r = 0: the helix through it means nothing, and does not count.
        var exists = algebra.Less(Number(0), first.R);
        var before = Predict((algebra.Where(exists, first.R, Multiply(second.R, 0.5)), algebra.Where(exists, first.Phi, second.Phi), algebra.Where(exists, first.Z, second.Z)), second, third, fourth.R, s);
        var one = algebra.Where(exists, Number(1), Number(0));
        var missedRPhi = algebra.Multiply(one, Compress(algebra.Divide(algebra.Multiply(fourth.R, Turn(algebra.Subtract(fourth.Phi, before.Phi))), before.ScaleRPhi)));
        var missedZ = algebra.Multiply(one, Compress(algebra.Divide(algebra.Subtract(fourth.Z, before.Z), before.ScaleZ)));
        return algebra.Join(
            Multiply(second.R, 1 / Metre),
            Multiply(third.R, 1 / Metre),
            Multiply(fourth.R, 1 / Metre),
            Multiply(target, 1 / Metre),
            Multiply(next.Curvature, 1 / Curvature),
            next.SinBeta,
            next.CotTheta,
            Multiply(fourth.Z, 1 / HalfLength),
            missedRPhi,
            missedZ,
            Compress(algebra.Divide(next.MiddleZ, next.ScaleZ)),
            one,
            algebra.Log(next.ScaleRPhi),
            algebra.Log(next.ScaleZ),
            next.Phi,
            next.Z,
            next.ScaleRPhi,
            next.ScaleZ,
            next.PhiSlope,
            next.ZSlope,
            next.Margin);

        (T R, T Phi, T Z) Hit(int i) => (Column(3 * i), Column((3 * i) + 1), Column((3 * i) + 2));
    }

    /// <summary>An angle in [-pi, pi).</summary>
    public T Turn(T angle) => algebra.Subtract(angle, Multiply(algebra.Floor(Add(Multiply(angle, 0.5 / Math.PI), 0.5)), 2 * Math.PI));

    /// <summary>The amplitudes A and D / p of r phi and z, of which the scales are made: [..., 4].</summary>
    public T Amplitudes(T window)
    {
        T Column(int i) => algebra.Columns(window, [i]);
        var (a, b, c) = ((Column(3), Column(4), Column(5)), (Column(6), Column(7), Column(8)), (Column(9), Column(10), Column(11)));
        var one = Number(1);
        var next = Predict(a, b, c, Column(12), [one, one, one, one]);
        return algebra.Join(next.ARPhi, next.DRPhi, next.AZ, next.DZ);
    }

    /// <summary>The helix through three hits, carried to a radius. What is of three hits and what is of a radius need only combine element by element.</summary>
    /// <param name="a">The first hit.</param>
    /// <param name="b">The second hit.</param>
    /// <param name="c">The third hit.</param>
    /// <param name="target">The radius.</param>
    /// <param name="s">s_0 and s_1 of r phi, then of z.</param>
    public Prediction Predict((T R, T Phi, T Z) a, (T R, T Phi, T Z) b, (T R, T Phi, T Z) c, T target, T[] s)
    {
        // In the frame in which the last hit lies on the x axis.
        var ((xa, ya), (xb, yb)) = (Place(a, c.Phi), Place(b, c.Phi));
        var (abX, abY, bcX, bcY) = (algebra.Subtract(xb, xa), algebra.Subtract(yb, ya), algebra.Subtract(c.R, xb), Multiply(yb, -1));
        var (acX, acY) = (algebra.Subtract(c.R, xa), Multiply(ya, -1));
        var (ab, bc, ac) = (Length(abX, abY), Length(bcX, bcY), Length(acX, acY));
        var curvature = algebra.Divide(Multiply(algebra.Subtract(algebra.Multiply(abX, bcY), algebra.Multiply(abY, bcX)), 2), algebra.Multiply(ab, algebra.Multiply(bc, ac)));
        var sinHalf = Clamp(Multiply(algebra.Multiply(curvature, ac), 0.5));
        var cosHalf = Cosine(sinHalf);
        var sinBeta = Clamp(algebra.Divide(algebra.Add(algebra.Multiply(acY, cosHalf), algebra.Multiply(acX, sinHalf)), ac));

        // To the target.
        var widening = algebra.Subtract(algebra.Multiply(target, target), algebra.Multiply(c.R, c.R));
        var sinNext = algebra.Divide(algebra.Add(algebra.Multiply(c.R, sinBeta), Multiply(algebra.Multiply(curvature, widening), 0.5)), target);
        var margin = algebra.Subtract(Number(LargestSine * LargestSine), algebra.Multiply(sinNext, sinNext));
        sinNext = Clamp(sinNext);
        var (cosBeta, cosNext) = (Cosine(sinBeta), Cosine(sinNext));
        var ratio = algebra.Divide(algebra.Subtract(target, c.R), algebra.Add(target, c.R));
        var tangent = algebra.Multiply(ratio, algebra.Divide(algebra.Add(sinBeta, sinNext), algebra.Add(cosBeta, cosNext)));
        var secant = algebra.Add(Number(1), algebra.Multiply(tangent, tangent));
        var sinStep = algebra.Divide(tangent, algebra.Sqrt(secant));
        var step = Multiply(algebra.Multiply(sinStep, ArcOverSine(sinStep)), 2);
        var away = algebra.Subtract(target, c.R);
        var chord = algebra.Sqrt(algebra.Add(algebra.Multiply(away, away), Multiply(algebra.Multiply(algebra.Multiply(target, c.R), algebra.Multiply(sinStep, sinStep)), 4)));

        // z is linear in the length of the arc.
        var (arcAc, arcAb, arc) = (Arc(ac, curvature), Arc(ab, curvature), Arc(chord, curvature));
        var cotTheta = algebra.Divide(algebra.Subtract(c.Z, a.Z), arcAc);
        var slant = algebra.Add(Number(1), algebra.Multiply(cotTheta, cotTheta));
        var inverse = algebra.Max(algebra.Divide(Multiply(algebra.Sqrt(algebra.Multiply(curvature, curvature)), 1 / Curvature), algebra.Sqrt(slant)), Number(LeastInverseMomentum));
        var scatter = algebra.Multiply(inverse, algebra.Sqrt(algebra.Sqrt(slant)));
        var (aRPhi, dRPhi, aZ, dZ) = Weights(a.R, b.R, c.R, target);
        (dRPhi, dZ) = (algebra.Multiply(dRPhi, scatter), algebra.Multiply(algebra.Multiply(dZ, slant), scatter));
        return new Prediction(
            Turn(algebra.Add(c.Phi, step)),
            algebra.Add(c.Z, algebra.Multiply(cotTheta, arc)),
            Length(algebra.Multiply(aRPhi, s[0]), algebra.Multiply(dRPhi, s[1])),
            Length(algebra.Multiply(aZ, s[2]), algebra.Multiply(dZ, s[3])),
            algebra.Divide(algebra.Divide(sinNext, cosNext), target),
            algebra.Divide(cotTheta, cosNext),
            margin,
            curvature,
            sinBeta,
            cotTheta,
            algebra.Subtract(b.Z, algebra.Add(a.Z, algebra.Multiply(cotTheta, arcAb))),
            aRPhi,
            dRPhi,
            aZ,
            dZ);
    }

    // Of the extrapolation to R from r1, r2, r3: the root of the sum of squares of the weights and 1, and what kinks at r2 and r3 of one radian add up to.
    private (T ARPhi, T DRPhi, T AZ, T DZ) Weights(T r1, T r2, T r3, T target)
    {
        T Less(T x, T y) => algebra.Subtract(x, y);
        var weight1 = algebra.Divide(algebra.Multiply(Less(target, r2), Less(target, r3)), algebra.Multiply(Less(r1, r2), Less(r1, r3)));
        var weight2 = algebra.Divide(algebra.Multiply(Less(target, r1), Less(target, r3)), algebra.Multiply(Less(r2, r1), Less(r2, r3)));
        var weight3 = algebra.Divide(algebra.Multiply(Less(target, r1), Less(target, r2)), algebra.Multiply(Less(r3, r1), Less(r3, r2)));
        var beyond = algebra.Divide(Less(target, r3), Less(r3, r1));
        var linear3 = algebra.Add(Number(1), beyond);
        var one = Number(1);
        return (
            Length(Length(weight1, weight2), Length(weight3, one)),
            Length(Less(target, r3), Less(algebra.Multiply(weight3, Less(r3, r2)), Less(target, r2))),
            Length(Length(linear3, beyond), one),
            Length(Less(target, r3), Less(algebra.Multiply(linear3, Less(r3, r2)), Less(target, r2))));
    }

    private (T X, T Y) Place((T R, T Phi, T Z) hit, T phi)
    {
        var angle = algebra.Subtract(hit.Phi, phi);

        // ONNX Runtime has no cosine in double precision.
        return (algebra.Multiply(hit.R, algebra.Sin(Add(angle, Math.PI / 2))), algebra.Multiply(hit.R, algebra.Sin(angle)));
    }

    private T Arc(T chord, T curvature) => algebra.Multiply(chord, ArcOverSine(Clamp(Multiply(algebra.Multiply(chord, curvature), 0.5))));

    // arcsin(x) / x: the angle is halved twice, then its series; to 1e-12 for |x| up to 0.98.
    private T ArcOverSine(T x)
    {
        var factor = Number(1);
        for (var halving = 0; halving < 2; halving++)
        {
            // sin(a / 2) = sin(a) / sqrt(2 (1 + cos a))
            var half = algebra.Divide(Number(1), algebra.Sqrt(Multiply(Add(Cosine(x), 1), 2)));
            x = algebra.Multiply(x, half);
            factor = algebra.Multiply(factor, Multiply(half, 2));
        }

        double[] series = [1, 1.0 / 6, 3.0 / 40, 15.0 / 336, 105.0 / 3456, 945.0 / 42240, 10395.0 / 599040, 135135.0 / 9676800, 2027025.0 / 175472640];
        var square = algebra.Multiply(x, x);
        var sum = Number(series[^1]);
        for (var i = series.Length - 2; i >= 0; i--)
            sum = algebra.Add(algebra.Multiply(sum, square), Number(series[i]));
        return algebra.Multiply(factor, sum);
    }

    private T Cosine(T sine) => algebra.Sqrt(algebra.Subtract(Number(1), algebra.Multiply(sine, sine)));

    private T Clamp(T sine) => algebra.Max(algebra.Min(sine, Number(LargestSine)), Number(-LargestSine));

    /// <summary>sign(x) log(1 + |x|): linear near zero, and no hit that is far off drowns the others.</summary>
    public T Compress(T x)
    {
        var size = algebra.Sqrt(algebra.Multiply(x, x));
        return algebra.Divide(algebra.Multiply(x, algebra.Log(Add(size, 1))), algebra.Max(size, Number(1e-6)));
    }

    private T Length(T x, T y) => algebra.Sqrt(algebra.Add(algebra.Multiply(x, x), algebra.Multiply(y, y)));

    private T Multiply(T a, double factor) => algebra.Multiply(a, Number(factor));

    private T Add(T a, double term) => algebra.Add(a, Number(term));

    private T Number(double value)
    {
        if (!numbers.TryGetValue(value, out var known))
            numbers.Add(value, known = algebra.Constant("number", [value], 1));
        return known;
    }

    internal sealed record Prediction(T Phi, T Z, T ScaleRPhi, T ScaleZ, T PhiSlope, T ZSlope, T Margin, T Curvature, T SinBeta, T CotTheta, T MiddleZ, T ARPhi, T DRPhi, T AZ, T DZ);
}
