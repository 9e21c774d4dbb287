using System.Globalization;

namespace Hep.Benchmarks.Growth;

/// <summary>A line a + b N through positive values against the number of events, by least squares of the relative deviations.</summary>
internal sealed class LineFit
{
    public LineFit(IReadOnlyList<Point> points, Func<Point, double> value)
    {
        // Weights 1 / y^2: what matters is by how many percent a point lies off the line.
        double w = 0, wx = 0, wy = 0, wxx = 0, wxy = 0;
        foreach (var point in points)
        {
            var (x, y) = (point.Events / 1e6, value(point));
            var weight = 1 / (y * y);
            w += weight;
            wx += weight * x;
            wy += weight * y;
            wxx += weight * x * x;
            wxy += weight * x * y;
        }

        Slope = ((w * wxy) - (wx * wy)) / ((w * wxx) - (wx * wx));
        Constant = (wy - (Slope * wx)) / w;
        Largest = points.Max(point => Math.Abs(At(point.Events) - value(point)) / value(point));
    }

    /// <summary>The value for no events.</summary>
    public double Constant { get; }

    /// <summary>By how much it grows with 10^6 events.</summary>
    public double Slope { get; }

    /// <summary>How far a point lies off the line at most, relative to its value.</summary>
    public double Largest { get; }

    /// <summary>The line.</summary>
    public double At(double events) => Constant + (Slope * events / 1e6);

    /// <summary>The line in words.</summary>
    public string InWords(string unit) => string.Create(CultureInfo.InvariantCulture, $"{Constant:F2} {unit} + {Slope:F2} {unit} per 10^6 events (points within {100 * Largest:F0}%)");
}
