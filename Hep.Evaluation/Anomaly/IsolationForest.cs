namespace Hep.Evaluation.Anomaly;

/// <summary>
/// The isolation forest (F. T. Liu, K. M. Ting, Z.-H. Zhou, ICDM 2008): trees that cut a random feature at a random place until every event is alone. Odd events are alone early: the score is 2^(-E[h] / c(n)) with the mean
/// number of cuts h over the trees and that of an event among n like it, c(n); 0.5 is usual, 1 the oddest.
/// </summary>
public sealed class IsolationForest : IAnomalyScore
{
    private const string What = "Isolation forest";
    private const double EulerMascheroni = 0.57721566490153286;

    private readonly IReadOnlyList<string> names;
    private readonly IsolationTree[] trees;
    private readonly double normalization;

    private IsolationForest(IReadOnlyList<string> names, IsolationTree[] trees, int sample) =>
        (this.names, this.trees, normalization) = (names, trees, MeanPathLength(sample));

    /// <inheritdoc/>
    public string Name => What;

    /// <summary>
    /// The mean number of cuts to an event among n (eq. 1 of the paper): c(n) = 2 H(n - 1) - 2 (n - 1) / n with H(i) = ln i + γ for n above 2, as the paper and scikit-learn have it; c(2) = 1, c(1) = 0.
    /// </summary>
    /// <param name="events">n.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no event.</exception>
    public static double MeanPathLength(int events)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(events);
        return events switch
        {
            1 => 0,
            2 => 1,
            _ => (2 * (Math.Log(events - 1.0) + EulerMascheroni)) - (2 * (events - 1.0) / events),
        };
    }

    /// <summary>Grows the trees. An event is drawn into the sample of a tree in proportion to its weight.</summary>
    /// <param name="events">The events to learn from, with weights of 0 or more; 2 or more.</param>
    /// <param name="options">How many trees, of how many events; null: as in the paper.</param>
    /// <exception cref="ArgumentOutOfRangeException">No tree, or trees of fewer than 2 events.</exception>
    /// <exception cref="InvalidDataException">Too few events, weights below 0, or a feature that does not vary; it is named.</exception>
    public static IsolationForest Fit(FeatureMatrix events, IsolationForestOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(events);
        options ??= new IsolationForestOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Trees, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Sample, 2, nameof(options));
        events.RequireTraining(What, 2);
        _ = StandardScale.Fit(What, events);
        var draw = new WeightedDraw(events.Weights);
        var sample = Math.Min(options.Sample, draw.Count);
        if (sample < 2)
            throw new InvalidDataException(FormattableString.Invariant($"{What}: found {sample} event with a weight above 0, expected 2 or more"));
        var depth = (int)Math.Ceiling(Math.Log2(sample));
        var trees = new IsolationTree[options.Trees];
        Parallel.For(0, trees.Length, t =>
        {
            var random = new SeededStream(options.Seed, (ulong)t);
            trees[t] = new IsolationTree(events, draw.Without(sample, random), depth, random);
        });
        return new IsolationForest(events.Names, trees, sample);
    }

    /// <inheritdoc/>
    public double[] Score(FeatureMatrix events)
    {
        ArgumentNullException.ThrowIfNull(events);
        events.RequireFeatures(What, this.names);
        var scores = new double[events.Count];
        EventBlocks.ForEach(events.Count, i =>
        {
            var length = 0.0;
            foreach (var tree in this.trees)
                length += tree.PathLength(events.Row(i));
            scores[i] = Math.Pow(2, -length / (this.trees.Length * this.normalization));
        });
        return scores;
    }
}
