namespace Hep.Evaluation.Anomaly;

/// <summary>Expectation and maximisation for Gaussians with full covariances, of weighted events.</summary>
internal sealed class MixtureFit
{
    private readonly FeatureMatrix events;
    private readonly GaussianMixtureOptions options;
    private readonly StandardScale scale;
    private readonly double total;

    /// <exception cref="InvalidDataException">The events cannot be learnt from.</exception>
    public MixtureFit(FeatureMatrix events, GaussianMixtureOptions options)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Components, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MostSteps, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Tolerance, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Floor, nameof(options));
        events.RequireTraining(GaussianMixture.What, Math.Max(options.Components, events.Width + 1));
        (this.events, this.options, scale) = (events, options, StandardScale.Fit(GaussianMixture.What, events));
        foreach (var weight in events.Weights)
            total += weight;
    }

    /// <summary>Gaussians about events that are far from each other: the next is drawn by the squared distance to the nearest so far.</summary>
    public IReadOnlyList<Gaussian> Start(int components, ulong seed, int start)
    {
        var random = new SeededStream(seed, (ulong)start);
        var scaled = scale.Apply(events);
        var width = events.Width;
        var centres = new List<int> { new WeightedDraw(events.Weights).Next(random) };
        var (nearest, owners) = (new double[events.Count], new int[events.Count]);
        Array.Fill(nearest, double.PositiveInfinity);
        for (var j = 0; ; j++)
        {
            var centre = scaled.AsSpan(centres[j] * width, width).ToArray();
            EventBlocks.ForEach(events.Count, i =>
            {
                var distance = 0.0;
                for (var k = 0; k < width; k++)
                    distance += (scaled[(i * width) + k] - centre[k]) * (scaled[(i * width) + k] - centre[k]);
                if (distance < nearest[i])
                    (nearest[i], owners[i]) = (distance, j);
            });
            if (j == components - 1)
                break;
            var odds = new double[events.Count];
            for (var i = 0; i < odds.Length; i++)
                odds[i] = nearest[i] * events.Weights[i];
            var draw = new WeightedDraw(odds);
            centres.Add(draw.Count > 0 ? draw.Next(random) : centres[0]);
        }

        var shares = new double[events.Count * components];
        for (var i = 0; i < events.Count; i++)
            shares[(i * components) + owners[i]] = 1;

        // Events that are the same may leave a Gaussian without any; it gets the spread of all of them.
        return Maximize(shares, components);
    }

    /// <summary>Repeats until the likelihood stays.</summary>
    public GaussianMixture From(IReadOnlyList<Gaussian> components)
    {
        if (components.Count == 0 || components.Any(component => component.Mean.Count != events.Width))
            throw new ArgumentException(FormattableString.Invariant($"expected Gaussians of {events.Width} features to start from"), nameof(components));
        var shares = new double[events.Count * components.Count];
        var before = double.NegativeInfinity;
        for (var step = 1; ; step++)
        {
            var likelihood = Expect(components, shares);
            var isConverged = likelihood - before < options.Tolerance;
            components = Maximize(shares, components.Count);
            if (isConverged || step == options.MostSteps)
                return new GaussianMixture(events.Names, components, likelihood, step, isConverged);
            before = likelihood;
        }
    }

    // Which share each Gaussian has in each event.
    private double Expect(IReadOnlyList<Gaussian> components, double[] shares) => EventBlocks.Sum(events.Count, 1, (i, sums) =>
    {
        var own = shares.AsSpan(i * components.Count, components.Count);
        var density = GaussianMixture.LogSum(components, events.Row(i), own);
        foreach (ref var term in own)
            term = Math.Exp(term - density);
        sums[0] += events.Weights[i] * density;
    })[0] / total;

    private Gaussian[] Maximize(double[] shares, int count)
    {
        var width = events.Width;
        var sums = EventBlocks.Sum(events.Count, count * (width + 1), (i, part) =>
        {
            var row = events.Row(i);
            for (var j = 0; j < count; j++)
            {
                var weight = events.Weights[i] * shares[(i * count) + j];
                var own = part.AsSpan(j * (width + 1), width + 1);
                own[width] += weight;
                for (var k = 0; k < width; k++)
                    own[k] += weight * row[k];
            }
        });

        // A Gaussian that has lost its events stays defined.
        double[] yields = [.. Enumerable.Range(0, count).Select(j => sums[(j * (width + 1)) + width])];
        double[][] means = [.. Enumerable.Range(0, count).Select(j => Enumerable.Range(0, width).Select(k => yields[j] > 1e-9 * total ? sums[(j * (width + 1)) + k] / yields[j] : scale.Means[k]).ToArray())];
        var squares = EventBlocks.Sum(events.Count, count * width * width, (i, part) =>
        {
            var row = events.Row(i);
            for (var j = 0; j < count; j++)
            {
                var weight = events.Weights[i] * shares[(i * count) + j];
                for (var k = 0; weight > 0 && k < width; k++)
                {
                    var along = weight * (row[k] - means[j][k]);
                    for (var l = 0; l <= k; l++)
                        part[(((j * width) + k) * width) + l] += along * (row[l] - means[j][l]);
                }
            }
        });
        return [.. Enumerable.Range(0, count).Select(j => Component(j, yields[j], means[j], squares))];
    }

    private Gaussian Component(int j, double yield, double[] mean, double[] squares)
    {
        var width = events.Width;
        var covariance = new double[width, width];
        for (var k = 0; k < width; k++)
        {
            for (var l = 0; l <= k; l++)
                covariance[k, l] = covariance[l, k] = yield > 1e-9 * total ? squares[(((j * width) + k) * width) + l] / yield : 0;
            covariance[k, k] += (yield > 1e-9 * total ? options.Floor : 1) * scale.Spreads[k] * scale.Spreads[k];
        }

        try
        {
            return new Gaussian(yield / total, mean, covariance);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{GaussianMixture.What}: found features of which one follows from the others among the events of a component, expected none; leave it out, raise the floor of the variances or take fewer components", e);
        }
    }
}
