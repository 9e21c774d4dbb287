namespace Hep.Data.Showers;

/// <summary>Showers in a calorimeter as plain arrays; energies in GeV.</summary>
public sealed class ShowerSet
{
    /// <summary>Room for showers, all empty.</summary>
    /// <param name="geometry">The calorimeter.</param>
    /// <param name="count">N, the number of showers.</param>
    /// <param name="origin">Where they come from, for messages and titles.</param>
    /// <exception cref="ArgumentOutOfRangeException">N is negative, or a layer has more cells in all showers than an array holds.</exception>
    public ShowerSet(ShowerGeometry geometry, int count, string origin = "showers")
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var most = Array.MaxLength / geometry.Layers.Max(layer => layer.Cells);
        if (count > most)
            throw new ArgumentOutOfRangeException(nameof(count), count, FormattableString.Invariant($"expected at most {most} showers at once, since a layer is one array"));
        (Geometry, Origin, Count) = (geometry, origin, count);
        Energies = new float[count];
        Layers = [.. geometry.Layers.Select(layer => new float[count * layer.Cells])];
        Overflow = new float[count * geometry.Layers.Count];
    }

    /// <summary>The calorimeter.</summary>
    public ShowerGeometry Geometry { get; }

    /// <summary>Where the showers come from.</summary>
    public string Origin { get; }

    /// <summary>N, the number of showers.</summary>
    public int Count { get; }

    /// <summary>[N]: the energy of the particle, GeV.</summary>
    public float[] Energies { get; }

    /// <summary>[L][N, rows, columns], row-major: the energy in each cell, GeV.</summary>
    public IReadOnlyList<float[]> Layers { get; }

    /// <summary>[N, L], row-major: the energy in each layer beyond its cells, GeV; 0 where a file has none.</summary>
    public float[] Overflow { get; }

    /// <summary>[rows, columns]: the cells of one shower in one layer, GeV; not a copy.</summary>
    /// <param name="shower">0 to N - 1.</param>
    /// <param name="layer">0 to L - 1.</param>
    public Span<float> Image(int shower, int layer)
    {
        var cells = Geometry.Layers[layer].Cells;
        return Layers[layer].AsSpan(shower * cells, cells);
    }

    /// <summary>The energy in the cells of one layer, GeV.</summary>
    /// <param name="shower">0 to N - 1.</param>
    /// <param name="layer">0 to L - 1.</param>
    public double Sum(int shower, int layer)
    {
        var sum = 0.0;
        foreach (var energy in Image(shower, layer))
            sum += energy;
        return sum;
    }

    /// <summary>The energy in the cells of all layers, GeV.</summary>
    /// <param name="shower">0 to N - 1.</param>
    public double Sum(int shower)
    {
        var sum = 0.0;
        for (var layer = 0; layer < Layers.Count; layer++)
            sum += Sum(shower, layer);
        return sum;
    }

    /// <summary>Some of the showers, in the order given.</summary>
    /// <param name="showers">0 to N - 1; one may come twice.</param>
    public ShowerSet Select(IReadOnlyList<int> showers)
    {
        ArgumentNullException.ThrowIfNull(showers);
        var chosen = new ShowerSet(Geometry, showers.Count, Origin);
        for (var i = 0; i < showers.Count; i++)
            CopyTo(showers[i], chosen, i);
        return chosen;
    }

    /// <summary>Brings pieces together, for instance those of a file.</summary>
    /// <param name="pieces">The pieces, of one calorimeter; one or more.</param>
    /// <exception cref="ArgumentException">There is none, or they are of different calorimeters.</exception>
    public static ShowerSet Concatenate(IReadOnlyList<ShowerSet> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        if (pieces.Count == 0)
            throw new ArgumentException("found no piece, expected one or more", nameof(pieces));
        if (pieces.Any(piece => !piece.Geometry.IsLike(pieces[0].Geometry)))
            throw new ArgumentException("found showers of different calorimeters, expected those of one", nameof(pieces));
        var all = new ShowerSet(pieces[0].Geometry, checked(pieces.Sum(piece => piece.Count)), pieces[0].Origin);
        var next = 0;
        foreach (var piece in pieces)
        {
            for (var i = 0; i < piece.Count; i++)
                piece.CopyTo(i, all, next++);
        }

        return all;
    }

    private void CopyTo(int shower, ShowerSet other, int place)
    {
        other.Energies[place] = Energies[shower];
        for (var layer = 0; layer < Layers.Count; layer++)
            Image(shower, layer).CopyTo(other.Image(place, layer));
        Overflow.AsSpan(shower * Layers.Count, Layers.Count).CopyTo(other.Overflow.AsSpan(place * Layers.Count));
    }
}
