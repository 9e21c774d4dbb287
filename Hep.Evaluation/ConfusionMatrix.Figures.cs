namespace Hep.Evaluation;

public sealed partial class ConfusionMatrix
{
    /// <summary>The fraction of all weight on the diagonal, with its binomial error.</summary>
    public Estimate Accuracy => WeightSum.Fraction(Diagonal(), Total());

    /// <summary>
    /// Matthews' correlation coefficient of N classes (Gorodkin, Comput. Biol. Chem. 28 (2004) 367): with c the weight on the diagonal, s the total, t_k the
    /// rows and p_k the columns, R = (c s - sum_k t_k p_k) / sqrt((s^2 - sum_k p_k^2) (s^2 - sum_k t_k^2)). The error is propagated from the
    /// cells. NaN where one class has all the weight of truth or prediction.
    /// </summary>
    public Estimate MatthewsCorrelation
    {
        get
        {
            var n = this.classes.Length;
            double[] rows = [.. Enumerable.Range(0, n).Select(k => Row(k).Sum)], columns = [.. Enumerable.Range(0, n).Select(k => Column(k).Sum)];
            var (right, total) = (Diagonal().Sum, Total().Sum);
            var covariance = (right * total) - rows.Zip(columns, (t, p) => t * p).Sum();
            var ofColumns = (total * total) - columns.Sum(p => p * p);
            var ofRows = (total * total) - rows.Sum(t => t * t);
            var root = Math.Sqrt(ofColumns * ofRows);
            return Propagate(covariance / root, (truth, predicted) =>
            {
                var slope = (truth == predicted ? total : 0) + right - columns[truth] - rows[predicted];
                return (slope - (covariance * (((total - columns[predicted]) / ofColumns) + ((total - rows[truth]) / ofRows)))) / root;
            });
        }
    }

    /// <summary>One class as the signal, all others as the background.</summary>
    /// <param name="signal">The class, 0 to N - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such class.</exception>
    public BinaryConfusion OneVsRest(int signal)
    {
        // Cells are added, never taken off: what is left of a difference by rounding would be weight where there is none.
        _ = CellOf(signal, signal);
        Span<WeightSum> cells = stackalloc WeightSum[4];
        for (var truth = 0; truth < this.classes.Length; truth++)
        {
            for (var predicted = 0; predicted < this.classes.Length; predicted++)
                cells[(truth == signal ? 0 : 2) + (predicted == signal ? 0 : 1)] += this[truth, predicted];
        }

        return new BinaryConfusion(cells[0], cells[1], cells[2], cells[3]);
    }

    /// <summary>
    /// A figure of one class against the rest, averaged over the classes, with the error propagated from the N^2 independent cells (which enter the
    /// figures of several classes). NaN where the figure of a class is not defined.
    /// </summary>
    /// <param name="figure">Which.</param>
    /// <param name="averaging">How.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such average.</exception>
    public Estimate Average(ThresholdFigure figure, Averaging averaging)
    {
        ArgumentNullException.ThrowIfNull(figure);
        BinaryConfusion[] counts = [.. Enumerable.Range(0, this.classes.Length).Select(OneVsRest)];
        if (averaging == Averaging.Micro)
        {
            var pooled = figure.Of(counts.Aggregate((all, one) => all + one));
            return Propagate(pooled.Value, (truth, predicted) => Enumerable.Range(0, counts.Length).Sum(k => Derivative(pooled, k, truth, predicted)));
        }

        Propagated share = 1.0 / counts.Length;
        Propagated[] terms = averaging switch
        {
            Averaging.Macro => Array.ConvertAll(counts, one => figure.Of(one) * share),
            Averaging.Weighted => Array.ConvertAll(counts, one => figure.Of(one) * ThresholdFigure.Prevalence.Of(one)),
            _ => throw new ArgumentOutOfRangeException(nameof(averaging), averaging, "no such average"),
        };
        return Propagate(terms.Sum(term => term.Value), (truth, predicted) => terms.Select((term, k) => Derivative(term, k, truth, predicted)).Sum());
    }

    /// <summary>The derivative of a figure of class k against the rest by a cell of the matrix.</summary>
    private static double Derivative(Propagated figure, int k, int truth, int predicted) =>
        figure.Gradient[truth == k ? (predicted == k ? 0 : 1) : (predicted == k ? 2 : 3)];

    private Estimate Propagate(double value, Func<int, int, double> derivative)
    {
        var variance = 0.0;
        for (var truth = 0; truth < this.classes.Length; truth++)
        {
            for (var predicted = 0; predicted < this.classes.Length; predicted++)
                variance += Math.Pow(derivative(truth, predicted), 2) * this[truth, predicted].SumOfSquares;
        }

        return new Estimate(value, Math.Sqrt(variance));
    }

    private WeightSum Diagonal()
    {
        WeightSum sum = default;
        for (var k = 0; k < this.classes.Length; k++)
            sum += this[k, k];
        return sum;
    }
}
