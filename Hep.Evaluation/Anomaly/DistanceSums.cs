namespace Hep.Evaluation.Anomaly;

/// <summary>Sums of weighted distances between all pairs of events, by going through them in order.</summary>
internal sealed class DistanceSums
{
    private readonly double[] toEvent;

    /// <param name="x">One quantity, [N].</param>
    /// <param name="w">Weights that sum to 1, [N].</param>
    public DistanceSums(double[] x, double[] w)
    {
        Order = [.. Enumerable.Range(0, x.Length)];
        Array.Sort((double[])x.Clone(), Order);
        toEvent = new double[x.Length];
        var (below, sumBelow, all) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
            all += w[i] * x[i];
        foreach (var i in Order)
        {
            // Those at the same place count nothing on either side.
            toEvent[i] = (x[i] * below) - sumBelow + (all - sumBelow) - (x[i] * (1 - below));
            below += w[i];
            sumBelow += w[i] * x[i];
        }

        for (var i = 0; i < x.Length; i++)
            Total += w[i] * toEvent[i];
    }

    /// <summary>The events from the smallest value to the largest.</summary>
    public int[] Order { get; }

    /// <summary>Σ w w' |x - x'|.</summary>
    public double Total { get; }

    /// <summary>Σ w' |x - x'| of an event.</summary>
    public double ToEvent(int i) => toEvent[i];

    /// <summary>Σ w w' |x - x'| |y - y'|: in the order of x, the events before an event are told apart by y with sums over a binary tree (P. M. Fenwick, Software: Practice and Experience 24 (1994) 327).</summary>
    /// <param name="order">The order of x.</param>
    /// <param name="x">[N].</param>
    /// <param name="y">[N].</param>
    /// <param name="w">[N].</param>
    public static double OfProducts(int[] order, double[] x, double[] y, double[] w)
    {
        var ranks = Ranks(y);
        var tree = new Sums[y.Length + 1];
        var (all, total) = (default(Sums), 0.0);
        foreach (var i in order)
        {
            var below = default(Sums);
            for (var node = ranks[i]; node > 0; node -= node & -node)
                below = below.Plus(tree[node], 1);
            var above = all.Plus(below, -1);
            total += 2 * w[i] * (below.Products(x[i], y[i]) - above.Products(x[i], y[i]));
            var own = new Sums(w[i], w[i] * x[i], w[i] * y[i], w[i] * x[i] * y[i]);
            all = all.Plus(own, 1);
            for (var node = ranks[i]; node < tree.Length; node += node & -node)
                tree[node] = tree[node].Plus(own, 1);
        }

        return total;
    }

    private static int[] Ranks(double[] y)
    {
        int[] order = [.. Enumerable.Range(0, y.Length)];
        Array.Sort((double[])y.Clone(), order);
        var ranks = new int[y.Length];
        for (var place = 0; place < order.Length; place++)
            ranks[order[place]] = place + 1;
        return ranks;
    }

    /// <summary>Σ w, Σ w x, Σ w y, Σ w x y.</summary>
    private readonly record struct Sums(double W, double X, double Y, double XY)
    {
        public Sums Plus(Sums other, double sign) => new(W + (sign * other.W), X + (sign * other.X), Y + (sign * other.Y), XY + (sign * other.XY));

        /// <summary>Σ w (x - x') (y - y').</summary>
        public double Products(double x, double y) => (x * y * W) - (x * Y) - (y * X) + XY;
    }
}
