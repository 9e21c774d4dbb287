namespace Hep.Data;

/// <summary>The training events as a step sees them: columns of numbers, some of them missing.</summary>
/// <param name="names">The columns' names, [F].</param>
/// <param name="values">The columns, F of [N].</param>
/// <param name="missing">The number which stands for a missing value; NaN is one too.</param>
internal sealed class TrainingColumns(IReadOnlyList<string> names, float[][] values, float? missing)
{
    public IReadOnlyList<string> Names { get; } = names;

    public int Count => values.Length;

    /// <summary>The values of a column that are there.</summary>
    public float[] There(int column)
    {
        var all = values[column];
        return missing is { } sentinel ? Array.FindAll(all, value => value != sentinel && !(float.IsNaN(sentinel) && float.IsNaN(value))) : all;
    }
}
