using System.Globalization;

namespace Hep.Data;

/// <summary>
/// <c>one_hot</c>: instead of a column of small whole numbers a column for each value, <c>NAME=2</c>: 1 where the number is that value, else 0; all are 0 for another value, and where it is missing.
/// The new columns stand at the end.
/// </summary>
public sealed class OneHot(string column, IReadOnlyList<int> values) : PreprocessingStep
{
    /// <summary>The most values a column may have.</summary>
    public const int MostValues = 50;

    /// <summary>The largest value, and without its sign the smallest.</summary>
    public const int LargestValue = 1_000_000;

    /// <inheritdoc/>
    public override string Name => "one_hot";

    /// <summary>The column, which is dropped.</summary>
    public string Column { get; } = column;

    /// <summary>The values in the order of the new columns; empty: those of the training events, which the run's card then lists.</summary>
    public IReadOnlyList<int> Values { get; } = values;

    /// <inheritdoc/>
    public override bool IsOpen => Values.Count == 0;

    private protected override string Options => Values.Count == 0 ? List([Column]) : $"{{{Column}: {List(Values.Select(Text))}}}";

    internal override IReadOnlyList<string> Outputs(IReadOnlyList<string> columns)
    {
        var dropped = IndexOf(Column, columns);
        return [.. Without(columns.Count, dropped).Select(i => columns[i]), .. Values.Select(value => $"{Column}={Text(value)}")];
    }

    internal override PreprocessingStep Settle(TrainingColumns train)
    {
        if (!IsOpen)
            return this;
        var found = train.There(IndexOf(Column, train.Names)).Distinct().Order().ToList();
        if (found.Find(value => value != MathF.Floor(value) || Math.Abs(value) > LargestValue) is var odd && odd != 0)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"one_hot: found the value {odd} in the column '{Column}' of the training events, expected whole numbers from {-LargestValue:N0} to {LargestValue:N0}"));
        if (found.Count is 0 or > MostValues)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"one_hot: found {found.Count} different values in the column '{Column}' of the training events, expected 1 to {MostValues}"));
        return new OneHot(Column, [.. found.Select(value => (int)value)]);
    }

    internal override ColumnValue<T> Apply<T>(IColumnAlgebra<T> algebra, ColumnValue<T> x, IReadOnlyList<string> columns, IReadOnlyList<T> numbers)
    {
        int[] dropped = [IndexOf(Column, columns)];
        var kept = Without(columns.Count, dropped);
        var picked = algebra.Pick(x.Value, dropped);
        var equal = algebra.Combine(ColumnOperation.Equal, picked, algebra.Row([.. Values.Select(value => (double)value)]));
        if (x.Missing is not null)
            equal = algebra.And(equal, algebra.Not(algebra.Pick(x.Missing, dropped)));
        var hot = algebra.Number(equal);
        return kept.Length == 0
            ? new(hot, null)
            : Append(algebra, new(algebra.Pick(x.Value, kept), x.Missing is null ? null : algebra.Pick(x.Missing, kept)), hot);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
