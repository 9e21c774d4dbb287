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
    private readonly double[] scaled;
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
        scaled = new double[data.Count * data.Width];
        for (var i = 0; i < data.Count; i++)
            AnomalyComponents.Scale(data.Row(i), centre, spread, scaled.AsSpan(i * data.Width, data.Width));
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
            var row = odd[random.Below(odd.Length)];
            scaled.AsSpan(row * width, width).CopyTo(means.AsSpan(j * width));
        }

        return Climb(new AnomalyComponents(centre, spread, shares, means, variances), options.StartShare);
    }

    private PenalizedMixture Climb(AnomalyComponents anomaly, double share)
    {
        var before = double.NegativeInfinity;
        for (var step = 1; ; step++)
        {
            var sums = Expect(anomaly, share);
            var penalized = sums[0] - (options.Penalty * anomaly.SizeOfMeans);
            var isConverged = penalized - before < options.Tolerance;
            if (isConverged || step == options.MostSteps)
                return new PenalizedMixture(background, anomaly, share, new(2 * sums[0], penalized, step, isConverged));
            before = penalized;
            (anomaly, share) = Maximize(anomaly, sums);
        }
    }

    // The log-likelihood relative to the background alone; then Σ r, Σ r x and Σ r x² of each Gaussian, with the share r that it has in each event.
    private double[] Expect(AnomalyComponents anomaly, double share)
    {
        var (count, width, stride) = (anomaly.Count, data.Width, (2 * data.Width) + 1);
        var (logOfSignal, logOfKnown) = (Math.Log(share), Math.Log(1 - share));
        return EventBlocks.Sum(data.Count, 1 + (count * stride), (i, sums) =>
        {
            Span<double> terms = stackalloc double[count];
            var x = scaled.AsSpan(i * width, width);
            var signal = logOfSignal + anomaly.LogDensityOfScaled(x, terms);
            var known = logOfKnown + ofBackground[i];
            var all = Math.Max(signal, known) + Math.Log(1 + Math.Exp(-Math.Abs(signal - known)));
            var weight = data.Weights[i];
            sums[0] += weight * (all - ofBackground[i]);
            for (var j = 0; j < count; j++)
            {
                var responsibility = weight * Math.Exp(logOfSignal + terms[j] - all);
                var own = sums.AsSpan(1 + (j * stride), stride);
                own[0] += responsibility;
                for (var k = 0; k < width; k++)
                {
                    own[1 + k] += responsibility * x[k];
                    own[1 + width + k] += responsibility * x[k] * x[k];
                }
            }
        });
    }

    private (AnomalyComponents Anomaly, double Share) Maximize(AnomalyComponents anomaly, double[] sums)
    {
        var (count, width, stride) = (anomaly.Count, data.Width, (2 * data.Width) + 1);
        var (means, variances, yields) = (new double[count * width], new double[count * width], new double[count]);
        for (var j = 0; j < count; j++)
        {
            var own = sums.AsSpan(1 + (j * stride), stride);
            yields[j] = own[0];
            for (var k = 0; k < width; k++)
            {
                // Without events the penalty takes the mean.
                var at = (j * width) + k;
                var mean = yields[j] > 0 ? own[1 + k] / yields[j] : 0;
                var shrink = yields[j] > 0 ? options.Penalty * anomaly.Variance(j, k) / yields[j] : double.PositiveInfinity;
                means[at] = Math.Sign(mean) * Math.Max(0, Math.Abs(mean) - shrink);
                var variance = yields[j] > 0 ? (own[1 + width + k] / yields[j]) - (2 * means[at] * mean) + (means[at] * means[at]) : 1;
                variances[at] = Math.Max(options.Floor, variance);
            }
        }

        var all = yields.Sum();
        double[] shares = [.. yields.Select(yield => all > 0 ? yield / all : 1.0 / count)];
        return (new AnomalyComponents(centre, spread, shares, means, variances), Math.Clamp(all / total, double.Epsilon, 1 - 1e-12));
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
