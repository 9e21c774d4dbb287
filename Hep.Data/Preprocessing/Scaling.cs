using System.Globalization;

namespace Hep.Data;

/// <summary>
/// z = (x - centre) / width for every column: mean and standard deviation (<c>standardize</c>), or median and interquartile range (<c>robust</c>). Event weights are not used: what matters
/// to the network is the range of its inputs, weights may be negative, and a class with a tiny cross section must not lose its say.
/// </summary>
public sealed class Scaling : PreprocessingStep
{
    // The interquartile range of a Gaussian is 1.349 standard deviations.
    private const double QuartilesOfGaussian = 1.3489795003921634;

    private readonly bool robust;

    private Scaling(bool robust, IReadOnlyList<string>? columns)
    {
        this.robust = robust;
        Columns = columns;
    }

    /// <inheritdoc/>
    public override string Name => robust ? "robust" : "standardize";

    /// <summary>The columns that are scaled; null: all.</summary>
    public IReadOnlyList<string>? Columns { get; }

    internal override IReadOnlyList<string> Numbers => robust ? ["median", "width"] : ["mean", "scale"];

    private protected override string Options => Columns is null ? "" : List(Columns);

    /// <summary>Mean and population standard deviation (divided by N, not N - 1) of the values that are there.</summary>
    /// <param name="columns">The columns; null: all.</param>
    public static Scaling Standard(IReadOnlyList<string>? columns = null) => new(robust: false, columns);

    /// <summary>
    /// Median, and interquartile range divided by 1.349, which is the standard deviation of a Gaussian: tails do not count. Where more than half of the values are the same one, the range is 0
    /// and the standard deviation is taken.
    /// </summary>
    /// <param name="columns">The columns; null: all.</param>
    public static Scaling Robust(IReadOnlyList<string>? columns = null) => new(robust: true, columns);

    internal override IReadOnlyList<string> Outputs(IReadOnlyList<string> columns)
    {
        _ = Chosen(columns);
        return columns;
    }

    // A column that is not chosen is divided by one, which changes nothing.
    internal override float[][] Fit(TrainingColumns train, ICollection<string> warnings)
    {
        var (centre, width) = (new float[train.Count], new float[train.Count]);
        Array.Fill(width, 1f);
        foreach (var column in Chosen(train.Names))
            (centre[column], width[column]) = Fit(train.Names[column], train.There(column), warnings);
        return [centre, width];
    }

    internal override ColumnValue<T> Apply<T>(IColumnAlgebra<T> algebra, ColumnValue<T> x, IReadOnlyList<string> columns, IReadOnlyList<T> numbers) =>
        x with { Value = algebra.Combine(ColumnOperation.Divide, algebra.Combine(ColumnOperation.Subtract, x.Value, numbers[0]), numbers[1]) };

    private int[] Chosen(IReadOnlyList<string> columns) => Columns is null ? Without(columns.Count) : IndicesOf(Columns, columns);

    private (float Centre, float Width) Fit(string name, float[] values, ICollection<string> warnings)
    {
        if (values.Length == 0)
        {
            warnings.Add($"feature '{name}' is missing in every training event; it becomes 0 and cannot help");
            return (0, 1);
        }

        var low = values.Min();
        if (low == values.Max())
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"feature '{name}' is {low} in every training event; it becomes 0 and cannot help"));
            return (low, 1);
        }

        var (mean, deviation) = Moments(values);
        if (!robust)
            return ((float)mean, (float)deviation);
        float[] sorted = [.. values.Order()];
        var range = (float)((Quantile(sorted, 0.75) - Quantile(sorted, 0.25)) / QuartilesOfGaussian);
        return ((float)Quantile(sorted, 0.5), range > 0 ? range : (float)deviation);
    }

    // Two passes in double precision with the correction of Chan, Golub and LeVeque, The American Statistician 37 (1983) 242.
    private static (double Mean, double Deviation) Moments(float[] values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        var mean = sum / values.Length;
        var (squares, rest) = (0.0, 0.0);
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
            rest += value - mean;
        }

        return (mean, Math.Sqrt((squares - (rest * rest / values.Length)) / values.Length));
    }

    // Linear between order statistics, as numpy.quantile.
    private static double Quantile(float[] sorted, double fraction)
    {
        var position = fraction * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * ((double)sorted[above] - sorted[below]));
    }
}
