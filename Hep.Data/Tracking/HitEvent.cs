namespace Hep.Data.Tracking;

/// <summary>The hits of one event, and the particles that left them, column-wise: one place a hit in every array.</summary>
public sealed class HitEvent
{
    /// <summary>The number of hits.</summary>
    public int Count => HitIds.Length;

    /// <summary>The event's number.</summary>
    public required ulong EventId { get; init; }

    /// <summary>Ids of the hits, each once in the event.</summary>
    public required ulong[] HitIds { get; init; }

    /// <summary>x in mm.</summary>
    public required double[] X { get; init; }

    /// <summary>y in mm.</summary>
    public required double[] Y { get; init; }

    /// <summary>z in mm, along the beam.</summary>
    public required double[] Z { get; init; }

    /// <summary>Indices of the layers, from 0; in a <see cref="BarrelDetector"/> those of its layers.</summary>
    public required int[] Layers { get; init; }

    /// <summary>Ids of the particles that left the hits, as in <see cref="TrackParticles.Ids"/>; 0: noise, or nobody knows.</summary>
    public required ulong[] ParticleIds { get; init; }

    /// <summary>The particles, also those without hits.</summary>
    public TrackParticles Particles { get; init; } = TrackParticles.None;

    /// <summary>For every hit the place of its particle in <see cref="Particles"/>, -1 for noise.</summary>
    /// <exception cref="InvalidDataException">A hit has a particle that is not among them.</exception>
    public int[] ParticlePlaces()
    {
        var places = new Dictionary<ulong, int>(Particles.Count);
        for (var i = 0; i < Particles.Count; i++)
            places[Particles.Ids[i]] = i;
        var found = new int[Count];
        for (var hit = 0; hit < Count; hit++)
        {
            found[hit] = ParticleIds[hit] == 0 ? -1
                : places.TryGetValue(ParticleIds[hit], out var place) ? place
                : throw new InvalidDataException(FormattableString.Invariant($"event {EventId}, hit {HitIds[hit]}: its particle {ParticleIds[hit]} is not among the {Particles.Count} particles of the event"));
        }

        return found;
    }
}
