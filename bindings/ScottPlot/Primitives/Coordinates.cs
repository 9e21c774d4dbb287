namespace ScottPlot;

public struct Coordinates(double x, double y) : IEquatable<Coordinates>
{
    public double X { get; set; } = x;
    public double Y { get; set; } = y;

    public readonly bool AreReal => double.IsFinite(X) && double.IsFinite(Y);
    public static Coordinates Origin => new(0, 0);
    public static Coordinates Zero => new(0, 0);
    public static Coordinates NaN => new(double.NaN, double.NaN);

    public static Coordinates[] Zip(double[] xs, double[] ys)
    {
        if (xs.Length != ys.Length)
            throw new ArgumentException($"{nameof(xs)} and {nameof(ys)} must have equal length");
        return [.. xs.Zip(ys, (x, y) => new Coordinates(x, y))];
    }

    public readonly bool Equals(Coordinates other) => X == other.X && Y == other.Y;
    public override readonly bool Equals(object? obj) => obj is Coordinates other && Equals(other);
    public override readonly int GetHashCode() => HashCode.Combine(X, Y);
    public static bool operator ==(Coordinates a, Coordinates b) => a.Equals(b);
    public static bool operator !=(Coordinates a, Coordinates b) => !a.Equals(b);
}

public readonly struct CoordinateLine(double x1, double y1, double x2, double y2)
{
    public readonly double X1 = x1;
    public readonly double Y1 = y1;
    public readonly double X2 = x2;
    public readonly double Y2 = y2;

    public CoordinateLine(Coordinates pt1, Coordinates pt2)
        : this(pt1.X, pt1.Y, pt2.X, pt2.Y)
    {
    }

    public Coordinates Start => new(X1, Y1);
    public Coordinates End => new(X2, Y2);
}

public struct CoordinateRect(double left, double right, double bottom, double top)
{
    public double Left { get; set; } = left;
    public double Right { get; set; } = right;
    public double Bottom { get; set; } = bottom;
    public double Top { get; set; } = top;
    public readonly double Width => Right - Left;
    public readonly double Height => Top - Bottom;
}

public readonly struct CoordinateRange(double value1, double value2)
{
    public readonly double Value1 = value1;
    public readonly double Value2 = value2;
    public readonly double Min = Math.Min(value1, value2);
    public readonly double Max = Math.Max(value1, value2);
    public readonly bool IsInverted = value1 > value2;

    public double Length => Max - Min;
    public double Center => (Min + Max) / 2;
    public static CoordinateRange NotSet => new(double.PositiveInfinity, double.NegativeInfinity);
    public bool Contains(double value) => value >= Min && value <= Max;

    public static CoordinateRange Extrema(IEnumerable<double> values)
    {
        var range = ExtentBuilder.Of(values);
        return new CoordinateRange(range.Min, range.Max);
    }
}

public class CoordinateRangeMutable(double min, double max)
{
    public double Min { get; set; } = min;
    public double Max { get; set; } = max;
    public double Span => Max - Min;
    public double Center => (Min + Max) / 2;
    public bool HasBeenSet => double.IsFinite(Span) && Span != 0;
    public CoordinateRange ToCoordinateRange => new(Min, Max);
    public static CoordinateRangeMutable NotSet => new(double.PositiveInfinity, double.NegativeInfinity);

    public bool Contains(double position) => ToCoordinateRange.Contains(position);

    public void Set(double min, double max) => (Min, Max) = (min, max);
    public void Set(CoordinateRange range) => Set(range.Value1, range.Value2);
    public void Set(CoordinateRangeMutable range) => Set(range.Min, range.Max);
    public void Reset() => Set(double.PositiveInfinity, double.NegativeInfinity);
}

public readonly struct AxisLimits(double left, double right, double bottom, double top)
{
    public double Left { get; } = left;
    public double Right { get; } = right;
    public double Bottom { get; } = bottom;
    public double Top { get; } = top;

    public AxisLimits(CoordinateRange xRange, CoordinateRange yRange)
        : this(xRange.Value1, xRange.Value2, yRange.Value1, yRange.Value2)
    {
    }

    public double HorizontalSpan => Right - Left;
    public double VerticalSpan => Top - Bottom;
    public CoordinateRange XRange => new(Left, Right);
    public CoordinateRange YRange => new(Bottom, Top);
    public static AxisLimits Default => new(-10, 10, -10, 10);
    public static AxisLimits NoLimits => new(double.NaN, double.NaN, double.NaN, double.NaN);
    public static AxisLimits HorizontalOnly(double xMin, double xMax) => new(xMin, xMax, double.NaN, double.NaN);
    public static AxisLimits VerticalOnly(double yMin, double yMax) => new(double.NaN, double.NaN, yMin, yMax);
}

public readonly struct Range(double min, double max)
{
    public double Min { get; } = min;
    public double Max { get; } = max;

    public double Clamp(double value) => Math.Clamp(value, Min, Max);

    public double Normalize(double value, bool clamp = false)
    {
        var fraction = (value - Min) / (Max - Min);
        return clamp ? Math.Clamp(fraction, 0, 1) : fraction;
    }

    public static Range GetRange(double[,] input) => ExtentBuilder.Of(input.Cast<double>());
    public static Range GetRange(IEnumerable<double> input) => ExtentBuilder.Of(input);
}

/// <summary>Smallest and largest finite number met.</summary>
internal static class ExtentBuilder
{
    /// <summary>NaN, NaN when there is none.</summary>
    public static Range Of(IEnumerable<double> values)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                continue;
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        return min <= max ? new Range(min, max) : new Range(double.NaN, double.NaN);
    }

    public static AxisLimits Limits(IEnumerable<Coordinates> points)
    {
        var all = points as IReadOnlyCollection<Coordinates> ?? [.. points];
        Range x = Of(all.Select(point => point.X)), y = Of(all.Select(point => point.Y));
        return new AxisLimits(x.Min, x.Max, y.Min, y.Max);
    }
}
