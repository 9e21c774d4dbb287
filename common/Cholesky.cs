namespace Hep.Common;

/// <summary>Systems of a few linear equations with a symmetric positive matrix, by Cholesky's factor.</summary>
internal static class Cholesky
{
    /// <summary>The lower triangle L of a matrix A = L L^T.</summary>
    /// <param name="matrix">A, [n, n]; its lower half is looked at.</param>
    /// <param name="threshold">What must be left of a diagonal element, as a share of it, when the columns before have taken theirs.</param>
    /// <param name="dependent">The first column of which less is left: it follows from those before. n: there is none, and the factor is whole.</param>
    /// <param name="damping">What is added to the diagonal.</param>
    public static double[,] Factor(double[,] matrix, double threshold, out int dependent, double damping = 0)
    {
        var count = matrix.GetLength(0);
        var lower = new double[count, count];
        for (dependent = 0; dependent < count; dependent++)
        {
            var i = dependent;
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i, j] + (i == j ? damping : 0);
                for (var k = 0; k < j; k++)
                    sum -= lower[i, k] * lower[j, k];
                if (i == j && !(sum > threshold * Math.Abs(matrix[i, i])))
                    return lower;
                lower[i, j] = i == j ? Math.Sqrt(sum) : sum / lower[j, j];
            }
        }

        return lower;
    }

    /// <summary>Solves A x = b, through the triangle and back.</summary>
    /// <param name="lower">L.</param>
    /// <param name="right">b, [n]; overwritten with x.</param>
    public static double[] Solve(double[,] lower, double[] right)
    {
        for (var i = 0; i < right.Length; i++)
        {
            for (var k = 0; k < i; k++)
                right[i] -= lower[i, k] * right[k];
            right[i] /= lower[i, i];
        }

        return Back(lower, right);
    }

    /// <summary>Solves L^T x = b for the first unknowns.</summary>
    /// <param name="lower">L.</param>
    /// <param name="right">b, as many numbers as there are unknowns; overwritten with x.</param>
    public static double[] Back(double[,] lower, double[] right)
    {
        for (var i = right.Length - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < right.Length; k++)
                right[i] -= lower[k, i] * right[k];
            right[i] /= lower[i, i];
        }

        return right;
    }
}
