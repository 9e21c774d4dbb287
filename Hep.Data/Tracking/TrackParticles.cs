namespace Hep.Data.Tracking;

/// <summary>The particles of an event, as the simulation made them, column-wise. What a file does not tell is NaN, a charge 0.</summary>
public sealed class TrackParticles
{
    /// <summary>No particles.</summary>
    public static TrackParticles None { get; } = new()
    {
        Ids = [],
        Pt = [],
        Eta = [],
        Phi = [],
        VertexX = [],
        VertexY = [],
        VertexZ = [],
        Charges = [],
    };

    /// <summary>The number of particles.</summary>
    public int Count => Ids.Length;

    /// <summary>Ids, each once, never 0.</summary>
    public required ulong[] Ids { get; init; }

    /// <summary>Transverse momenta at the vertex in GeV.</summary>
    public required double[] Pt { get; init; }

    /// <summary>Pseudorapidities at the vertex.</summary>
    public required double[] Eta { get; init; }

    /// <summary>Azimuths of the momenta at the vertex in rad, in (-π, π].</summary>
    public required double[] Phi { get; init; }

    /// <summary>x of the vertices in mm.</summary>
    public required double[] VertexX { get; init; }

    /// <summary>y of the vertices in mm.</summary>
    public required double[] VertexY { get; init; }

    /// <summary>z of the vertices in mm.</summary>
    public required double[] VertexZ { get; init; }

    /// <summary>Charges in units of the elementary charge.</summary>
    public required int[] Charges { get; init; }

    /// <summary>The helix on which a particle leaves its vertex.</summary>
    /// <param name="index">The particle's place.</param>
    /// <param name="field">The field in T.</param>
    public Helix HelixOf(int index, double field) => Helix.Through(
        VertexX[index], VertexY[index], VertexZ[index], Phi[index], Math.Sinh(Eta[index]), Charges[index] / Pt[index], field);

    /// <summary>Particles of which nothing is known but that they left hits.</summary>
    /// <param name="ids">The particles of the hits, 0 for noise.</param>
    internal static TrackParticles Known(IEnumerable<ulong> ids)
    {
        ulong[] own = [.. ids.Where(id => id != 0).Distinct().Order()];
        return new TrackParticles
        {
            Ids = own,
            Pt = Unknown(),
            Eta = Unknown(),
            Phi = Unknown(),
            VertexX = Unknown(),
            VertexY = Unknown(),
            VertexZ = Unknown(),
            Charges = new int[own.Length],
        };

        double[] Unknown()
        {
            var values = new double[own.Length];
            Array.Fill(values, double.NaN);
            return values;
        }
    }
}
