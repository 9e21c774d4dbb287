namespace Hep.Evaluation.Anomaly;

/// <summary>Expectation and conditional maximisation of the penalised likelihood of a <see cref="PenalizedMixture"/>: shares, then means for the variances as they were, then variances. No step lowers it.</summary>
internal sealed class PenalizedFit
{
    // Starts are drawn from this share of the data, those which the background expects least.
    private const double OddShare = 0.05;

    private readonly FeatureMatrix data;
    private readonly PenalizedMixtureOptions options;
    private readonly GaussianMixture background;
    private readonly double[] ofBackground;
    private readonly double[] centre;
    private readonly double[] spread;
    private readonly double total;
    private readonly int[] odd;

    public PenalizedFit(GaussianMixture background, FeatureMatrix data, PenalizedMixtureOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Components, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Starts, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MostSteps, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Penalty, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Floor, nameof(options));
        if (!(options.StartShare is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(options), options.StartShare, "the share of the anomaly to begin with lies between 0 and 1");
        data.RequireTraining(PenalizedMixture.What, data.Width + 1);
        (this.background, this.data, this.options, ofBackground) = (background, data, options, background.LogDensities(data));
        (centre, spread) = Moments(background);
        foreach (var weight in data.Weights)
            total += weight;
        odd = [.. Enumerable.Range(0, data.Count).Where(i => data.Weights[i] > 0).OrderBy(i => ofBackground[i]).Take(Math.Max(options.Components, (int)(OddShare * data.Count)))];
    }

    /// <summary>Fits from Gaussians as wide as the background about odd events.</summary>
    /// <param name="start">The number of the start.</param>
    public PenalizedMixture From(int start)
    {
        var random = new SeededStream(options.Seed, (ulong)start);
        var (count, width) = (options.Components, data.Width);
        var (shares, means, variances) = (new double[count], new double[count * width], new double[count * width]);
        Array.Fill(shares, 1.0 / count);
        Array.Fill(variances, 1);
        for (var j = 0; j < count; j++)
        {
            var row = data.Row(odd[random.Below(odd.Length)]);
            for (var k = 0; k < width; k++)
                means[(j * width) + k] = (row[k] - centre[k]) / spread[k];
        }

        return Climb(new AnomalyComponents(centre, spread, shares, means, variances), options.StartShare);
    }

    private PenalizedMixture Climb(AnomalyComponents anomaly, double share)
    {
        var responsibilities = new double[data.Count * anomaly.Count];
        var before = double.NegativeInfinity;
        for (var step = 1; ; step++)
        {
            var ratio = Expect(anomaly, share, responsibilities);
            var penalized = ratio - (options.Penalty * anomaly.SizeOfMeans);
            var isConverged = penalized - before < options.Tolerance;
            if (isConverged || step == options.MostSteps)
                return new PenalizedMixture(background, anomaly, share, new(2 * ratio, penalized, step, isConverged));
            before = penalized;
            (anomaly, share) = Maximize(anomaly, responsibilities);
        }
    }

    // The log-likelihood relative to the background alone, and which share each Gaussian has in each event.
    private double Expect(AnomalyComponents anomaly, double share, double[] responsibilities) => EventBlocks.Sum(data.Count, 1, (i, sums) =>
    {
        var own = responsibilities.AsSpan(i * anomaly.Count, anomaly.Count);
        var signal = Math.Log(share) + anomaly.LogDensity(data.Row(i), own);
        var known = Math.Log(1 - share) + ofBackground[i];
        var all = Math.Max(signal, known) + Math.Log(1 + Math.Exp(-Math.Abs(signal - known)));
        foreach (ref var term in own)
            term = share * Math.Exp(term - all);
        sums[0] += data.Weights[i] * (all - ofBackground[i]);
    })[0];

    private (AnomalyComponents Anomaly, double Share) Maximize(AnomalyComponents anomaly, double[] responsibilities)
    {
        var (count, width) = (anomaly.Count, data.Width);
        var sums = EventBlocks.Sum(data.Count, count * (width + 1), (i, part) => Add(i, responsibilities, count, part, static (_, x) => x));
        double[] yields = [.. Enumerable.Range(0, count).Select(j => sums[(j * (width + 1)) + width])];
        var all = yields.Sum();
        var (means, variances) = (new double[count * width], new double[count * width]);
        for (var j = 0; j < count; j++)
        {
            for (var k = 0; k < width; k++)
            {
                // Without events the penalty takes the mean.
                var mean = yields[j] > 0 ? sums[(j * (width + 1)) + k] / yields[j] : 0;
                var shrink = yields[j] > 0 ? options.Penalty * anomaly.Variance(j, k) / yields[j] : double.PositiveInfinity;
                means[(j * width) + k] = Math.Sign(mean) * Math.Max(0, Math.Abs(mean) - shrink);
            }
        }

        var squares = EventBlocks.Sum(data.Count, count * (width + 1), (i, part) => Add(i, responsibilities, count, part, (at, x) => (x - means[at]) * (x - means[at])));
        for (var j = 0; j < count; j++)
        {
            for (var k = 0; k < width; k++)
                variances[(j * width) + k] = yields[j] > 0 ? Math.Max(options.Floor, squares[(j * (width + 1)) + k] / yields[j]) : 1;
        }

        double[] shares = [.. yields.Select(yield => all > 0 ? yield / all : 1.0 / count)];
        return (new AnomalyComponents(centre, spread, shares, means, variances), Math.Min(all / total, 1 - 1e-12));
    }

    // Weighted sums of something of every standardised feature, Gaussian by Gaussian, the sum of weights behind them.
    private void Add(int i, double[] responsibilities, int count, double[] part, Func<int, double, double> of)
    {
        var width = data.Width;
        var row = data.Row(i);
        for (var j = 0; j < count; j++)
        {
            var weight = data.Weights[i] * responsibilities[(i * count) + j];
            var own = part.AsSpan(j * (width + 1), width + 1);
            own[width] += weight;
            for (var k = 0; k < width; k++)
                own[k] += weight * of((j * width) + k, (row[k] - centre[k]) / spread[k]);
        }
    }

    // Mean and spread of the background as its Gaussians have them.
    private static (double[] Centre, double[] Spread) Moments(GaussianMixture background)
    {
        var width = background.Names.Count;
        var (centre, spread) = (new double[width], new double[width]);
        for (var k = 0; k < width; k++)
        {
            centre[k] = background.Components.Sum(component => component.Share * component.Mean[k]);
            spread[k] = Math.Sqrt(background.Components.Sum(component => component.Share * (component.Covariance(k, k) + Math.Pow(component.Mean[k] - centre[k], 2))));
        }

        return (centre, spread);
    }
}
