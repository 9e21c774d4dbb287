namespace Hep.Data.Showers;

/// <summary>Writes showers as HDF5, piece by piece; numbers are float32. The file appears under its name only when it is complete.</summary>
public static class ShowerFileWriter
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The file; what was there is replaced at the end.</param>
    /// <param name="geometry">The calorimeter.</param>
    /// <param name="pieces">The showers, taken one piece after the other.</param>
    /// <param name="units">The units that the file shall have.</param>
    /// <param name="kind">How the showers shall lie in it; there is no overflow among voxels.</param>
    /// <param name="storage">How the data sets are stored; null: in chunks, without compression.</param>
    /// <returns>The number of showers written.</returns>
    /// <exception cref="ArgumentException">A piece is of another calorimeter, or the units are not above 0.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static long Write(
        string path, ShowerGeometry geometry, IEnumerable<ShowerSet> pieces, ShowerUnits units, ShowerFileKind kind = ShowerFileKind.Layers, Hdf5Storage? storage = null)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentNullException.ThrowIfNull(pieces);
        ArgumentNullException.ThrowIfNull(units);
        units.Check();
        long count = 0;
        Hdf5Writer.Write(path, file =>
        {
            Action<ShowerSet> append = kind == ShowerFileKind.Layers ? Layers(file, geometry, units, storage) : Voxels(file, geometry, units, storage);
            foreach (var piece in pieces)
            {
                if (!piece.Geometry.IsLike(geometry))
                    throw new ArgumentException($"{piece.Origin}: the showers are of another calorimeter than the file", nameof(pieces));
                append(piece);
                count += piece.Count;
            }
        });
        return count;
    }

    private static Action<ShowerSet> Layers(Hdf5Writer file, ShowerGeometry geometry, ShowerUnits units, Hdf5Storage? storage)
    {
        var energy = file.Create<float>("energy", [1], storage);
        var layers = geometry.Layers.Select(layer => file.Create<float>(layer.Name, [layer.Rows, layer.Columns], storage)).ToArray();
        var overflow = file.Create<float>("overflow", [geometry.Layers.Count], storage);
        return piece =>
        {
            energy.Append(In(piece.Energies, units.IncidentToGeV));
            for (var layer = 0; layer < layers.Length; layer++)
                layers[layer].Append(In(piece.Layers[layer], units.CellsToGeV));
            overflow.Append(In(piece.Overflow, units.CellsToGeV));
        };
    }

    private static Action<ShowerSet> Voxels(Hdf5Writer file, ShowerGeometry geometry, ShowerUnits units, Hdf5Storage? storage)
    {
        var energies = file.Create<float>("incident_energies", [1], storage);
        var showers = file.Create<float>("showers", [geometry.Cells], storage);
        return piece =>
        {
            energies.Append(In(piece.Energies, units.IncidentToGeV));
            var rows = new float[checked(piece.Count * geometry.Cells)];
            var next = 0;
            for (var i = 0; i < piece.Count; i++)
            {
                for (var layer = 0; layer < piece.Layers.Count; layer++)
                {
                    piece.Image(i, layer).CopyTo(rows.AsSpan(next));
                    next += geometry.Layers[layer].Cells;
                }
            }

            showers.Append(In(rows, units.CellsToGeV));
        };
    }

    private static float[] In(float[] values, double toGeV) => toGeV == 1 ? values : Array.ConvertAll(values, value => (float)(value / toGeV));
}
