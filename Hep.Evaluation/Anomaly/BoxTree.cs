using System.Numerics;

namespace Hep.Evaluation.Anomaly;

/// <summary>
/// Points in a balanced tree, cut at the middle of the axis along which they are spread the most. The tree is in the order of the points: a node is a range of them, its children are the halves.
/// </summary>
internal sealed class BoxTree
{
    private const int LeafSize = 24;

    private readonly int width;
    private readonly double[] points;
    private readonly List<(int First, int Count, int Axis, double Cut, int Right)> nodes = [];

    /// <param name="points">[N, K] row-major.</param>
    /// <param name="width">K.</param>
    public BoxTree(double[] points, int width)
    {
        this.width = width;
        int[] order = [.. Enumerable.Range(0, points.Length / width)];
        Grow(points, order, 0);
        this.points = new double[points.Length];
        for (var i = 0; i < order.Length; i++)
            points.AsSpan(order[i] * width, width).CopyTo(this.points.AsSpan(i * width));
    }

    /// <summary>The distances to the nearest points, rising.</summary>
    /// <param name="from">The place, [K].</param>
    /// <param name="distances">As many as there is room for; there are no fewer points.</param>
    public void Nearest(ReadOnlySpan<double> from, Span<double> distances)
    {
        distances.Fill(double.PositiveInfinity);

        // How far the place is outside of a box along every axis.
        Span<double> outside = stackalloc double[Math.Min(this.width, 64)];
        outside = this.width <= outside.Length ? outside : new double[this.width];
        outside.Clear();
        Search(0, from, outside, 0, distances);
        foreach (ref var distance in distances)
            distance = Math.Sqrt(distance);
    }

    private void Search(int node, ReadOnlySpan<double> from, Span<double> outside, double least, Span<double> nearest)
    {
        var (first, count, axis, cut, right) = this.nodes[node];
        if (right == 0)
        {
            for (var i = first; i < first + count; i++)
                Insert(SquaredDistance(from, this.points.AsSpan(i * this.width, this.width), nearest[^1]), nearest);
            return;
        }

        var beyond = from[axis] - cut;
        Search(beyond < 0 ? node + 1 : right, from, outside, least, nearest);
        var before = outside[axis];
        var further = least - (before * before) + (beyond * beyond);

        // Boxes at the distance of the last neighbour may not be left out for rounding.
        if (further * (1 - 1e-12) >= nearest[^1])
            return;
        outside[axis] = beyond;
        Search(beyond < 0 ? right : node + 1, from, outside, further, nearest);
        outside[axis] = before;
    }

    // Points that are too far need not be measured to the end.
    private static double SquaredDistance(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double most)
    {
        const int strip = 64;
        var sum = 0.0;
        var k = 0;
        for (; k + strip <= from.Length; k += strip)
        {
            var lanes = Vector<double>.Zero;
            for (var j = k; j < k + strip; j += Vector<double>.Count)
            {
                var difference = new Vector<double>(from[j..]) - new Vector<double>(to[j..]);
                lanes += difference * difference;
            }

            sum += Vector.Sum(lanes);
            if (sum > most)
                return sum;
        }

        for (; k < from.Length; k++)
            sum += (from[k] - to[k]) * (from[k] - to[k]);
        return sum;
    }

    private static void Insert(double distance, Span<double> nearest)
    {
        if (!(distance < nearest[^1]))
            return;
        var place = nearest.Length - 1;
        for (; place > 0 && nearest[place - 1] > distance; place--)
            nearest[place] = nearest[place - 1];
        nearest[place] = distance;
    }

    private void Grow(double[] points, Span<int> order, int first)
    {
        var node = this.nodes.Count;
        if (order.Length <= LeafSize)
        {
            this.nodes.Add((first, order.Length, 0, 0, 0));
            return;
        }

        var axis = Widest(points, order);
        var keys = new double[order.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = points[(order[i] * this.width) + axis];
        MemoryExtensions.Sort(keys.AsSpan(), order);
        var middle = order.Length / 2;
        this.nodes.Add((first, order.Length, axis, keys[middle], 0));
        Grow(points, order[..middle], first);
        this.nodes[node] = this.nodes[node] with { Right = this.nodes.Count };
        Grow(points, order[middle..], first + middle);
    }

    private int Widest(double[] points, ReadOnlySpan<int> order)
    {
        var (axis, widest) = (0, -1.0);
        for (var k = 0; k < this.width; k++)
        {
            var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (var i in order)
            {
                var value = points[(i * this.width) + k];
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }

            if (high - low > widest)
                (axis, widest) = (k, high - low);
        }

        return axis;
    }
}
