namespace ScottPlot
{
    public interface ITickGenerator
    {
        Tick[] Ticks { get; }
        int MaxTickCount { get; set; }
        void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle);
    }

    public interface IMinorTickGenerator
    {
        IEnumerable<double> GetMinorTicks(double[] majorTicks, CoordinateRange visibleRange);
    }

    public readonly struct Tick(double position, string label, bool isMajor)
    {
        public readonly double Position = position;
        public readonly string Label = label;
        public readonly bool IsMajor = isMajor;

        public Tick(double position, string label)
            : this(position, label, true)
        {
        }

        public static Tick Major(double position, string label) => new(position, label, true);
        public static Tick Minor(double position) => new(position, string.Empty, false);
    }
}

namespace ScottPlot.TickGenerators
{
    public class NumericAutomatic : ITickGenerator
    {
        // A first guess; labels that turn out longer thin the ticks out.
        private const float FirstLabelLength = 12;

        public DecimalTickSpacingCalculator TickSpacingCalculator = new();
        public int? TargetTickCount;

        public Tick[] Ticks { get; set; } = [];
        public int MaxTickCount { get => TickSpacingCalculator.MaximumTickCount; set => TickSpacingCalculator.MaximumTickCount = value; }
        public bool IntegerTicksOnly { get; set; }
        public Func<double, string> LabelFormatter { get; set; } = LabelFormatters.Numeric;
        public IMinorTickGenerator MinorTickGenerator { get; set; } = new EvenlySpacedMinorTickGenerator(5);
        public float MinimumTickSpacing { get; set; }
        public double TickDensity { get; set; } = 1;

        public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
        {
            var labelLength = FirstLabelLength;
            while (true)
            {
                var spacing = TargetTickCount is { } target
                    ? size.Length / (target + 1)
                    : Math.Max(MinimumTickSpacing, labelLength / (float)TickDensity);
                var positions = TickSpacingCalculator.GenerateTickPositions(range, size, spacing);
                var labels = Array.ConvertAll(positions, position => LabelFormatter(position));
                var longest = edge.IsVertical()
                    ? labelStyle.MeasureHighestString(labels, paint).height
                    : labelStyle.MeasureWidestString(labels, paint).width.Length;
                if (longest <= labelLength)
                {
                    Ticks = [.. Final(positions, labels, range).Where(tick => range.Contains(tick.Position))];
                    return;
                }

                labelLength = longest;
            }
        }

        private IEnumerable<Tick> Final(double[] positions, string[] labels, CoordinateRange range)
        {
            if (IntegerTicksOnly)
            {
                int[] kept = [.. Enumerable.Range(0, positions.Length).Where(i => Math.Abs(positions[i] - (int)positions[i]) < 0.01)];
                labels = Array.ConvertAll(kept, i => labels[i]);
                positions = Array.ConvertAll(kept, i => positions[i]);
            }

            return positions.Select((position, i) => Tick.Major(position, labels[i]))
                .Concat(MinorTickGenerator.GetMinorTicks(positions, range).Select(Tick.Minor));
        }
    }

    /// <summary>Ticks at 1, 2 or 5 times a power of ten, as densely as their labels allow.</summary>
    public class DecimalTickSpacingCalculator
    {
        private static readonly double[] Divisors = [2, 2, 2.5];

        public int MaximumTickCount { get; set; } = 1000;

        public double[] GenerateTickPositions(CoordinateRange range, PixelLength axisLength, PixelLength maxLabelLength)
        {
            var spacing = Spacing(range, axisLength.Length, maxLabelLength.Length);
            var first = range.Min - range.Min % spacing;
            var count = Math.Clamp((int)(range.Length / spacing) + 2, 1, 1000);
            double[] positions = [.. Enumerable.Range(0, count).Select(i => first + spacing * i).Where(range.Contains)];
            if (positions.Length >= 2)
                return positions;
            var only = positions.Length == 1 ? positions[0] : first;
            return [only, only + spacing];
        }

        private double Spacing(CoordinateRange range, float axisLength, float labelLength)
        {
            var target = (int)(axisLength / labelLength) + 1;
            List<double> spacings = [Math.Pow(10, (int)Math.Log(range.Length, 10) + 1)];
            while (spacings.Count < MaximumTickCount)
            {
                spacings.Add(spacings[^1] / Divisors[spacings.Count % Divisors.Length]);
                if ((int)(range.Length / spacings[^1]) > target)
                    break;
            }

            var needed = labelLength * (labelLength < 10 ? 2 : labelLength < 25 ? 1.5 : 1.2);
            for (var i = spacings.Count - 1; i >= 0; i--)
            {
                if (axisLength * spacings[i] / range.Length > needed)
                    return spacings[i];
            }

            return spacings[0];
        }
    }

    public class NumericManual : ITickGenerator
    {
        private readonly List<Tick> ticks = [];

        public NumericManual()
        {
        }

        public NumericManual(Tick[] ticks) => this.ticks.AddRange(ticks);

        public NumericManual(double[] positions, string[] labels)
        {
            if (positions.Length != labels.Length)
                throw new ArgumentException($"{nameof(positions)} must have same length as {nameof(labels)}");
            for (var i = 0; i < positions.Length; i++)
                AddMajor(positions[i], labels[i]);
        }

        public Tick[] Ticks => [.. ticks];
        public int MaxTickCount { get; set; } = 50;
        public void Add(Tick tick) => ticks.Add(tick);
        public void AddMajor(double position, string label) => ticks.Add(Tick.Major(position, label));
        public void AddMinor(double position) => ticks.Add(Tick.Minor(position));

        public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
        {
        }
    }

    public class NumericFixedInterval(double interval = 1) : ITickGenerator
    {
        public double Interval { get; set; } = interval;
        public Tick[] Ticks { get; set; } = [];
        public int MaxTickCount { get; set; } = 1000;
        public Func<double, string> LabelFormatter { get; set; } = LabelFormatters.Numeric;

        public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
        {
            var first = (long)Math.Ceiling(range.Min / Interval);
            var count = (int)Math.Min(MaxTickCount, (long)Math.Floor(range.Max / Interval) - first + 1);
            Ticks = [.. Enumerable.Range(0, Math.Max(0, count)).Select(i => (first + i) * Interval).Select(x => Tick.Major(x, LabelFormatter(x)))];
        }
    }

    public class EmptyTickGenerator : ITickGenerator
    {
        public Tick[] Ticks { get; set; } = [];
        public int MaxTickCount { get; set; } = 50;

        public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
        {
        }
    }

    public class EvenlySpacedMinorTickGenerator(double minorTickPerMajorTick) : IMinorTickGenerator
    {
        public double MinorTicksPerMajorTick { get; set; } = minorTickPerMajorTick;

        public IEnumerable<double> GetMinorTicks(double[] majorTicks, CoordinateRange visibleRange)
        {
            if (majorTicks.Length < 2)
                return [];
            var majorSpacing = majorTicks[1] - majorTicks[0];
            var minorSpacing = majorSpacing / MinorTicksPerMajorTick;
            return majorTicks.Prepend(majorTicks[0] - majorSpacing)
                .SelectMany(major => Enumerable.Range(1, Math.Max(0, (int)Math.Ceiling(MinorTicksPerMajorTick) - 1)).Select(i => major + i * minorSpacing))
                .Where(visibleRange.Contains)
                .ToArray();
        }
    }

    /// <summary>Minor ticks of data which are logarithms, within each step of the major ticks.</summary>
    public class LogMinorTickGenerator : IMinorTickGenerator
    {
        public int Divisions { get; set; } = 5;

        public IEnumerable<double> GetMinorTicks(double[] majorPositions, CoordinateRange visibleRange)
        {
            if (majorPositions.Length < 2)
                return [];
            var step = majorPositions[1] - majorPositions[0];
            var minorTicks = new List<double>();
            for (var major = majorPositions[0] - step; major <= majorPositions[^1] + step; major += step)
            {
                for (var i = 1; i < Divisions; i++)
                    minorTicks.Add(major + step * Math.Log10(i * 10 / Divisions));
            }

            return minorTicks;
        }
    }

    /// <summary>Minor ticks of data which are logarithms, within each decade whatever the major ticks.</summary>
    public class LogDecadeMinorTickGenerator : IMinorTickGenerator
    {
        public int TicksPerDecade { get; set; } = 10;

        public IEnumerable<double> GetMinorTicks(double[] majorPositions, CoordinateRange visibleRange)
        {
            double first = Math.Floor(visibleRange.Min), last = Math.Ceiling(visibleRange.Max);
            if (first == last)
                return [];
            var minorTicks = new List<double>();
            for (var decade = first; decade <= last; decade++)
            {
                for (var i = 1; i < TicksPerDecade; i++)
                    minorTicks.Add(decade + Math.Log10(i * 10 / TicksPerDecade));
            }

            return minorTicks;
        }
    }

    public class LabelFormatters
    {
        public static string Numeric(double value)
        {
            var culture = System.Globalization.CultureInfo.InvariantCulture;
            var label = (int)value == value || Math.Abs(value) > 1000
                ? value.ToString("N0", culture)
                : Math.Round(value, 10).ToString("G", culture);
            return label == "-0" ? "0" : label;
        }
    }
}
