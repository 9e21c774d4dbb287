using Hep.Data;

namespace Hep.Tests.Data.Jets;

/// <summary>Events for tests of jets: three sprays of massless particles and some soft ones everywhere.</summary>
internal static class JetToy
{
    public static FourVector[] Event(ulong seed, int count)
    {
        var random = new SplitMix64(seed);
        var axes = Enumerable.Range(0, 3).Select(_ => (Y: random.Uniform(-1.5, 1.5), Phi: random.Uniform(-Math.PI, Math.PI), Pt: random.Uniform(2, 20))).ToArray();
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            if (random.Uniform() < 0.25)
                return FourVector.FromPtEtaPhi(random.Exponential(0.5), random.Uniform(-4, 4), random.Uniform(-Math.PI, Math.PI));
            var axis = axes[random.Below(3)];
            return FourVector.FromPtEtaPhi(random.Exponential(axis.Pt), axis.Y + (0.2 * random.Normal()), axis.Phi + (0.2 * random.Normal()));
        })];
    }

    public static FourVector Rotated(FourVector p, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        return p with { Px = (cos * p.Px) - (sin * p.Py), Py = (sin * p.Px) + (cos * p.Py) };
    }

    public static FourVector BoostedAlongZ(FourVector p, double rapidity)
    {
        var (sinh, cosh) = (Math.Sinh(rapidity), Math.Cosh(rapidity));
        return p with { Pz = (cosh * p.Pz) + (sinh * p.E), E = (cosh * p.E) + (sinh * p.Pz) };
    }
}
