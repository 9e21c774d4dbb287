namespace Hep.Data.Tracking;

/// <summary>Which columns of a CSV file of hits mean what.</summary>
public sealed record HitCsvLayout
{
    /// <summary>x in mm; not read where <see cref="Radius"/> is set.</summary>
    public string X { get; init; } = "x";

    /// <summary>y in mm; not read where <see cref="Radius"/> is set.</summary>
    public string Y { get; init; } = "y";

    /// <summary>z in mm.</summary>
    public string Z { get; init; } = "z";

    /// <summary>The distance to the z axis in mm, for files with cylindrical coordinates.</summary>
    public string? Radius { get; init; }

    /// <summary>The azimuth in rad, with <see cref="Radius"/>.</summary>
    public string Azimuth { get; init; } = "phi";

    /// <summary>The layer, a whole number; null: by the radius, from the detector of the options.</summary>
    public string? Layer { get; init; }

    /// <summary>The volume, a whole number, where numbers of layers begin anew in each; then <see cref="Layers"/> says which layers there are.</summary>
    public string? Volume { get; init; }

    /// <summary>
    /// Numbers of volume and layer, in the order of the layers' indices from 0; without volumes, the volume is 0. Hits on others are left out and counted. Empty: the layer's own number is
    /// its index.
    /// </summary>
    public IReadOnlyList<(ulong Volume, ulong Layer)> Layers { get; init; } = [];

    /// <summary>Ids of the hits; null: the rows of their event, from 1.</summary>
    public string? HitId { get; init; }

    /// <summary>Ids of the particles; null: nobody knows.</summary>
    public string? ParticleId { get; init; }

    /// <summary>The number which stands for noise in <see cref="ParticleId"/>, 0 or below. Ids are then those of the file minus this number, so that noise is 0.</summary>
    public int NoiseParticle { get; init; }

    /// <summary>Ids of the events; null: the file is one event, number 0.</summary>
    public string? EventId { get; init; }
}
