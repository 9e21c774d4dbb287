namespace Hep.Data;

/// <summary>
/// One step from raw columns to the inputs of a network. It says which columns come out, fits its numbers on the training events, and is computed with any arithmetic on
/// columns. Two steps are equal if they are written alike (<see cref="ToString"/>).
/// </summary>
public abstract class PreprocessingStep : IEquatable<PreprocessingStep>
{
    private protected PreprocessingStep()
    {
    }

    /// <summary>The name in a run card.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it leaves to the training events which columns come out (<see cref="Settle"/>).</summary>
    public virtual bool IsOpen => false;

    /// <summary>The names of the numbers it fits; each is one number a column that comes in.</summary>
    internal virtual IReadOnlyList<string> Numbers => [];

    /// <summary>What follows the name in a run card.</summary>
    private protected abstract string Options { get; }

    /// <inheritdoc/>
    public bool Equals(PreprocessingStep? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PreprocessingStep);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>As a run card has it: <c>log: [PRI_met, DER_pt_h]</c>.</summary>
    public override string ToString() => Options.Length == 0 ? Name : $"{Name}: {Options}";

    /// <summary>The columns that come out, in order.</summary>
    /// <param name="columns">The columns that come in.</param>
    /// <exception cref="InvalidDataException">A column that the step needs is not among them.</exception>
    internal abstract IReadOnlyList<string> Outputs(IReadOnlyList<string> columns);

    /// <summary>The step with what only the training events can tell, such as the values of a column.</summary>
    internal virtual PreprocessingStep Settle(TrainingColumns train) => this;

    /// <summary>Fits <see cref="Numbers"/>: a row each, [F].</summary>
    internal virtual float[][] Fit(TrainingColumns train, ICollection<string> warnings) => [];

    /// <summary>Computes the step, [N, F] to [N, G].</summary>
    /// <param name="algebra">The arithmetic.</param>
    /// <param name="x">The columns that come in, and where they are missing.</param>
    /// <param name="columns">Their names.</param>
    /// <param name="numbers">The fitted numbers, [1, F] each.</param>
    internal abstract ColumnValue<T> Apply<T>(IColumnAlgebra<T> algebra, ColumnValue<T> x, IReadOnlyList<string> columns, IReadOnlyList<T> numbers)
        where T : class;

    /// <summary>Where a column stands.</summary>
    /// <exception cref="InvalidDataException">It is not there; the message gives the nearest name.</exception>
    private protected static int IndexOf(string name, IReadOnlyList<string> columns)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] == name)
                return i;
        }

        var hint = NearestNames.Meant(name, columns) is { } nearest ? $"; did you mean '{nearest}'?" : NearestNames.Hint(name, columns);
        throw new InvalidDataException($"found the column '{name}', which is not there at this step{hint}");
    }

    private protected static int[] IndicesOf(IEnumerable<string> names, IReadOnlyList<string> columns) => [.. names.Select(name => IndexOf(name, columns))];

    /// <summary>The indices of all columns but some.</summary>
    private protected static int[] Without(int count, params ReadOnlySpan<int> left)
    {
        var rest = new List<int>();
        for (var i = 0; i < count; i++)
        {
            if (!left.Contains(i))
                rest.Add(i);
        }

        return [.. rest];
    }

    /// <summary>The new numbers in some columns, the old ones in the others.</summary>
    private protected static T Only<T>(IColumnAlgebra<T> algebra, int[] columns, int count, T changed, T unchanged)
        where T : class
    {
        if (Without(count, columns).Length == 0)
            return changed;
        var marks = new double[count];
        foreach (var column in columns)
            marks[column] = 1;
        return algebra.Where(algebra.Combine(ColumnOperation.Equal, algebra.Row(marks), algebra.Row([1])), changed, unchanged);
    }

    /// <summary>Further columns that are never missing.</summary>
    private protected static ColumnValue<T> Append<T>(IColumnAlgebra<T> algebra, ColumnValue<T> x, T added)
        where T : class =>
        new(algebra.Join([x.Value, added]), x.Missing is null ? null : algebra.Join([x.Missing, algebra.Combine(ColumnOperation.Less, added, added)]));

    private protected static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";
}
