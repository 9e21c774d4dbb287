namespace Hep.Evaluation.Showers;

/// <summary>Showers as plain arrays, simulated or generated; energies in GeV.</summary>
public sealed class ShowerSample
{
    /// <summary>Showers.</summary>
    /// <param name="name">What they are called in legends.</param>
    /// <param name="grids">The layers, from the front to the back, shape [L].</param>
    /// <param name="energies">The energy of each particle, shape [N], GeV.</param>
    /// <param name="cells">The energy in each cell, shape [L][N, rows, columns], GeV; finite, 0 or more.</param>
    /// <exception cref="ArgumentException">No layer, or lengths that differ.</exception>
    /// <exception cref="InvalidDataException">No shower, a particle without energy, or a cell that is below 0 or not finite; the message names it.</exception>
    public ShowerSample(string name, IReadOnlyList<ShowerGrid> grids, float[] energies, IReadOnlyList<float[]> cells)
    {
        ArgumentNullException.ThrowIfNull(grids);
        ArgumentNullException.ThrowIfNull(energies);
        ArgumentNullException.ThrowIfNull(cells);
        if (grids.Count == 0 || cells.Count != grids.Count)
            throw new ArgumentException(FormattableString.Invariant($"found {grids.Count} layers and the cells of {cells.Count}, expected one or more, with cells each"), nameof(cells));
        if (energies.Length == 0)
            throw new InvalidDataException($"{name}: found no shower, expected one or more");
        if (Array.FindIndex(energies, energy => !(energy > 0 && float.IsFinite(energy))) is var odd and >= 0)
            throw new InvalidDataException(FormattableString.Invariant($"{name}: the particle of shower {odd} (counted from 0) has the energy {energies[odd]}, expected a finite number above 0"));
        for (var layer = 0; layer < grids.Count; layer++)
        {
            var size = grids[layer].Cells;
            if (cells[layer].Length != (long)energies.Length * size)
                throw new ArgumentException(FormattableString.Invariant($"'{grids[layer].Name}' has {cells[layer].Length} cells in all, expected {energies.Length} x {grids[layer].Rows} x {grids[layer].Columns}"), nameof(cells));
            if (Array.FindIndex(cells[layer], energy => !(energy >= 0 && float.IsFinite(energy))) is var cell and >= 0)
                throw new InvalidDataException(FormattableString.Invariant($"{name}: cell {cell % size} of '{grids[layer].Name}' of shower {cell / size} (counted from 0) holds {cells[layer][cell]}, expected a finite number of 0 or more"));
        }

        (Name, Grids, Energies, Cells) = (name, grids, energies, cells);
    }

    /// <summary>What they are called.</summary>
    public string Name { get; }

    /// <summary>The layers, shape [L].</summary>
    public IReadOnlyList<ShowerGrid> Grids { get; }

    /// <summary>The energy of each particle, shape [N], GeV.</summary>
    public IReadOnlyList<float> Energies { get; }

    /// <summary>The energy in each cell, shape [L][N, rows, columns], GeV.</summary>
    public IReadOnlyList<float[]> Cells { get; }

    /// <summary>The number of showers N.</summary>
    public int Count => Energies.Count;

    /// <summary>The cells of one shower in one layer, shape [rows, columns], GeV; not a copy.</summary>
    /// <param name="shower">0 to N - 1.</param>
    /// <param name="layer">0 to L - 1.</param>
    public ReadOnlySpan<float> Image(int shower, int layer) => Cells[layer].AsSpan(shower * Grids[layer].Cells, Grids[layer].Cells);

    /// <summary>The energy in all cells of one shower, GeV.</summary>
    /// <param name="shower">0 to N - 1.</param>
    public double Sum(int shower)
    {
        var sum = 0.0;
        for (var layer = 0; layer < Grids.Count; layer++)
        {
            foreach (var energy in Image(shower, layer))
                sum += energy;
        }

        return sum;
    }

    /// <summary>The mean energy in each cell of one layer, shape [rows, columns], GeV.</summary>
    /// <param name="layer">0 to L - 1.</param>
    public double[,] Mean(int layer)
    {
        var grid = Grids[layer];
        var mean = new double[grid.Rows, grid.Columns];
        for (var i = 0; i < Count; i++)
        {
            var image = Image(i, layer);
            for (var cell = 0; cell < image.Length; cell++)
                mean[cell / grid.Columns, cell % grid.Columns] += (double)image[cell] / Count;
        }

        return mean;
    }

    /// <summary>Makes sure that another sample has the same layers.</summary>
    /// <exception cref="ArgumentException">It has others.</exception>
    internal void RequireLike(ShowerSample other)
    {
        if (!Grids.SequenceEqual(other.Grids))
            throw new ArgumentException($"the layers of '{other.Name}' are others than those of '{Name}', expected showers in one calorimeter", nameof(other));
    }
}
