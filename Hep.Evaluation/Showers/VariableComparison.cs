namespace Hep.Evaluation.Showers;

/// <summary>One variable of generated showers against the reference.</summary>
public sealed class VariableComparison
{
    // In either tail of the reference.
    private const double Outside = 0.005;

    private VariableComparison(ShowerVariable reference, ShowerVariable generated, double[] edges)
    {
        (Name, Unit) = (reference.Name, reference.Unit);
        (Reference, Generated) = (Fill(reference.Values, edges), Fill(generated.Values, edges));
        (ReferenceUndefined, GeneratedUndefined) = (Undefined(reference), Undefined(generated));
        double[] there = [.. reference.Values.Where(float.IsFinite).Select(value => (double)value)];
        var mean = there.DefaultIfEmpty(double.NaN).Average();
        ReferenceSpread = Math.Sqrt(there.Select(value => (value - mean) * (value - mean)).DefaultIfEmpty(double.NaN).Average());
    }

    /// <summary>The name of the variable.</summary>
    public string Name { get; }

    /// <summary>Its unit; empty: a pure number.</summary>
    public string Unit { get; }

    /// <summary>The histogram of the reference.</summary>
    public Histogram Reference { get; }

    /// <summary>That of the generated showers, in the same bins.</summary>
    public Histogram Generated { get; }

    /// <summary>The share of showers of the reference for which it is not defined.</summary>
    public double ReferenceUndefined { get; }

    /// <summary>The same of the generated ones.</summary>
    public double GeneratedUndefined { get; }

    /// <summary>The standard deviation of the reference, in the variable's unit.</summary>
    public double ReferenceSpread { get; }

    /// <summary>The separation power <c>1/2 Σ (p - q)² / (p + q)</c> of the two histograms, underflow, overflow and the undefined ones as bins too: 0 to 1.</summary>
    public required Replicas Separation { get; init; }

    /// <summary>The separation power of two halves of the reference, rows of even and odd number: what statistics alone make of it.</summary>
    public required Replicas SeparationFloor { get; init; }

    /// <summary>The Wasserstein distance of order 1 over the showers in which the variable is defined, in its unit.</summary>
    public required Replicas Wasserstein { get; init; }

    /// <summary>That of two halves of the reference.</summary>
    public required Replicas WassersteinFloor { get; init; }

    /// <summary>Compares a variable.</summary>
    /// <param name="reference">The reference, two showers or more.</param>
    /// <param name="generated">The generated showers.</param>
    /// <param name="options">Bins and replicas; null: the defaults.</param>
    /// <exception cref="ArgumentException">Two variables, too few showers, or options out of range.</exception>
    public static VariableComparison Of(ShowerVariable reference, ShowerVariable generated, ShowerComparisonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        options ??= new ShowerComparisonOptions();
        if (reference.Name != generated.Name)
            throw new ArgumentException($"found the variables '{reference.Name}' and '{generated.Name}', expected one variable of two samples", nameof(generated));
        if (reference.Values.Length < 2 || generated.Values.Length < 1)
            throw new ArgumentException(FormattableString.Invariant($"found {reference.Values.Length} and {generated.Values.Length} showers, expected 2 of the reference or more, and 1 or more"), nameof(reference));
        var edges = Edges(reference.Values, options.Bins);
        int[] all = [.. Enumerable.Range(0, reference.Values.Length)], even = [.. all.Where(row => row % 2 == 0)], odd = [.. all.Where(row => row % 2 == 1)];
        var samples = new TwoSamples(reference.Values, all, generated.Values, [.. Enumerable.Range(0, generated.Values.Length)], edges);
        var halves = new TwoSamples(reference.Values, even, reference.Values, odd, edges);
        return new VariableComparison(reference, generated, edges)
        {
            Separation = Resampled(samples.Separation),
            SeparationFloor = Resampled(halves.Separation),
            Wasserstein = Resampled(samples.Wasserstein),
            WassersteinFloor = Resampled(halves.Wasserstein),
        };

        Replicas Resampled(Func<Func<int, double>, Func<int, double>, double> figure) => new(
            figure(_ => 1, _ => 1),
            Replicas.Run(options.Replicas, 0, replica =>
            {
                var (one, other) = (new PoissonWeights(options.Seed, replica), new PoissonWeights(options.Seed + 1, replica));
                return figure(row => one[row], row => other[row]);
            }));
    }

    private static double[] Edges(float[] values, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        double[] sorted = [.. values.Where(float.IsFinite).Order().Select(value => (double)value)];
        if (sorted.Length == 0)
            return [0, 1];
        double low = Interpolation.Quantile(sorted, Outside), high = Interpolation.Quantile(sorted, 1 - Outside);
        (low, high) = high > low ? (low, high) : sorted[^1] > sorted[0] ? (sorted[0], sorted[^1]) : (low - 0.5, low + 0.5);
        return [.. Enumerable.Range(0, bins + 1).Select(i => i == bins ? high : low + ((high - low) * i / bins))];
    }

    private static Histogram Fill(float[] values, double[] edges)
    {
        var histogram = new Histogram(edges);
        foreach (var value in values.Where(value => !float.IsNaN(value)))
            histogram.Fill(value);
        return histogram;
    }

    private static double Undefined(ShowerVariable variable) => variable.Values.Count(float.IsNaN) / (double)variable.Values.Length;
}
