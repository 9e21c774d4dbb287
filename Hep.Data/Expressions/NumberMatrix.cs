namespace Hep.Data;

/// <summary>A matrix of <see cref="ArrayAlgebra{TNumber}"/>, row-major; truths are 1 and 0.</summary>
internal sealed class NumberMatrix<TNumber>(int rows, int columns, TNumber[] values)
{
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    /// <summary>[N, F], row-major.</summary>
    public TNumber[] Values { get; } = values;
}
