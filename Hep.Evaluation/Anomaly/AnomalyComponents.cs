namespace Hep.Evaluation.Anomaly;

/// <summary>f_S of a <see cref="PenalizedMixture"/>: Gaussians of diagonal covariances, in standard deviations from the mean of the background.</summary>
internal sealed class AnomalyComponents
{
    private readonly double[] centre;
    private readonly double[] spread;
    private readonly double[] means;
    private readonly double[] variances;
    private readonly double[] constants;

    /// <param name="centre">The background's means, [K].</param>
    /// <param name="spread">The background's standard deviations, [K].</param>
    /// <param name="shares">Shares of the Gaussians, [J], that sum to 1.</param>
    /// <param name="means">[J K].</param>
    /// <param name="variances">[J K].</param>
    public AnomalyComponents(double[] centre, double[] spread, double[] shares, double[] means, double[] variances)
    {
        (this.centre, this.spread, this.means, this.variances) = (centre, spread, means, variances);
        constants = Array.ConvertAll(shares, Math.Log);
        for (var at = 0; at < means.Length; at++)
            constants[at / centre.Length] -= 0.5 * Math.Log(2 * Math.PI * variances[at] * spread[at % centre.Length] * spread[at % centre.Length]);
    }

    public int Count => constants.Length;

    public double Mean(int j, int k) => means[(j * centre.Length) + k];

    public double Variance(int j, int k) => variances[(j * centre.Length) + k];

    /// <summary>Σ |μ_jk|.</summary>
    public double SizeOfMeans => means.Sum(Math.Abs);

    /// <summary>A row in standard deviations from the mean of the background.</summary>
    public static void Scale(ReadOnlySpan<double> row, double[] centre, double[] spread, Span<double> scaled)
    {
        for (var k = 0; k < row.Length; k++)
            scaled[k] = (row[k] - centre[k]) / spread[k];
    }

    /// <summary>ln f_S in the features' own units.</summary>
    public double LogDensity(ReadOnlySpan<double> row)
    {
        var scaled = new double[row.Length];
        Scale(row, centre, spread, scaled);
        return LogDensityOfScaled(scaled, new double[Count]);
    }

    /// <summary>ln f_S in the features' own units at a scaled row, and ln π_j N_j into the terms.</summary>
    public double LogDensityOfScaled(ReadOnlySpan<double> scaled, Span<double> terms)
    {
        var largest = double.NegativeInfinity;
        for (var j = 0; j < terms.Length; j++)
        {
            var sum = 0.0;
            for (var k = 0; k < scaled.Length; k++)
            {
                var x = scaled[k] - means[(j * scaled.Length) + k];
                sum += x * x / variances[(j * scaled.Length) + k];
            }

            terms[j] = constants[j] - (0.5 * sum);
            largest = Math.Max(largest, terms[j]);
        }

        var all = 0.0;
        foreach (var term in terms)
            all += Math.Exp(term - largest);
        return double.IsNegativeInfinity(largest) ? largest : largest + Math.Log(all);
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
