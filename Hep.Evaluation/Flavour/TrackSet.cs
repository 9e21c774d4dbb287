namespace Hep.Evaluation.Flavour;

/// <summary>The tracks of jets, one jet behind the other.</summary>
public sealed class TrackSet
{
    private readonly int[] starts;
    private readonly double[] d0;
    private readonly double[] z0;
    private readonly int[] grades;

    /// <summary>Checks the tracks; the arrays are not copied.</summary>
    /// <param name="starts">Where the tracks of each jet begin, and where the last ones end, shape [N + 1], from 0 to M; a jet without tracks begins where the next one does.</param>
    /// <param name="d0">Signed significances of d0, shape [M].</param>
    /// <param name="z0">Signed significances of z0, shape [M].</param>
    /// <param name="grades">Grades, shape [M], 0 or more.</param>
    /// <exception cref="InvalidDataException">Lengths or places that do not fit, a significance that is not finite, or a negative grade; with jet and track.</exception>
    public TrackSet(int[] starts, double[] d0, double[] z0, int[] grades)
    {
        ArgumentNullException.ThrowIfNull(starts);
        ArgumentNullException.ThrowIfNull(d0);
        ArgumentNullException.ThrowIfNull(z0);
        ArgumentNullException.ThrowIfNull(grades);
        (this.starts, this.d0, this.z0, this.grades) = (starts, d0, z0, grades);
        if (z0.Length != d0.Length || grades.Length != d0.Length)
            throw new InvalidDataException(FormattableString.Invariant($"tracks: found {d0.Length} significances of d0, {z0.Length} of z0 and {grades.Length} grades, expected one of each a track"));
        if (starts.Length == 0 || starts[0] != 0 || starts[^1] != d0.Length)
            throw new InvalidDataException(FormattableString.Invariant($"tracks: found places of jets from {(starts.Length == 0 ? "nowhere" : starts[0])} to {(starts.Length == 0 ? "nowhere" : starts[^1])}, expected from 0 to {d0.Length}, the number of tracks: a track belongs to a jet"));
        for (var jet = 0; jet < Count; jet++)
        {
            if (starts[jet + 1] < starts[jet])
                throw new InvalidDataException(FormattableString.Invariant($"tracks: found that jet {jet + 1} (counted from 0) begins at track {starts[jet + 1]}, before jet {jet} at {starts[jet]}, expected places that rise"));
            for (var track = starts[jet]; track < starts[jet + 1]; track++)
            {
                if (!double.IsFinite(d0[track]) || !double.IsFinite(z0[track]) || grades[track] < 0)
                    throw new InvalidDataException(FormattableString.Invariant($"tracks: found significances {d0[track]} and {z0[track]} and grade {grades[track]} of track {track - starts[jet]} of jet {jet} (both counted from 0), expected finite numbers and a grade of 0 or more"));
            }
        }
    }

    /// <summary>The number of jets N.</summary>
    public int Count => this.starts.Length - 1;

    /// <summary>Where the tracks of each jet begin, shape [N + 1].</summary>
    public ReadOnlySpan<int> Starts => this.starts;

    /// <summary>Signed significances of d0, shape [M].</summary>
    public ReadOnlySpan<double> D0 => this.d0;

    /// <summary>Signed significances of z0, shape [M].</summary>
    public ReadOnlySpan<double> Z0 => this.z0;

    /// <summary>Grades, shape [M].</summary>
    public ReadOnlySpan<int> Grades => this.grades;
}
