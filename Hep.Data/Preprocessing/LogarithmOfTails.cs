namespace Hep.Data;

/// <summary>
/// <c>log</c>: sign(x) log(1 + |x| / s), with s the median of |x| over the training events in which x is there and not zero. Linear around zero, logarithmic in the tails, defined for
/// every number, odd, and invertible; for a quantity that is positive it is log(1 + x / s).
/// </summary>
public sealed class LogarithmOfTails(IReadOnlyList<string> columns) : PreprocessingStep
{
    /// <inheritdoc/>
    public override string Name => "log";

    /// <summary>The columns it is taken of.</summary>
    public IReadOnlyList<string> Columns { get; } = columns;

    internal override IReadOnlyList<string> Numbers => ["scale"];

    private protected override string Options => List(Columns);

    internal override IReadOnlyList<string> Outputs(IReadOnlyList<string> columns)
    {
        _ = IndicesOf(Columns, columns);
        return columns;
    }

    internal override float[][] Fit(TrainingColumns train, ICollection<string> warnings)
    {
        var scale = new float[train.Count];
        Array.Fill(scale, 1f);
        foreach (var column in IndicesOf(Columns, train.Names))
        {
            float[] sizes = [.. train.There(column).Where(value => value != 0).Select(Math.Abs).Order()];
            if (sizes.Length > 0)
                scale[column] = sizes[sizes.Length / 2];
        }

        return [scale];
    }

    internal override ColumnValue<T> Apply<T>(IColumnAlgebra<T> algebra, ColumnValue<T> x, IReadOnlyList<string> columns, IReadOnlyList<T> numbers)
    {
        var size = algebra.Combine(ColumnOperation.Divide, algebra.Map(ColumnFunction.Abs, x.Value), numbers[0]);
        var logarithm = algebra.Map(ColumnFunction.Log, algebra.Combine(ColumnOperation.Add, size, algebra.Row([1])));
        var signed = algebra.Combine(ColumnOperation.Multiply, algebra.Map(ColumnFunction.Sign, x.Value), logarithm);
        return x with { Value = Only(algebra, IndicesOf(Columns, columns), columns.Count, signed, x.Value) };
    }
}
