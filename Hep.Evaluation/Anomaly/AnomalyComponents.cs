namespace Hep.Evaluation.Anomaly;

/// <summary>f_S of a <see cref="PenalizedMixture"/>: Gaussians of diagonal covariances, in standard deviations from the mean of the background.</summary>
/// <param name="centre">The background's means, [K].</param>
/// <param name="spread">The background's standard deviations, [K].</param>
/// <param name="shares">Shares of the Gaussians, [J], that sum to 1.</param>
/// <param name="means">[J K].</param>
/// <param name="variances">[J K].</param>
internal sealed class AnomalyComponents(double[] centre, double[] spread, double[] shares, double[] means, double[] variances)
{
    public int Count => shares.Length;

    public double Share(int j) => shares[j];

    public double Mean(int j, int k) => means[(j * centre.Length) + k];

    public double Variance(int j, int k) => variances[(j * centre.Length) + k];

    /// <summary>Σ |μ_jk|.</summary>
    public double SizeOfMeans => means.Sum(Math.Abs);

    /// <summary>ln f_S in the features' own units, and ln π_j N_j into the terms.</summary>
    public double LogDensity(ReadOnlySpan<double> row, Span<double> terms)
    {
        var largest = double.NegativeInfinity;
        for (var j = 0; j < Count; j++)
        {
            terms[j] = Math.Log(shares[j]);
            for (var k = 0; k < centre.Length; k++)
            {
                var x = ((row[k] - centre[k]) / spread[k]) - Mean(j, k);
                terms[j] -= 0.5 * ((x * x / Variance(j, k)) + Math.Log(2 * Math.PI * Variance(j, k) * spread[k] * spread[k]));
            }

            largest = Math.Max(largest, terms[j]);
        }

        var sum = 0.0;
        foreach (var term in terms[..Count])
            sum += Math.Exp(term - largest);
        return largest + Math.Log(sum);
    }

    public double[,] Table(Func<int, int, double> of)
    {
        var table = new double[Count, centre.Length];
        for (var j = 0; j < Count; j++)
        {
            for (var k = 0; k < centre.Length; k++)
                table[j, k] = of(j, k);
        }

        return table;
    }
}
