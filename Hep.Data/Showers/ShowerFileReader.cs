namespace Hep.Data.Showers;

/// <summary>Reads showers from HDF5 files, in pieces where they do not fit into memory.</summary>
public static class ShowerFileReader
{
    private const string Energy = "energy";
    private const string Overflow = "overflow";
    private const string IncidentEnergies = "incident_energies";
    private const string Showers = "showers";

    /// <summary>How the showers lie in a file: as voxels where it has a data set <c>showers</c> or <c>incident_energies</c>, else layer by layer.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no HDF5 file, or damaged.</exception>
    public static ShowerFileKind KindOf(string path)
    {
        using var file = Hdf5File.Open(path);
        return KindOf(file);
    }

    /// <summary>Reads a whole file.</summary>
    /// <inheritdoc cref="Stream"/>
    public static ShowerSet Read(string path, ShowerGeometry geometry, ShowerUnits units) => ShowerSet.Concatenate([.. Stream(path, geometry, units, 4096)]);

    /// <summary>Reads a file in pieces.</summary>
    /// <param name="path">The file, opened when the first piece is asked for.</param>
    /// <param name="geometry">The calorimeter; files do not tell it.</param>
    /// <param name="units">The units of the file.</param>
    /// <param name="rows">The showers of a piece.</param>
    /// <exception cref="ArgumentException">The units are not above 0, or a piece has no rows.</exception>
    /// <exception cref="FileNotFoundException">There is no such file (in the enumeration).</exception>
    /// <exception cref="InvalidDataException">
    /// A data set is missing (but <c>overflow</c>, which is 0 then), has another shape or another number of rows than the others, holds an energy below 0 or one that is not finite, or the file is cut short; the message says
    /// where (in the enumeration).
    /// </exception>
    public static IEnumerable<ShowerSet> Stream(string path, ShowerGeometry geometry, ShowerUnits units, int rows)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentNullException.ThrowIfNull(units);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        units.Check();
        return Pieces();

        IEnumerable<ShowerSet> Pieces()
        {
            using var file = Hdf5File.Open(path);
            var kind = KindOf(file);
            var energies = OneARow(file.Array(kind == ShowerFileKind.Voxels ? IncidentEnergies : Energy));
            var cells = kind == ShowerFileKind.Voxels ? [Voxels(file, geometry)] : LayersOf(file, geometry);
            var overflow = kind == ShowerFileKind.Layers && file.Has("/" + Overflow) ? file.Array(Overflow) : null;
            overflow?.Expect(-1, geometry.Layers.Count);
            foreach (var array in overflow is null ? cells : [.. cells, overflow])
            {
                if (array.Rows != energies.Rows)
                    throw new InvalidDataException(FormattableString.Invariant($"{array.Origin}: has {array.Rows} rows, expected {energies.Rows}, one a row of '{energies.Name}'"));
            }

            if (energies.Rows == 0)
                throw new InvalidDataException($"{path}: found no showers, expected one a row");
            for (long first = 0; first < energies.Rows; first += rows)
            {
                var piece = new ShowerSet(geometry, (int)Math.Min(rows, energies.Rows - first), path);
                Incident(energies, first, piece, units);
                if (kind == ShowerFileKind.Voxels)
                    Split(cells[0], first, piece, units);
                for (var layer = 0; kind == ShowerFileKind.Layers && layer < cells.Count; layer++)
                    Fill(cells[layer], first, piece.Count, piece.Layers[layer], units.CellsToGeV);
                if (overflow is not null)
                    Fill(overflow, first, piece.Count, piece.Overflow, units.CellsToGeV);
                yield return piece;
            }
        }
    }

    private static ShowerFileKind KindOf(Hdf5File file) => file.Has("/" + Showers) || file.Has("/" + IncidentEnergies) ? ShowerFileKind.Voxels : ShowerFileKind.Layers;

    // One number a row is written both as [N, 1] and as [N].
    private static StoredArray OneARow(StoredArray energies)
    {
        if (energies.Shape.Count != 1)
            energies.Expect(-1, 1);
        return energies;
    }

    private static List<StoredArray> LayersOf(Hdf5File file, ShowerGeometry geometry) => [.. geometry.Layers.Select(layer =>
    {
        var array = file.Array(layer.Name);
        array.Expect(-1, layer.Rows, layer.Columns);
        return array;
    })];

    private static StoredArray Voxels(Hdf5File file, ShowerGeometry geometry)
    {
        var array = file.Array(Showers);
        array.Expect(-1, geometry.Cells);
        return array;
    }

    private static void Incident(StoredArray energies, long first, ShowerSet piece, ShowerUnits units)
    {
        energies.Read(first, piece.Count, piece.Energies);
        for (var i = 0; i < piece.Count; i++)
        {
            if (!(piece.Energies[i] > 0 && float.IsFinite(piece.Energies[i])))
                throw new InvalidDataException(FormattableString.Invariant($"{energies.Origin}, shower {first + i} (counted from 0): found the energy {piece.Energies[i]}, expected a finite number above 0"));
            piece.Energies[i] = (float)(piece.Energies[i] * units.IncidentToGeV);
        }
    }

    private static void Fill(StoredArray array, long first, int count, Span<float> into, double toGeV)
    {
        array.Read(first, count, into);
        for (var i = 0; i < into.Length; i++)
        {
            if (!(into[i] >= 0 && float.IsFinite(into[i])))
                throw new InvalidDataException(FormattableString.Invariant($"{array.Origin}, shower {first + (i / array.RowLength)}, cell {i % array.RowLength} (both counted from 0): found the energy {into[i]}, expected a finite number of 0 or more"));
            into[i] = (float)(into[i] * toGeV);
        }
    }

    private static void Split(StoredArray array, long first, ShowerSet piece, ShowerUnits units)
    {
        var cells = piece.Geometry.Cells;
        var all = new float[checked(piece.Count * cells)];
        Fill(array, first, piece.Count, all, units.CellsToGeV);
        for (var i = 0; i < piece.Count; i++)
        {
            var start = i * cells;
            for (var layer = 0; layer < piece.Layers.Count; layer++)
            {
                var image = piece.Image(i, layer);
                all.AsSpan(start, image.Length).CopyTo(image);
                start += image.Length;
            }
        }
    }
}
