using Hep.Evaluation.Tracking;

namespace Hep.Evaluation.Plots;

/// <summary>What an event display shows: hits, the particles that left them, and the tracks that were found.</summary>
public sealed record DisplayedEvent
{
    /// <summary>x of the hits in mm, shape [H].</summary>
    public required IReadOnlyList<double> X { get; init; }

    /// <summary>y of the hits in mm, shape [H].</summary>
    public required IReadOnlyList<double> Y { get; init; }

    /// <summary>z of the hits in mm, along the beam, shape [H].</summary>
    public required IReadOnlyList<double> Z { get; init; }

    /// <summary>The particle of every hit, 0 to P - 1, or <see cref="TrackMatching.None"/> for noise; shape [H].</summary>
    public required IReadOnlyList<int> ParticleOfHit { get; init; }

    /// <summary>The way of every particle as points (x, y, z) in mm, shape [P][points]; a particle without points is drawn through its hits.</summary>
    public required IReadOnlyList<IReadOnlyList<(double X, double Y, double Z)>> Particles { get; init; }

    /// <summary>The hits of every found track, shape [T][hits of the track].</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Tracks { get; init; }

    /// <summary>Radius and half length of the layers in mm; none: they are not drawn.</summary>
    public IReadOnlyList<(double Radius, double HalfLength)> Layers { get; init; } = [];

    /// <exception cref="ArgumentException">Arrays of different lengths, or no hits.</exception>
    internal void Check()
    {
        if (X.Count == 0)
            throw new ArgumentException("the event has no hits; expected one or more to draw");
        if (Y.Count != X.Count || Z.Count != X.Count || ParticleOfHit.Count != X.Count)
            throw new ArgumentException(FormattableString.Invariant($"the event has {X.Count} x, {Y.Count} y, {Z.Count} z and {ParticleOfHit.Count} particles of hits; expected as many of each"));
    }
}
