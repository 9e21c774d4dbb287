namespace Hep.Data;

/// <summary><c>indicate_missing</c>: a further column for each one named, <c>NAME_missing</c>: 1 where it is missing, else 0.</summary>
public sealed class MissingIndicators(IReadOnlyList<string> columns) : PreprocessingStep
{
    /// <inheritdoc/>
    public override string Name => "indicate_missing";

    /// <summary>The columns that are looked at.</summary>
    public IReadOnlyList<string> Columns { get; } = columns;

    private protected override string Options => List(Columns);

    internal override IReadOnlyList<string> Outputs(IReadOnlyList<string> columns)
    {
        _ = IndicesOf(Columns, columns);
        return [.. columns, .. Columns.Select(column => column + "_missing")];
    }

    internal override ColumnValue<T> Apply<T>(IColumnAlgebra<T> algebra, ColumnValue<T> x, IReadOnlyList<string> columns, IReadOnlyList<T> numbers)
    {
        var chosen = IndicesOf(Columns, columns);
        var picked = algebra.Pick(x.Value, chosen);
        return Append(algebra, x, algebra.Number(x.Missing is null ? algebra.Combine(ColumnOperation.Less, picked, picked) : algebra.Pick(x.Missing, chosen)));
    }
}
