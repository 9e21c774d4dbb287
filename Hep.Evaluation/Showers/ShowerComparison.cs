namespace Hep.Evaluation.Showers;

/// <summary>All variables of generated showers against the reference.</summary>
public sealed class ShowerComparison
{
    private ShowerComparison(ShowerVariables reference, ShowerVariables generated, IReadOnlyList<VariableComparison> variables)
    {
        (ReferenceName, GeneratedName, Variables) = (reference.Name, generated.Name, variables);
        (ReferenceCorrelations, GeneratedCorrelations) = (reference.Correlations(), generated.Correlations());
        (MeanSeparation, MeanSeparationFloor) = (Mean(variable => variable.Separation), Mean(variable => variable.SeparationFloor));
    }

    /// <summary>What the reference is called.</summary>
    public string ReferenceName { get; }

    /// <summary>What the generated showers are called.</summary>
    public string GeneratedName { get; }

    /// <summary>The variables one by one, shape [K].</summary>
    public IReadOnlyList<VariableComparison> Variables { get; }

    /// <summary>The mean of the separation powers of all variables.</summary>
    public Replicas MeanSeparation { get; }

    /// <summary>That of two halves of the reference.</summary>
    public Replicas MeanSeparationFloor { get; }

    /// <summary>The correlations of the reference, shape [K, K].</summary>
    public double[,] ReferenceCorrelations { get; }

    /// <summary>Those of the generated showers, shape [K, K].</summary>
    public double[,] GeneratedCorrelations { get; }

    /// <summary>The root of the mean squared difference of the coefficients below the diagonal that both have.</summary>
    public double CorrelationDifference
    {
        get
        {
            var pairs = Enumerable.Range(0, Variables.Count).SelectMany(row => Enumerable.Range(0, row).Select(column => ReferenceCorrelations[row, column] - GeneratedCorrelations[row, column]));
            return Math.Sqrt(pairs.Where(double.IsFinite).Select(difference => difference * difference).DefaultIfEmpty(double.NaN).Average());
        }
    }

    /// <summary>Compares two samples.</summary>
    /// <param name="reference">The reference, two showers or more.</param>
    /// <param name="generated">The generated showers.</param>
    /// <param name="options">Bins and replicas; null: the defaults.</param>
    /// <exception cref="ArgumentException">They have other variables, or there are too few showers.</exception>
    public static ShowerComparison Of(ShowerVariables reference, ShowerVariables generated, ShowerComparisonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        if (!reference.All.Select(variable => variable.Name).SequenceEqual(generated.All.Select(variable => variable.Name)))
            throw new ArgumentException($"'{generated.Name}' has other variables than '{reference.Name}', expected showers in one calorimeter", nameof(generated));
        return new ShowerComparison(reference, generated, [.. reference.All.Zip(generated.All, (one, other) => VariableComparison.Of(one, other, options))]);
    }

    private Replicas Mean(Func<VariableComparison, Replicas> figure)
    {
        var all = Variables.Select(figure).ToArray();
        return new Replicas(all.Average(one => one.Value), [.. Enumerable.Range(0, all[0].Values.Length).Select(replica => all.Average(one => one.Values[replica]))]);
    }
}
