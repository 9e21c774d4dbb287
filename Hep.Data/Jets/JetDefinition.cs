namespace Hep.Data.Jets;

/// <summary>A jet algorithm and its radius. Momenta are added (E-scheme), distances are in rapidity and azimuth.</summary>
public sealed record JetDefinition
{
    private const double SmallestRadius = 1e-6;
    private const double LargestRadius = 1000;
    private const double LargestMomentum = 1e100;

    /// <summary>A definition that can be used for any number of events, from any number of threads.</summary>
    /// <param name="algorithm">The distance that is used.</param>
    /// <param name="r">The radius, from 1e-6 to 1000.</param>
    /// <exception cref="ArgumentException">The radius is outside that range, or there is no such algorithm.</exception>
    public JetDefinition(JetAlgorithm algorithm, double r)
    {
        if (!Enum.IsDefined(algorithm))
            throw new ArgumentException($"there is no jet algorithm {algorithm}; expected {string.Join(", ", Enum.GetNames<JetAlgorithm>())}", nameof(algorithm));
        if (!(r >= SmallestRadius && r <= LargestRadius))
            throw new ArgumentException(FormattableString.Invariant($"the jet radius is {r}; expected a number from {SmallestRadius} to {LargestRadius}"), nameof(r));
        (Algorithm, R) = (algorithm, r);
    }

    /// <summary>The distance that is used.</summary>
    public JetAlgorithm Algorithm { get; }

    /// <summary>The radius in (rapidity, azimuth).</summary>
    public double R { get; }

    /// <summary>
    /// Clusters particles by the nearest-neighbour algorithm of M. Cacciari and G. Salam (hep-ph/0512210), whose time grows as N². Of equal distances the one of the
    /// lower place is taken, where places are those of the particles given, a merged pair stays in the lower of its two, and the last one moves to a place that
    /// is free: the same particles in the same order give the same jets.
    /// </summary>
    /// <param name="particles">[N], GeV; none is an event without jets.</param>
    /// <exception cref="ArgumentException">A component is no number, infinite or above 1e100 GeV, or an energy is negative.</exception>
    public JetClustering Cluster(params ReadOnlySpan<FourVector> particles)
    {
        Check(particles);
        return new JetClustering(this, new SequentialRecombination(this, particles));
    }

    internal static void Check(ReadOnlySpan<FourVector> particles)
    {
        for (var i = 0; i < particles.Length; i++)
        {
            var p = particles[i];
            if (!(Bounded(p.Px) && Bounded(p.Py) && Bounded(p.Pz) && Bounded(p.E)))
                throw Refused(i, p, FormattableString.Invariant($"finite numbers of at most {LargestMomentum} GeV"));
            if (p.E < 0)
                throw Refused(i, p, "an energy of 0 or more; leave out cells below zero");
        }
    }

    private static bool Bounded(double component) => Math.Abs(component) <= LargestMomentum;

    private static ArgumentException Refused(int index, FourVector p, string expected) => new(
        FormattableString.Invariant($"particle {index} (counted from 0) has (px, py, pz, E) = ({p.Px}, {p.Py}, {p.Pz}, {p.E}) GeV; expected {expected}"), "particles");
}
