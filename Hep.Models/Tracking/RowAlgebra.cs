namespace Hep.Models;

/// <summary>The arithmetic of <see cref="HelixSteps{T}"/> on plain memory: for a few tracks at a time, where a tensor's operator costs more than its numbers. What needs whole arrays is not there.</summary>
internal sealed class RowAlgebra : IArrayAlgebra<NumberRows>
{
    public NumberRows Constant(string name, double[] values, params ReadOnlySpan<int> dims) => new(Array.ConvertAll(values, value => (double)(float)value), values.Length);

    public NumberRows Columns(NumberRows values, ReadOnlySpan<int> columns)
    {
        var picked = new double[values.Rows * columns.Length];
        for (var row = 0; row < values.Rows; row++)
        {
            for (var i = 0; i < columns.Length; i++)
                picked[(row * columns.Length) + i] = values.Values[(row * values.Width) + columns[i]];
        }

        return new(picked, columns.Length);
    }

    public NumberRows Add(NumberRows a, NumberRows b) => Combine<Total>(a, b);

    public NumberRows Subtract(NumberRows a, NumberRows b) => Combine<Difference>(a, b);

    public NumberRows Multiply(NumberRows a, NumberRows b) => Combine<Multiple>(a, b);

    public NumberRows Divide(NumberRows a, NumberRows b) => Combine<Ratio>(a, b);

    public NumberRows Min(NumberRows a, NumberRows b) => Combine<Smaller>(a, b);

    public NumberRows Max(NumberRows a, NumberRows b) => Combine<Larger>(a, b);

    public NumberRows Less(NumberRows a, NumberRows b) => Combine<Below>(a, b);

    public NumberRows Sqrt(NumberRows a) => Map<Root>(a);

    public NumberRows Sin(NumberRows a) => Map<Sine>(a);

    public NumberRows Log(NumberRows a) => Map<Logarithm>(a);

    public NumberRows Exp(NumberRows a) => Map<Exponent>(a);

    public NumberRows Floor(NumberRows a) => Map<Whole>(a);

    public NumberRows Where(NumberRows truth, NumberRows then, NumberRows otherwise)
    {
        var chosen = new double[Math.Max(truth.Rows, Math.Max(then.Rows, otherwise.Rows))];
        for (var i = 0; i < chosen.Length; i++)
            chosen[i] = At(truth, i) != 0 ? At(then, i) : At(otherwise, i);
        return new(chosen, 1);
    }

    public NumberRows Join(params ReadOnlySpan<NumberRows> values)
    {
        var (rows, width) = (0, 0);
        foreach (var value in values)
            (rows, width) = (Math.Max(rows, value.Rows), width + value.Width);
        var (joined, column) = (new double[rows * width], 0);
        foreach (var value in values)
        {
            for (var row = 0; row < rows; row++)
                value.Values.AsSpan(value.Rows == 1 ? 0 : row * value.Width, value.Width).CopyTo(joined.AsSpan((row * width) + column));
            column += value.Width;
        }

        return new(joined, width);
    }

    public NumberRows Power(NumberRows a, NumberRows exponent) => Combine<Exponential>(a, exponent);

    public NumberRows Product(NumberRows a, NumberRows b) => throw new NotSupportedException();

    public NumberRows Sum(NumberRows a, int axis) => throw new NotSupportedException();

    public NumberRows Largest(NumberRows a, int axis) => throw new NotSupportedException();

    public NumberRows Shape(NumberRows a, params ReadOnlySpan<int> dims) => throw new NotSupportedException();

    public NumberRows Gather(NumberRows values, NumberRows places) => throw new NotSupportedException();

    private static double At(NumberRows column, int row) => column.Values[column.Values.Length == 1 ? 0 : row];

    private static NumberRows Map<TFunction>(NumberRows a)
        where TFunction : struct, IFunction
    {
        var values = new double[a.Values.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = TFunction.Of(a.Values[i]);
        return new(values, a.Width);
    }

    // Columns only: of one row or of as many as the other has. Three loops, so that each is one of vectors.
    private static NumberRows Combine<TOperation>(NumberRows a, NumberRows b)
        where TOperation : struct, IOperation
    {
        if (a.Width != 1 || b.Width != 1)
            throw new NotSupportedException("columns are combined one by one");
        double[] left = a.Values, right = b.Values;
        var values = new double[Math.Max(left.Length, right.Length)];
        if (left.Length == right.Length)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = TOperation.Of(left[i], right[i]);
        }
        else if (right.Length == 1)
        {
            var other = right[0];
            for (var i = 0; i < values.Length; i++)
                values[i] = TOperation.Of(left[i], other);
        }
        else
        {
            var other = left[0];
            for (var i = 0; i < values.Length; i++)
                values[i] = TOperation.Of(other, right[i]);
        }

        return new(values, 1);
    }

    private interface IFunction
    {
        static abstract double Of(double x);
    }

    private interface IOperation
    {
        static abstract double Of(double x, double y);
    }

    private readonly struct Root : IFunction
    {
        public static double Of(double x) => Math.Sqrt(x);
    }

    private readonly struct Sine : IFunction
    {
        public static double Of(double x) => Math.Sin(x);
    }

    private readonly struct Logarithm : IFunction
    {
        public static double Of(double x) => Math.Log(x);
    }

    private readonly struct Exponent : IFunction
    {
        public static double Of(double x) => Math.Exp(x);
    }

    private readonly struct Whole : IFunction
    {
        public static double Of(double x) => Math.Floor(x);
    }

    private readonly struct Total : IOperation
    {
        public static double Of(double x, double y) => x + y;
    }

    private readonly struct Difference : IOperation
    {
        public static double Of(double x, double y) => x - y;
    }

    private readonly struct Multiple : IOperation
    {
        public static double Of(double x, double y) => x * y;
    }

    private readonly struct Ratio : IOperation
    {
        public static double Of(double x, double y) => x / y;
    }

    private readonly struct Smaller : IOperation
    {
        public static double Of(double x, double y) => Math.Min(x, y);
    }

    private readonly struct Larger : IOperation
    {
        public static double Of(double x, double y) => Math.Max(x, y);
    }

    private readonly struct Below : IOperation
    {
        public static double Of(double x, double y) => x < y ? 1 : 0;
    }

    private readonly struct Exponential : IOperation
    {
        public static double Of(double x, double y) => Math.Pow(x, y);
    }
}
