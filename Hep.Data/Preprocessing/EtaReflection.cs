namespace Hep.Data;

/// <summary>
/// <c>reflect_eta</c>: in events in which the pseudorapidity of a reference object is negative, the signs of all the named pseudorapidities are changed, the reference's included. The two ends of
/// the detector are alike, so that the absolute sign says nothing. Without a reference in an event nothing is changed.
/// </summary>
public sealed class EtaReflection(string by, IReadOnlyList<string> columns) : PreprocessingStep
{
    /// <inheritdoc/>
    public override string Name => "reflect_eta";

    /// <summary>The pseudorapidity of the reference.</summary>
    public string By { get; } = by;

    /// <summary>The further pseudorapidities that are reflected with it.</summary>
    public IReadOnlyList<string> Columns { get; } = columns;

    private protected override string Options => $"{{by: {By}, columns: {List(Columns)}}}";

    internal override IReadOnlyList<string> Outputs(IReadOnlyList<string> columns)
    {
        _ = IndicesOf(Columns.Append(By), columns);
        return columns;
    }

    internal override ColumnValue<T> Apply<T>(IColumnAlgebra<T> algebra, ColumnValue<T> x, IReadOnlyList<string> columns, IReadOnlyList<T> numbers)
    {
        var signs = new double[columns.Count];
        Array.Fill(signs, 1);
        foreach (var column in IndicesOf(Columns.Append(By), columns))
            signs[column] = -1;
        int[] reference = [IndexOf(By, columns)];
        var backward = algebra.Combine(ColumnOperation.Less, algebra.Pick(x.Value, reference), algebra.Row([0]));
        if (x.Missing is not null)
            backward = algebra.And(backward, algebra.Not(algebra.Pick(x.Missing, reference)));
        return x with { Value = algebra.Combine(ColumnOperation.Multiply, x.Value, algebra.Where(backward, algebra.Row(signs), algebra.Row([1]))) };
    }
}
