namespace Hep.Data;

/// <summary>What becomes of raw columns before a network sees them, in the order in which it is done: derived columns are added, then step after step. Nothing is fitted yet.</summary>
public sealed record PreprocessingPlan
{
    /// <summary>The raw columns, in the order of a model's inputs.</summary>
    public required IReadOnlyList<InputColumn> Columns { get; init; }

    /// <summary>The number which stands for a missing value in a raw column; null: none.</summary>
    public float? Missing { get; init; }

    /// <summary>Columns that are computed from others; they stand after the raw ones.</summary>
    public IReadOnlyList<DerivedColumn> Derived { get; init; } = [];

    /// <summary>The steps; the default is to standardise every column.</summary>
    public IReadOnlyList<PreprocessingStep> Steps { get; init; } = [Scaling.Standard()];

    /// <summary>Raw and derived columns: what the first step takes.</summary>
    public IReadOnlyList<InputColumn> Inputs => [.. Columns, .. Derived.Select(derived => new InputColumn(derived.Name, derived.Unit))];

    /// <summary>The names of the columns that come out: what the network takes.</summary>
    /// <exception cref="InvalidDataException">A step needs a column that is not there.</exception>
    public IReadOnlyList<string> Outputs => NamesBefore(Steps.Count);

    /// <summary>The plan in words, a line a derived column and a step.</summary>
    public IReadOnlyList<string> InWords() => [.. Derived.Select(derived => $"{derived.Name} = {derived.Formula}"), .. Steps.Select(step => step.ToString())];

    /// <summary>The names of the columns that a step takes.</summary>
    /// <param name="step">The step; the number of steps for what comes out at the end.</param>
    /// <exception cref="InvalidDataException">An earlier step needs a column that is not there, or makes one that is there.</exception>
    public IReadOnlyList<string> NamesBefore(int step)
    {
        IReadOnlyList<string> names = [.. Inputs.Select(column => column.Name)];
        foreach (var earlier in Steps.Take(step))
        {
            names = earlier.Outputs(names);
            if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { Key: var twice })
                throw new InvalidDataException($"found two columns '{twice}' after this step, expected different names");
        }

        return names;
    }
}
