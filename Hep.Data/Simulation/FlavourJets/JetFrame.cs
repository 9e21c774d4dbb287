namespace Hep.Data;

/// <summary>Three axes at right angles, the last along a momentum.</summary>
internal readonly struct JetFrame
{
    private readonly FourVector first, second, along;

    private JetFrame(FourVector first, FourVector second, FourVector along) => (this.first, this.second, this.along) = (first, second, along);

    /// <summary>A frame along a momentum that is not 0.</summary>
    public static JetFrame Along(FourVector v)
    {
        var size = Size(v);
        var (x, y, z) = (v.Px / size, v.Py / size, v.Pz / size);
        // The axis that is furthest from it, made normal to it.
        var (a, b, c) = Math.Abs(z) < 0.9 ? (0.0, 0.0, 1.0) : (1.0, 0.0, 0.0);
        var product = (a * x) + (b * y) + (c * z);
        (a, b, c) = (a - (product * x), b - (product * y), c - (product * z));
        var norm = Math.Sqrt((a * a) + (b * b) + (c * c));
        (a, b, c) = (a / norm, b / norm, c / norm);
        return new JetFrame(
            new FourVector(a, b, c, 0),
            new FourVector((y * c) - (z * b), (z * a) - (x * c), (x * b) - (y * a), 0),
            new FourVector(x, y, z, 0));
    }

    /// <summary>The size of the momentum.</summary>
    public static double Size(FourVector v) => Math.Sqrt((v.Px * v.Px) + (v.Py * v.Py) + (v.Pz * v.Pz));

    /// <summary>A momentum from its components in this frame.</summary>
    public FourVector Outside(double one, double two, double three, double mass)
    {
        var sum = (one * first) + (two * second) + (three * along);
        return sum with { E = Math.Sqrt((one * one) + (two * two) + (three * three) + (mass * mass)) };
    }

    /// <summary>The components of a momentum in this frame, with its energy.</summary>
    public FourVector Inside(FourVector v) => new(Dot(v, first), Dot(v, second), Dot(v, along), v.E);

    private static double Dot(FourVector a, FourVector b) => (a.Px * b.Px) + (a.Py * b.Py) + (a.Pz * b.Pz);
}
