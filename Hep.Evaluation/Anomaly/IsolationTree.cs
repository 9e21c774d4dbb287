namespace Hep.Evaluation.Anomaly;

/// <summary>A tree of random cuts; the nodes lie in arrays, the left child of a node behind it, so that a path is followed without objects.</summary>
internal sealed class IsolationTree
{
    private const int Leaf = -1;

    private readonly List<(int Feature, double Cut, int Right, double Length)> nodes = [];

    /// <param name="events">The events.</param>
    /// <param name="rows">Those that the tree is grown from; reordered.</param>
    /// <param name="depth">The most cuts of a path.</param>
    /// <param name="random">The source of chance.</param>
    public IsolationTree(FeatureMatrix events, int[] rows, int depth, SeededStream random) => Grow(events, rows, 0, depth, random);

    /// <summary>The number of cuts to the place of an event, and what further cuts there would be between the events of the sample that are there.</summary>
    public double PathLength(ReadOnlySpan<double> row)
    {
        var node = 0;
        while (this.nodes[node] is { Feature: not Leaf } cut)
            node = row[cut.Feature] <= cut.Cut ? node + 1 : cut.Right;
        return this.nodes[node].Length;
    }

    private void Grow(FeatureMatrix events, Span<int> rows, int depth, int most, SeededStream random)
    {
        var (feature, low, high) = depth < most && rows.Length > 1 ? Choose(events, rows, random) : (Leaf, 0, 0);
        if (feature == Leaf)
        {
            this.nodes.Add((Leaf, 0, 0, depth + IsolationForest.MeanPathLength(rows.Length)));
            return;
        }

        // Below the largest value, so that both sides have an event.
        var cut = Math.Min(low + ((high - low) * random.Uniform()), Math.BitDecrement(high));
        var left = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (events.Row(rows[i])[feature] <= cut)
            {
                (rows[left], rows[i]) = (rows[i], rows[left]);
                left++;
            }
        }

        var node = this.nodes.Count;
        this.nodes.Add((feature, cut, 0, 0));
        Grow(events, rows[..left], depth + 1, most, random);
        this.nodes[node] = (feature, cut, this.nodes.Count, 0);
        Grow(events, rows[left..], depth + 1, most, random);
    }

    // A feature at random of those that vary among the events.
    private static (int Feature, double Low, double High) Choose(FeatureMatrix events, ReadOnlySpan<int> rows, SeededStream random)
    {
        Span<int> left = stackalloc int[Math.Min(events.Width, 64)];
        var order = events.Width <= left.Length ? left : new int[events.Width];
        for (var k = 0; k < order.Length; k++)
            order[k] = k;
        for (var count = order.Length; count > 0; count--)
        {
            var place = random.Below(count);
            var feature = order[place];
            order[place] = order[count - 1];
            var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (var row in rows)
                (low, high) = (Math.Min(low, events.Row(row)[feature]), Math.Max(high, events.Row(row)[feature]));
            if (low < high)
                return (feature, low, high);
        }

        return (Leaf, 0, 0);
    }
}
