namespace Hep.Data;

/// <summary>
/// <c>rotate_phi</c>: azimuths relative to that of a reference object, phi - phi_ref in (-pi, pi]. The detector is symmetric around the beam, so that the absolute angle says nothing; the
/// reference's own azimuth, which would become 0, is dropped. Without a reference in an event the angles are missing.
/// </summary>
public sealed class AzimuthRotation(string to, IReadOnlyList<string> columns) : PreprocessingStep
{
    /// <inheritdoc/>
    public override string Name => "rotate_phi";

    /// <summary>The azimuth of the reference, in rad.</summary>
    public string To { get; } = to;

    /// <summary>The azimuths that are rotated, in rad.</summary>
    public IReadOnlyList<string> Columns { get; } = columns;

    private protected override string Options => $"{{to: {To}, columns: {List(Columns)}}}";

    internal override IReadOnlyList<string> Outputs(IReadOnlyList<string> columns)
    {
        _ = IndicesOf(Columns, columns);
        var reference = IndexOf(To, columns);
        return Columns.Contains(To)
            ? throw new InvalidDataException($"found the reference '{To}' among the columns that are rotated, expected the others (it would become 0, and is dropped)")
            : [.. Without(columns.Count, reference).Select(i => columns[i])];
    }

    internal override ColumnValue<T> Apply<T>(IColumnAlgebra<T> algebra, ColumnValue<T> x, IReadOnlyList<string> columns, IReadOnlyList<T> numbers)
    {
        var rotated = IndicesOf(Columns, columns);
        var reference = IndexOf(To, columns);
        var kept = Without(columns.Count, reference);
        var angle = algebra.Wrap(algebra.Combine(ColumnOperation.Subtract, x.Value, algebra.Pick(x.Value, [reference])));
        var value = algebra.Pick(Only(algebra, rotated, columns.Count, angle, x.Value), kept);
        return new(value, x.Missing is null ? null : Missing(algebra, x.Missing, rotated, reference, columns.Count, kept));
    }

    private static T Missing<T>(IColumnAlgebra<T> algebra, T missing, int[] rotated, int reference, int count, int[] kept)
        where T : class
    {
        var marks = new double[count];
        foreach (var column in rotated)
            marks[column] = 1;
        var lost = algebra.And(algebra.Pick(missing, [reference]), algebra.Combine(ColumnOperation.Equal, algebra.Row(marks), algebra.Row([1])));
        return algebra.Pick(algebra.Or(missing, lost), kept);
    }
}
