namespace Hep.Evaluation;

/// <summary>A figure of merit and its values on resampled events.</summary>
public sealed class Replicas
{
    private readonly double[] values;
    private readonly double[] sorted;

    internal Replicas(double value, double[] values)
    {
        Value = value;
        this.values = values;
        sorted = [.. values.Order()];
    }

    /// <summary>The figure on the events as they are.</summary>
    public double Value { get; }

    /// <summary>The figure on each replica, shape [R].</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>The figure with the standard deviation of the replicas as its error; NaN where the figure of a replica is not defined.</summary>
    public Estimate Estimate
    {
        get
        {
            var mean = values.Average();
            return new Estimate(Value, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)));
        }
    }

    /// <summary>The interval between the quantiles (1 - level) / 2 and (1 + level) / 2 of the replicas.</summary>
    /// <param name="level">The confidence level, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in (0, 1).</exception>
    public Interval Interval(double level = Evaluation.Interval.OneSigma)
    {
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "a confidence level lies between 0 and 1");
        return new Interval(Value, Quantile((1 - level) / 2), Quantile((1 + level) / 2), level);
    }

    /// <summary>The ratio of this figure to another on the same replicas: what the two have in common cancels in its error.</summary>
    /// <param name="divisor">The other figure, from the same call of <see cref="Bootstrap.Together"/>.</param>
    /// <exception cref="ArgumentException">Another number of replicas.</exception>
    public Replicas Over(Replicas divisor)
    {
        ArgumentNullException.ThrowIfNull(divisor);
        if (divisor.values.Length != values.Length)
            throw new ArgumentException(FormattableString.Invariant($"{values.Length} and {divisor.values.Length} replicas, expected the same ones"), nameof(divisor));
        return new Replicas(Value / divisor.Value, [.. values.Zip(divisor.values, (one, other) => one / other)]);
    }

    /// <summary>A value a replica, on several threads (0: all cores), in the order of the replicas.</summary>
    internal static double[] Run(int replicas, int threads, Func<int, double> value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        var values = new double[replicas];
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? -1 : threads };
            Parallel.For(0, replicas, options, replica => values[replica] = value(replica));
        }
        catch (AggregateException error) when (error.InnerExceptions[0] is InvalidDataException first)
        {
            throw new InvalidDataException(first.Message, error);
        }

        return values;
    }

    // NaN sorts first: one undefined replica leaves no interval that could be trusted.
    private double Quantile(double probability) => double.IsNaN(sorted[0]) ? double.NaN : Interpolation.Quantile(sorted, probability);
}
