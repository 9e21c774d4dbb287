using Hep.Data;
using Hep.Data.Jets;

namespace Hep.Tests.Data.Jets;

/// <summary>The algorithms as their papers say them, all distances anew at every step: N³, and nothing to go wrong.</summary>
internal static class DefinitionByTheLetter
{
    /// <summary>The sets of particles of all inclusive jets, by their first particle.</summary>
    public static int[][] Inclusive(JetDefinition definition, FourVector[] particles)
    {
        var left = particles.Select((p, i) => (Momentum: p, Numbers: new[] { i })).ToList();
        var jets = new List<int[]>();
        while (left.Count > 0)
        {
            var (least, first, second) = (double.PositiveInfinity, -1, -1);
            for (var i = 0; i < left.Count; i++)
            {
                for (var j = i; j < left.Count; j++)
                {
                    var distance = Math.Min(Power(definition, left[i].Momentum), Power(definition, left[j].Momentum))
                        * (i == j ? 1 : Separation(left[i].Momentum, left[j].Momentum) / (definition.R * definition.R));
                    if (distance < least)
                        (least, first, second) = (distance, i, j);
                }
            }

            var (a, b) = (left[first], left[second]);
            left.RemoveAt(second);
            if (first == second)
            {
                jets.Add([.. a.Numbers.Order()]);
                continue;
            }

            left[first] = (a.Momentum + b.Momentum, [.. a.Numbers, .. b.Numbers]);
        }

        return [.. jets.OrderBy(jet => jet[0])];
    }

    private static double Power(JetDefinition definition, FourVector p) => definition.Algorithm switch
    {
        JetAlgorithm.AntiKt => Math.Pow(p.Pt, -2),
        JetAlgorithm.Kt => Math.Pow(p.Pt, 2),
        _ => 1,
    };

    private static double Separation(FourVector a, FourVector b)
    {
        var rapidity = (0.5 * Math.Log((a.E + a.Pz) / (a.E - a.Pz))) - (0.5 * Math.Log((b.E + b.Pz) / (b.E - b.Pz)));
        var azimuth = Math.IEEERemainder(a.Phi - b.Phi, 2 * Math.PI);
        return (rapidity * rapidity) + (azimuth * azimuth);
    }
}
