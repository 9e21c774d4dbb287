namespace Hep.Evaluation.Anomaly;

/// <summary>
/// The distance to the k-th nearest of the events that were learnt from (S. Ramaswamy, R. Rastogi, K. Shim, SIGMOD 2000), or the mean of the distances to the k nearest, exactly, in standard deviations of the features: by a
/// tree of boxes (J. H. Friedman, J. L. Bentley, R. A. Finkel, ACM TOMS 3 (1977) 209).
/// </summary>
public sealed class NearestNeighbours : IAnomalyScore
{
    private const string What = "Nearest neighbours";

    private readonly IReadOnlyList<string> names;
    private readonly StandardScale scale;
    private readonly BoxTree tree;
    private readonly bool isMean;

    private NearestNeighbours(IReadOnlyList<string> names, StandardScale scale, BoxTree tree, int neighbours, bool isMean) =>
        (this.names, this.scale, this.tree, Neighbours, this.isMean) = (names, scale, tree, neighbours, isMean);

    /// <inheritdoc/>
    public string Name => What;

    /// <summary>k.</summary>
    public int Neighbours { get; }

    /// <summary>Learns where events are. Weights scale the features and count for nothing else: an event is there or it is not.</summary>
    /// <param name="events">The events to learn from, with weights of 0 or more; k or more. Those of weight 0 are not there.</param>
    /// <param name="neighbours">k.</param>
    /// <param name="isMean">Whether the score is the mean of the distances to the k nearest; else it is the distance to the k-th.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is not positive.</exception>
    /// <exception cref="InvalidDataException">Too few events, weights below 0, or a feature that does not vary; it is named.</exception>
    public static NearestNeighbours Fit(FeatureMatrix events, int neighbours = 5, bool isMean = false)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(neighbours);
        events.RequireTraining(What, Math.Max(2, neighbours));
        var present = Enumerable.Range(0, events.Count).Where(i => events.Weights[i] > 0).ToArray();
        var learnt = present.Length == events.Count ? events : events.Select(present);
        learnt.RequireTraining(What, Math.Max(2, neighbours));
        var scale = StandardScale.Fit(What, learnt);
        return new NearestNeighbours(events.Names, scale, new BoxTree(scale.Apply(learnt), events.Width), neighbours, isMean);
    }

    /// <inheritdoc/>
    public double[] Score(FeatureMatrix events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var distances = Distances(events);
        var scores = new double[events.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var own = distances.AsSpan(i * Neighbours, Neighbours);
            scores[i] = own[^1];
            if (this.isMean)
            {
                scores[i] = 0;
                foreach (var distance in own)
                    scores[i] += distance / Neighbours;
            }
        }

        return scores;
    }

    /// <summary>The distances to the k nearest events that were learnt from, rising. An event that was learnt from is at the distance 0 of itself.</summary>
    /// <param name="events">The events.</param>
    /// <returns>Shape [N, k], row-major, in standard deviations.</returns>
    /// <exception cref="InvalidDataException">They have other features.</exception>
    public double[] Distances(FeatureMatrix events)
    {
        ArgumentNullException.ThrowIfNull(events);
        events.RequireFeatures(What, this.names);
        var distances = new double[checked(events.Count * Neighbours)];
        EventBlocks.ForEach(events.Count, i =>
        {
            var x = new double[events.Width];
            this.scale.Apply(events.Row(i), x);
            this.tree.Nearest(x, distances.AsSpan(i * Neighbours, Neighbours));
        });
        return distances;
    }
}
