using MathNet.Numerics.LinearAlgebra;

namespace Hep.Evaluation.Anomaly;

/// <summary>
/// The leading eigenvectors of a correlation matrix that is too large to be written down, by orthogonal iteration with some more vectors than are wanted (N. Halko, P. G. Martinsson, J. A. Tropp, SIAM Review 53 (2011)
/// 217, algorithm 4.4): products with the events alone.
/// </summary>
internal static class LeadingComponents
{
    private const int Further = 10;
    private const int MostSteps = 200;
    private const double Tolerance = 1e-7;

    /// <returns>Components [C, K] and variances [C].</returns>
    public static (double[] Components, double[] Variances) Find(FeatureMatrix events, StandardScale scale, int components, ulong seed)
    {
        var (width, size) = (events.Width, Math.Min(components + Further, events.Width));
        var random = new SeededStream(seed, 0);
        var basis = Orthonormal(Matrix<double>.Build.Dense(width, size, (_, _) => random.Normal()));
        var before = new double[components];
        for (var step = 0; ; step++)
        {
            var image = Product(events, scale, basis);
            var inside = basis.TransposeThisAndMultiply(image).Evd(Symmetricity.Symmetric);
            double[] variances = [.. Enumerable.Range(0, components).Select(c => inside.EigenValues[size - 1 - c].Real)];
            if (step == MostSteps || variances.Zip(before).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance * pair.First))
            {
                var vectors = basis * inside.EigenVectors;
                return ([.. Enumerable.Range(0, components).SelectMany(c => vectors.Column(size - 1 - c))], variances);
            }

            (before, basis) = (variances, Orthonormal(image));
        }
    }

    private static Matrix<double> Orthonormal(Matrix<double> vectors) => vectors.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Q;

    // C V = sum w x (xᵀ V) / sum w.
    private static Matrix<double> Product(FeatureMatrix events, StandardScale scale, Matrix<double> vectors)
    {
        var (width, size) = (vectors.RowCount, vectors.ColumnCount);
        var flat = vectors.ToRowMajorArray();
        var sums = EventBlocks.Sum(events.Count, (width * size) + 1, (i, part) =>
        {
            var (x, along) = (new double[width], new double[size]);
            scale.Apply(events.Row(i), x);
            for (var k = 0; k < width; k++)
            {
                for (var c = 0; c < size; c++)
                    along[c] += x[k] * flat[(k * size) + c];
            }

            part[^1] += events.Weights[i];
            for (var k = 0; k < width; k++)
            {
                var factor = events.Weights[i] * x[k];
                for (var c = 0; c < size; c++)
                    part[(k * size) + c] += factor * along[c];
            }
        });
        return Matrix<double>.Build.Dense(width, size, (k, c) => sums[(k * size) + c] / sums[^1]);
    }
}
