namespace Hep.Evaluation.Calibration;

/// <summary>
/// The rising function that is nearest to weighted points, min sum w (f(x) - y)^2, by pooling adjacent violators (Ayer et al., Ann. Math. Statist. 26 (1955) 641):
/// O(N) after the ordering. Between the points it is a line, beyond them constant, as scikit-learn's. Points of equal x are one, with their weighted
/// mean. Points of weight zero do not count; negative weights are pooled with their neighbours until the pool has weight.
/// </summary>
public sealed class IsotonicRegression
{
    private readonly double[] x;
    private readonly double[] y;

    private IsotonicRegression(double[] x, double[] y, IReadOnlyList<Block> blocks)
    {
        this.x = x;
        this.y = y;
        Blocks = blocks;
    }

    /// <summary>Where the function changes its slope, shape [K], rising: the ends of its flat pieces.</summary>
    public ReadOnlySpan<double> X => this.x;

    /// <summary>Its values there, shape [K], rising.</summary>
    public ReadOnlySpan<double> Y => this.y;

    internal IReadOnlyList<Block> Blocks { get; }

    /// <summary>Fits the function.</summary>
    /// <param name="x">Shape [N], finite.</param>
    /// <param name="y">Shape [N], finite.</param>
    /// <param name="weights">Shape [N], finite, more than zero in total; left out, every point counts 1.</param>
    /// <exception cref="ArgumentException">Lengths that differ, a number that is not finite, or weights that do not sum to more than zero.</exception>
    public static IsotonicRegression Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights = default)
    {
        if (y.Length != x.Length || (weights.Length != x.Length && !weights.IsEmpty))
            throw new ArgumentException(FormattableString.Invariant($"{x.Length} points, {y.Length} values and {weights.Length} weights; expected one of each"));
        if (Bad(x) || Bad(y) || Bad(weights))
            throw new ArgumentException("points, values and weights are finite numbers");
        var blocks = Pool(x, y, weights);
        if (blocks.Count == 0 || !(blocks[0].Weight > 0))
            throw new ArgumentException("the weights must sum to more than zero");

        var (xs, ys) = (new List<double>(), new List<double>());
        foreach (var block in blocks)
        {
            Add(block.First, block.Value);
            if (block.Last > block.First)
                Add(block.Last, block.Value);
        }

        return new IsotonicRegression([.. xs], [.. ys], blocks);

        void Add(double at, double value)
        {
            xs.Add(at);
            ys.Add(value);
        }

        static bool Bad(ReadOnlySpan<double> values)
        {
            foreach (var value in values)
            {
                if (!double.IsFinite(value))
                    return true;
            }

            return false;
        }
    }

    /// <summary>The function's value.</summary>
    /// <param name="at">Where; beyond the points the value is that of the nearest one.</param>
    public double Predict(double at) => Interpolation.At(this.x, this.y, at);

    private static List<Block> Pool(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        var order = RadixOrder.Descending(x);
        var blocks = new List<Block>();
        for (var i = order.Length - 1; i >= 0;)
        {
            var block = default(Block);
            var at = x[order[i]];
            for (; i >= 0 && x[order[i]] == at; i--)
            {
                var w = weights.IsEmpty ? 1 : weights[order[i]];
                if (w != 0)
                    block += new Block(at, at, w, w * w, w * y[order[i]], w * at);
            }

            if (block.SumOfSquares == 0)
                continue;
            blocks.Add(block);
            while (blocks.Count > 1 && Violates(blocks[^2], blocks[^1]))
            {
                blocks[^2] += blocks[^1];
                blocks.RemoveAt(blocks.Count - 1);
            }
        }

        return blocks;
    }

    private static bool Violates(Block left, Block right) => !(left.Weight > 0) || !(right.Weight > 0) || left.Value >= right.Value;

    /// <summary>A flat piece of the function: the points from <paramref name="First"/> to <paramref name="Last"/>, and sums over them.</summary>
    /// <param name="First">The lowest x.</param>
    /// <param name="Last">The highest x.</param>
    /// <param name="Weight">sum w.</param>
    /// <param name="SumOfSquares">sum w^2; zero in no points.</param>
    /// <param name="SumOfY">sum w y.</param>
    /// <param name="SumOfX">sum w x.</param>
    internal readonly record struct Block(double First, double Last, double Weight, double SumOfSquares, double SumOfY, double SumOfX)
    {
        public double Value => SumOfY / Weight;

        /// <summary>The mean x; within the piece, whatever the weights.</summary>
        public double Centre => Math.Clamp(SumOfX / Weight, First, Last);

        public static Block operator +(Block left, Block right) => left.SumOfSquares == 0 ? right : new(
            left.First,
            right.Last,
            left.Weight + right.Weight,
            left.SumOfSquares + right.SumOfSquares,
            left.SumOfY + right.SumOfY,
            left.SumOfX + right.SumOfX);
    }
}
