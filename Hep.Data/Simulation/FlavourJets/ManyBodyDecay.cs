namespace Hep.Data;

/// <summary>
/// Decays to many bodies as a chain of isotropic decays to two, with ordered random masses between them (F. James, CERN 68-15, section 3; Raubold and Lynch). Its weight, the product of the momenta of the chain, is left
/// out: events are made as often as they come, with somewhat more spread in the momenta than phase space has. Four-momentum is conserved.
/// </summary>
internal static class ManyBodyDecay
{
    public const int MostBodies = 16;

    /// <summary>Decays a particle.</summary>
    /// <param name="parent">The particle.</param>
    /// <param name="masses">The masses of two bodies or more, GeV; their sum is below the parent's.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="bodies">Takes the momenta, one a mass.</param>
    /// <exception cref="ArgumentException">There are too few or too many bodies, or they are too heavy.</exception>
    public static void Into(FourVector parent, ReadOnlySpan<double> masses, SplitMix64 random, Span<FourVector> bodies)
    {
        var sum = 0.0;
        foreach (var mass in masses)
            sum += mass;
        var free = parent.Mass - sum;
        if (masses.Length is < 2 or > MostBodies || !(free > 0))
            throw new ArgumentException(FormattableString.Invariant($"found {masses.Length} bodies with a sum of masses of {sum} GeV, expected 2 to {MostBodies} and less than {parent.Mass} GeV"), nameof(masses));
        Span<double> between = stackalloc double[masses.Length - 2];
        foreach (ref var place in between)
            place = random.Uniform();
        between.Sort();
        var left = parent;
        for (var body = masses.Length - 1; body > 0; body--)
        {
            sum -= masses[body];
            var rest = body == 1 ? masses[0] : sum + (between[body - 2] * free);
            (left, bodies[body]) = left.Decay(random, rest, masses[body]);
        }

        bodies[0] = left;
    }
}
