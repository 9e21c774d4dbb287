namespace Hep.Models;

/// <summary>
/// From the contents of a row of cells to the coefficients of the cubic B-spline that goes through them, and through zeros beyond: the inverse of the tridiagonal matrix
/// (1/6, 4/6, 1/6) (M. Unser, IEEE Signal Processing Magazine 16 (1999) 22, eq. 11, here with zeros instead of mirrored cells).
/// </summary>
internal static class SplineMatrix
{
    // So many zeros further out, the end of the zeros is not felt any more: 3.7^-30 is below the last bit of a double.
    private const int Margin = 30;

    /// <summary>The matrix, [cells + 2 reach, cells] row-major; without a spline the cells are their own coefficients.</summary>
    public static double[] Of(int cells, int reach, bool isCubic)
    {
        var (rows, matrix) = (cells + (2 * reach), new double[(cells + (2 * reach)) * cells]);
        for (var column = 0; column < cells; column++)
        {
            var solution = isCubic ? Solve(rows + (2 * Margin), column + reach + Margin) : [.. Enumerable.Range(-Margin, rows + (2 * Margin)).Select(row => row == column + reach ? 1.0 : 0)];
            for (var row = 0; row < rows; row++)
                matrix[(row * cells) + column] = solution[row + Margin];
        }

        return matrix;
    }

    /// <summary>The transposed matrix.</summary>
    public static double[] Transposed(double[] matrix, int columns)
    {
        var rows = matrix.Length / columns;
        var transposed = new double[matrix.Length];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                transposed[(j * rows) + i] = matrix[(i * columns) + j];
        }

        return transposed;
    }

    // The tridiagonal system for one cell of content 1, by elimination.
    private static double[] Solve(int cells, int one)
    {
        const double Side = 1 / 6.0, Middle = 4 / 6.0;
        var (pivots, right) = (new double[cells], new double[cells]);
        right[one] = 1;
        pivots[0] = Middle;
        for (var row = 1; row < cells; row++)
        {
            var factor = Side / pivots[row - 1];
            pivots[row] = Middle - (factor * Side);
            right[row] -= factor * right[row - 1];
        }

        for (var row = cells - 1; row >= 0; row--)
            right[row] = (right[row] - (row + 1 < cells ? Side * right[row + 1] : 0)) / pivots[row];
        return right;
    }
}
