namespace Hep.Data.Tracking.Finding;

/// <summary>The hits of an event by layer and azimuth, so that those near a point are found without looking at the others.</summary>
public sealed class LayeredHits
{
    // Hits that close to the cut of the azimuth at pi are there twice, once on each side of it.
    private const double Overlap = 1;

    private readonly double[] azimuths, radii;
    private readonly double[][] sortedAzimuths;
    private readonly int[][] sortedHits;
    private readonly List<int>[] hitsOfLayer;

    /// <summary>Sorts the hits of an event.</summary>
    /// <param name="hits">The event.</param>
    /// <param name="layers">The number of layers.</param>
    /// <exception cref="InvalidDataException">A hit is on a layer that is not there.</exception>
    public LayeredHits(HitEvent hits, int layers)
    {
        ArgumentNullException.ThrowIfNull(hits);
        Event = hits;
        azimuths = new double[hits.Count];
        radii = new double[hits.Count];
        var byLayer = new List<(double Azimuth, int Hit)>[layers];
        hitsOfLayer = new List<int>[layers];
        for (var layer = 0; layer < layers; layer++)
            (byLayer[layer], hitsOfLayer[layer]) = ([], []);
        for (var hit = 0; hit < hits.Count; hit++)
        {
            var layer = hits.Layers[hit];
            if (layer < 0 || layer >= layers)
                throw new InvalidDataException(FormattableString.Invariant($"event {hits.EventId}, hit {hits.HitIds[hit]}: its layer is {layer}; expected 0 to {layers - 1} as in the detector"));
            var azimuth = Math.Atan2(hits.Y[hit], hits.X[hit]);
            azimuths[hit] = azimuth;
            radii[hit] = Math.Sqrt((hits.X[hit] * hits.X[hit]) + (hits.Y[hit] * hits.Y[hit]));
            hitsOfLayer[layer].Add(hit);
            byLayer[layer].Add((azimuth, hit));
            if (Math.Abs(azimuth) > Math.PI - Overlap)
                byLayer[layer].Add((azimuth - Math.CopySign(2 * Math.PI, azimuth), hit));
        }

        sortedAzimuths = new double[layers][];
        sortedHits = new int[layers][];
        for (var layer = 0; layer < layers; layer++)
        {
            byLayer[layer].Sort();
            sortedAzimuths[layer] = [.. byLayer[layer].Select(entry => entry.Azimuth)];
            sortedHits[layer] = [.. byLayer[layer].Select(entry => entry.Hit)];
        }
    }

    /// <summary>The event.</summary>
    public HitEvent Event { get; }

    /// <summary>The number of layers.</summary>
    public int Layers => sortedHits.Length;

    /// <summary>The azimuth of a hit in rad, in (-π, π].</summary>
    /// <param name="hit">The hit's place in the event.</param>
    public double Azimuth(int hit) => azimuths[hit];

    /// <summary>The distance of a hit from the z axis in mm.</summary>
    /// <param name="hit">The hit's place in the event.</param>
    public double Radius(int hit) => radii[hit];

    /// <summary>The hits of a layer near an azimuth, by rising azimuth, as places in the event; each of them once.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="azimuth">The azimuth in rad, in [-π, π].</param>
    /// <param name="reach">How far they may be, in rad; more than 1 is taken as 1.</param>
    public ReadOnlySpan<int> Near(int layer, double azimuth, double reach)
    {
        var half = Math.Min(reach, Overlap);
        var sorted = sortedAzimuths[layer];
        var (first, end) = (LowerBound(sorted, azimuth - half), LowerBound(sorted, azimuth + half));
        return sortedHits[layer].AsSpan(first, end - first);
    }

    /// <summary>All hits of a layer, as places in the event.</summary>
    /// <param name="layer">The layer.</param>
    public IReadOnlyList<int> On(int layer) => hitsOfLayer[layer];

    /// <summary>An angle in [-π, π], from one in (-3π, 3π).</summary>
    internal static double Wrap(double angle) => angle > Math.PI ? angle - (2 * Math.PI) : angle < -Math.PI ? angle + (2 * Math.PI) : angle;

    private static int LowerBound(double[] sorted, double bound)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sorted[middle] < bound)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
