namespace Hep.Data.Flavour;

/// <summary>
/// The tracks of jets: an array column [T, F] a jet, with room for T tracks of F = <see cref="Width"/> numbers, <see cref="TrackField"/> by <see cref="TrackField"/>. Tracks come first, those of large |S_d0| before the others; where
/// <see cref="TrackField.Valid"/> is 0 there is none, and all is 0. Jets without tracks are legal.
/// </summary>
public sealed class JetTracks
{
    /// <summary>The name of the column.</summary>
    public const string Column = "tracks";

    private readonly ArrayColumn column;

    /// <summary>The tracks of a column.</summary>
    /// <param name="column">The column.</param>
    /// <exception cref="InvalidDataException">It has not the shape [T, <see cref="Width"/>].</exception>
    public JetTracks(ArrayColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (column.Shape.Count != 2 || column.Shape[1] != Width)
            throw new InvalidDataException(FormattableString.Invariant($"'{column.Name}' has shape {StoredArray.Format([.. column.Shape.Select(side => (long)side)])} a jet, expected [tracks, {Width}]: {string.Join(", ", Fields.Select(field => field.Name))}"));
        this.column = column;
    }

    /// <summary>Names and units of the numbers, in their order.</summary>
    public static IReadOnlyList<CsvLayout.Feature> Fields { get; } =
    [
        new("valid"), new("d0_significance"), new("z0_significance"), new("pt_fraction"), new("delta_r"), new("grade"),
        new("d0", "mm"), new("z0", "mm"), new("d0_error", "mm"), new("z0_error", "mm"), new("pt", "GeV"),
    ];

    /// <summary>F, the numbers of a track.</summary>
    public static int Width => Fields.Count;

    /// <summary>The number of jets N.</summary>
    public int Count => column.Count;

    /// <summary>T, the room for tracks.</summary>
    public int MostTracks => column.Shape[0];

    /// <summary>A number of a track.</summary>
    /// <param name="jet">The jet, 0 to N - 1.</param>
    /// <param name="track">The track, 0 to T - 1.</param>
    /// <param name="field">Which number.</param>
    public float this[int jet, int track, TrackField field] => column.Row(jet)[(track * Width) + (int)field];

    /// <summary>The tracks of a table.</summary>
    /// <param name="events">The table.</param>
    /// <exception cref="InvalidDataException">It has no such column, or one of another shape.</exception>
    public static JetTracks Of(EventTable events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return new JetTracks(events.Arrays.FirstOrDefault(array => array.Name == Column)
            ?? throw new InvalidDataException($"{events.Origin}: found no array '{Column}'{NearestNames.Hint(Column, events.Arrays.Select(array => array.Name))}, expected the tracks of each jet"));
    }

    /// <summary>The number of tracks of a jet.</summary>
    /// <param name="jet">The jet.</param>
    public int NumberOf(int jet)
    {
        var row = column.Row(jet);
        var count = 0;
        while (count < MostTracks && row[(count * Width) + (int)TrackField.Valid] != 0)
            count++;
        return count;
    }

    /// <summary>Where the tracks of each jet begin when all are put one behind the other, [N + 1]: those of jet i are from place i up to place i + 1.</summary>
    public int[] Starts()
    {
        var starts = new int[Count + 1];
        for (var jet = 0; jet < Count; jet++)
            starts[jet + 1] = starts[jet] + NumberOf(jet);
        return starts;
    }

    /// <summary>A number of all tracks, one jet behind the other, as <see cref="Starts"/> tells.</summary>
    /// <param name="field">Which number.</param>
    public double[] Values(TrackField field)
    {
        var starts = Starts();
        var values = new double[starts[^1]];
        for (var jet = 0; jet < Count; jet++)
        {
            for (var place = starts[jet]; place < starts[jet + 1]; place++)
                values[place] = this[jet, place - starts[jet], field];
        }

        return values;
    }
}
