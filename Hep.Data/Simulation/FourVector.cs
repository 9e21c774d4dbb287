namespace Hep.Data;

/// <summary>A four-momentum (px, py, pz, E) in GeV, metric (+, -, -, -) with c = 1.</summary>
/// <param name="Px">Momentum along x, GeV.</param>
/// <param name="Py">Momentum along y, GeV.</param>
/// <param name="Pz">Momentum along the beams, GeV.</param>
/// <param name="E">Energy, GeV.</param>
public readonly record struct FourVector(double Px, double Py, double Pz, double E)
{
    // What FastJet gives to momenta along the beams, and adds their size to, so that they differ from each other.
    private const double LargestRapidity = 1e5;

    /// <summary>Transverse momentum, GeV.</summary>
    public double Pt => Math.Sqrt((Px * Px) + (Py * Py));

    /// <summary>Azimuth in (-pi, pi].</summary>
    public double Phi => Math.Atan2(Py, Px);

    /// <summary>Pseudorapidity, asinh(pz / pT).</summary>
    public double Eta => Math.Asinh(Pz / Pt);

    /// <summary>
    /// Rapidity, ln((E + pz) / (E - pz)) / 2, with a mass of at least 0. Where neither transverse momentum nor mass is left it is ±(1e5 + |pz|), as in FastJet.
    /// </summary>
    public double Rapidity
    {
        get
        {
            // E + |pz| does not cancel. It is at least the transverse mass, but where an energy is below its momentum.
            var pt2 = (Px * Px) + (Py * Py);
            var transverseMass2 = pt2 + Math.Max(0, ((E + Pz) * (E - Pz)) - pt2);
            var sum = E + Math.Abs(Pz);
            var share = transverseMass2 / (sum * sum);
            if (!(share > 0))
                return Pz >= 0 ? LargestRapidity + Pz : Pz - LargestRapidity;
            var rapidity = 0.5 * Math.Log(Math.Min(1, share));
            return Pz > 0 ? -rapidity : rapidity;
        }
    }

    /// <summary>Invariant mass, GeV; 0 where rounding makes its square negative.</summary>
    public double Mass => Math.Sqrt(Math.Max(0, (E * E) - (Px * Px) - (Py * Py) - (Pz * Pz)));

    /// <summary>The sum, component by component.</summary>
    public static FourVector operator +(FourVector a, FourVector b) => new(a.Px + b.Px, a.Py + b.Py, a.Pz + b.Pz, a.E + b.E);

    /// <summary>Every component, <paramref name="scale"/> times as large.</summary>
    public static FourVector operator *(double scale, FourVector v) => new(scale * v.Px, scale * v.Py, scale * v.Pz, scale * v.E);

    /// <summary>From transverse momentum, pseudorapidity, azimuth and mass; GeV and rad.</summary>
    public static FourVector FromPtEtaPhi(double pt, double eta, double phi, double mass = 0)
    {
        var (sin, cos) = Math.SinCos(phi);
        var pz = pt * Math.Sinh(eta);
        return new FourVector(pt * cos, pt * sin, pz, Math.Sqrt((pt * pt) + (pz * pz) + (mass * mass)));
    }

    /// <summary>From transverse momentum (px, py), rapidity and mass.</summary>
    internal static FourVector FromRapidity(double px, double py, double rapidity, double mass)
    {
        var transverse = Math.Sqrt((px * px) + (py * py) + (mass * mass));
        return new FourVector(px, py, transverse * Math.Sinh(rapidity), transverse * Math.Cosh(rapidity));
    }

    /// <summary>This vector, given in the rest frame of <paramref name="parent"/>, seen from the frame in which the parent is given.</summary>
    internal FourVector BoostedFrom(FourVector parent)
    {
        var mass = parent.Mass;
        var along = (Px * parent.Px) + (Py * parent.Py) + (Pz * parent.Pz);
        var e = ((E * parent.E) + along) / mass;
        var factor = (E + e) / (parent.E + mass);
        return new FourVector(Px + (factor * parent.Px), Py + (factor * parent.Py), Pz + (factor * parent.Pz), e);
    }

    /// <summary>An isotropic decay into two bodies of the given masses.</summary>
    internal (FourVector First, FourVector Second) Decay(SplitMix64 random, double first, double second) =>
        Decay(random, first, second, random.Uniform(-1, 1));

    /// <summary>A decay into two bodies of the given masses, the first at a given angle to the beam in the rest frame, at a random azimuth.</summary>
    internal (FourVector First, FourVector Second) Decay(SplitMix64 random, double first, double second, double cosTheta)
    {
        var mass = Mass;
        var sum = (mass * mass) - ((first + second) * (first + second));
        var difference = (mass * mass) - ((first - second) * (first - second));
        var p = Math.Sqrt(Math.Max(0, sum * difference)) / (2 * mass);
        var sinTheta = Math.Sqrt(1 - (cosTheta * cosTheta));
        var (sin, cos) = Math.SinCos(random.Uniform(-Math.PI, Math.PI));
        var one = new FourVector(p * sinTheta * cos, p * sinTheta * sin, p * cosTheta, Math.Sqrt((p * p) + (first * first)));
        var other = new FourVector(-one.Px, -one.Py, -one.Pz, Math.Sqrt((p * p) + (second * second)));
        return (one.BoostedFrom(this), other.BoostedFrom(this));
    }
}
