using System.Numerics;

namespace Hep.Data;

/// <summary>
/// Arithmetic on columns with plain arrays: the reference for tensors and graphs when its numbers are floats, and the one that cuts events when they are doubles.
/// </summary>
internal sealed class ArrayAlgebra<TNumber> : IColumnAlgebra<NumberMatrix<TNumber>>
    where TNumber : struct, IBinaryFloatingPointIeee754<TNumber>
{
    public static ArrayAlgebra<TNumber> Instance { get; } = new();

    public NumberMatrix<TNumber> Row(ReadOnlySpan<double> values)
    {
        var row = new TNumber[values.Length];
        for (var i = 0; i < row.Length; i++)
            row[i] = TNumber.CreateTruncating(values[i]);
        return new(1, row.Length, row);
    }

    public NumberMatrix<TNumber> Pick(NumberMatrix<TNumber> matrix, ReadOnlySpan<int> columns)
    {
        var picked = new TNumber[checked(matrix.Rows * columns.Length)];
        for (int row = 0, to = 0; row < matrix.Rows; row++)
        {
            foreach (var column in columns)
                picked[to++] = matrix.Values[(row * matrix.Columns) + column];
        }

        return new(matrix.Rows, columns.Length, picked);
    }

    public NumberMatrix<TNumber> Join(ReadOnlySpan<NumberMatrix<TNumber>> parts)
    {
        var width = 0;
        foreach (var part in parts)
            width += part.Columns;
        var joined = new TNumber[checked(parts[0].Rows * width)];
        var at = 0;
        foreach (var part in parts)
        {
            for (var row = 0; row < part.Rows; row++)
                part.Values.AsSpan(row * part.Columns, part.Columns).CopyTo(joined.AsSpan((row * width) + at));
            at += part.Columns;
        }

        return new(parts[0].Rows, width, joined);
    }

    public NumberMatrix<TNumber> Map(ColumnFunction function, NumberMatrix<TNumber> a) => Each(a, function switch
    {
        ColumnFunction.Negate => static x => -x,
        ColumnFunction.Abs => TNumber.Abs,
        ColumnFunction.Log => TNumber.Log,
        ColumnFunction.Exp => TNumber.Exp,
        ColumnFunction.Sqrt => TNumber.Sqrt,
        ColumnFunction.Sin => TNumber.Sin,
        ColumnFunction.Cos => TNumber.Cos,
        ColumnFunction.Tan => TNumber.Tan,
        ColumnFunction.Sinh => TNumber.Sinh,
        ColumnFunction.Cosh => TNumber.Cosh,
        ColumnFunction.Tanh => TNumber.Tanh,
        ColumnFunction.Floor => TNumber.Floor,
        ColumnFunction.Sign => static x => x > TNumber.Zero ? TNumber.One : x < TNumber.Zero ? TNumber.NegativeOne : x,
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "not a function"),
    });

    public NumberMatrix<TNumber> Combine(ColumnOperation operation, NumberMatrix<TNumber> a, NumberMatrix<TNumber> b) => Each(a, b, operation switch
    {
        ColumnOperation.Add => static (x, y) => x + y,
        ColumnOperation.Subtract => static (x, y) => x - y,
        ColumnOperation.Multiply => static (x, y) => x * y,
        ColumnOperation.Divide => static (x, y) => x / y,
        ColumnOperation.Power => TNumber.Pow,
        ColumnOperation.Min => TNumber.Min,
        ColumnOperation.Max => TNumber.Max,
        ColumnOperation.Equal => static (x, y) => Truth(x == y),
        ColumnOperation.Less => static (x, y) => Truth(x < y),
        ColumnOperation.LessOrEqual => static (x, y) => Truth(x <= y),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "not an operation"),
    });

    public NumberMatrix<TNumber> IsInfinite(NumberMatrix<TNumber> a) => Each(a, static x => Truth(TNumber.IsInfinity(x)));

    public NumberMatrix<TNumber> And(NumberMatrix<TNumber> a, NumberMatrix<TNumber> b) => Each(a, b, static (x, y) => x * y);

    public NumberMatrix<TNumber> Or(NumberMatrix<TNumber> a, NumberMatrix<TNumber> b) => Each(a, b, TNumber.Max);

    public NumberMatrix<TNumber> Not(NumberMatrix<TNumber> a) => Each(a, static x => TNumber.One - x);

    public NumberMatrix<TNumber> Where(NumberMatrix<TNumber> truth, NumberMatrix<TNumber> then, NumberMatrix<TNumber> otherwise)
    {
        var chosen = Room(Room(truth, then), otherwise);
        for (int row = 0, to = 0; row < chosen.Rows; row++)
        {
            for (var column = 0; column < chosen.Columns; column++, to++)
                chosen.Values[to] = At(At(truth, row, column) != TNumber.Zero ? then : otherwise, row, column);
        }

        return chosen;
    }

    public NumberMatrix<TNumber> Number(NumberMatrix<TNumber> truth) => truth;

    private static TNumber Truth(bool holds) => holds ? TNumber.One : TNumber.Zero;

    private static NumberMatrix<TNumber> Each(NumberMatrix<TNumber> a, Func<TNumber, TNumber> function) => new(a.Rows, a.Columns, Array.ConvertAll(a.Values, x => function(x)));

    private static NumberMatrix<TNumber> Each(NumberMatrix<TNumber> a, NumberMatrix<TNumber> b, Func<TNumber, TNumber, TNumber> function)
    {
        var result = Room(a, b);
        for (int row = 0, to = 0; row < result.Rows; row++)
        {
            for (var column = 0; column < result.Columns; column++, to++)
                result.Values[to] = function(At(a, row, column), At(b, row, column));
        }

        return result;
    }

    // An axis of length one is stretched.
    private static TNumber At(NumberMatrix<TNumber> a, int row, int column) =>
        a.Values[((a.Rows == 1 ? 0 : row) * a.Columns) + (a.Columns == 1 ? 0 : column)];

    private static NumberMatrix<TNumber> Room(NumberMatrix<TNumber> a, NumberMatrix<TNumber> b)
    {
        var (rows, columns) = (Stretch(a.Rows, b.Rows), Stretch(a.Columns, b.Columns));
        return new(rows, columns, new TNumber[checked(rows * columns)]);
    }

    private static int Stretch(int a, int b) => a == b || b == 1 ? a : a == 1 ? b
        : throw new ArgumentException(FormattableString.Invariant($"matrices whose axes are {a} and {b} long cannot be combined"));
}
