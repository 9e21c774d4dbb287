using System.Globalization;
using Hep.Models;

namespace Hep.Onnx;

/// <summary>
/// A parameter that a model takes beside its features, such as the mass of a particle that is searched for, and where it was trained.
/// Values are compared in single precision, in which the model takes them.
/// </summary>
public sealed record OnnxParameter
{
    /// <summary>The most values that a file lists one by one; of a parameter with more only the range is written.</summary>
    public const int MostTrained = 1000;

    /// <summary>A parameter with what is known of it.</summary>
    /// <param name="name">The name of its column, and of its input in the file.</param>
    /// <param name="unit">Its unit, as in "GeV"; empty for a number without one.</param>
    /// <param name="minimum">The smallest value that was trained on.</param>
    /// <param name="maximum">The largest value that was trained on.</param>
    /// <param name="trained">The values that were trained on, ascending; null: too many to be listed.</param>
    /// <param name="heldOut">The values that were kept out of the training; null: none.</param>
    /// <exception cref="ArgumentException">The name is empty, a value is not finite, the maximum is below the minimum, a trained value is outside of them, or there are more than <see cref="MostTrained"/>.</exception>
    public OnnxParameter(string name, string unit, double minimum, double maximum, ValueList<double>? trained = null, ValueList<double>? heldOut = null)
    {
        if (name.Length == 0)
            throw new ArgumentException("a parameter has no name");
        (Name, Unit, Minimum, Maximum, Trained, HeldOut) = (name, unit, minimum, maximum, trained, heldOut ?? []);
        double[] values = [minimum, maximum, .. trained ?? [], .. HeldOut];
        if (Array.FindIndex(values, value => !double.IsFinite(value)) is var odd and >= 0)
            throw new ArgumentException(Text($"the parameter '{name}' has the value {values[odd]}, expected finite ones"));
        if (minimum > maximum)
            throw new ArgumentException(Text($"the parameter '{name}' has the range {minimum} to {maximum}, expected the smaller value first"));
        if (trained?.Count > MostTrained)
            throw new ArgumentException(Text($"the parameter '{name}' lists {trained.Count} trained values, expected at most {MostTrained}"));
        if (trained?.Any(value => value < minimum || value > maximum) is true)
            throw new ArgumentException(Text($"the parameter '{name}' lists trained values outside of its range {minimum} to {maximum}"));
    }

    /// <summary>The name of its column, and of its input in the file.</summary>
    public string Name { get; }

    /// <summary>Its unit; empty for a number without one.</summary>
    public string Unit { get; }

    /// <summary>The smallest value that was trained on.</summary>
    public double Minimum { get; }

    /// <summary>The largest value that was trained on.</summary>
    public double Maximum { get; }

    /// <summary>The values that were trained on, ascending; null: too many to be listed, as of a continuous parameter.</summary>
    public ValueList<double>? Trained { get; }

    /// <summary>The values that were kept out of the training.</summary>
    public ValueList<double> HeldOut { get; }

    /// <summary>A parameter as a column of training events shows it.</summary>
    /// <param name="name">The name of the column, and of the input in the file.</param>
    /// <param name="unit">Its unit; empty for a number without one.</param>
    /// <param name="trained">Its values over the training events, in any order, as often as they come; the list keeps different ones.</param>
    /// <param name="heldOut">The values that were kept out of the training.</param>
    /// <exception cref="ArgumentException">There are no values, one is not finite, or the name is empty.</exception>
    public static OnnxParameter Of(string name, string unit, IEnumerable<double> trained, IEnumerable<double>? heldOut = null)
    {
        var (distinct, minimum, maximum, any) = (new HashSet<double>(), double.PositiveInfinity, double.NegativeInfinity, false);
        foreach (var value in trained)
        {
            if (!double.IsFinite(value))
                throw new ArgumentException(Text($"the parameter '{name}' has the value {value}, expected finite ones"));
            (minimum, maximum, any) = (Math.Min(minimum, value), Math.Max(maximum, value), true);
            if (distinct.Count <= MostTrained)
                distinct.Add(value);
        }

        if (!any)
            throw new ArgumentException($"the parameter '{name}' has no values, expected those of the training events");
        ValueList<double>? listed = distinct.Count <= MostTrained ? [.. distinct.Order()] : null;
        return new OnnxParameter(name, unit, minimum, maximum, listed, [.. heldOut ?? []]);
    }

    /// <summary>True if a value lies within the trained range, its ends included; between trained values the model interpolates.</summary>
    /// <param name="value">The value.</param>
    public bool Covers(double value) => (float)value >= (float)Minimum && (float)value <= (float)Maximum;

    /// <summary>What a user should know before a model is taken at these values: that some are outside of the trained range.</summary>
    /// <param name="values">The values.</param>
    /// <returns>As in "mass = 1700 GeV is outside the trained range 500 to 1500 GeV", or "mass = 300 to 450 GeV and 1700 GeV are ..."; null: all are within.</returns>
    public string? WarningFor(params IEnumerable<double> values)
    {
        var (below, above) = (new Span(), new Span());
        foreach (var value in values)
        {
            if (!Covers(value))
                (value > Maximum ? above : below).Add(value);
        }

        string[] outside = [.. new[] { below, above }.Where(span => span.Any).Select(span => span.Shown(Unit))];
        var verb = outside.Length == 1 && (below.IsOne || above.IsOne) ? "is" : "are";
        return outside.Length == 0 ? null : $"{Name} = {string.Join(" and ", outside)} {verb} outside the trained range {Shown(Minimum, "")} to {Shown(Maximum, Unit)}";
    }

    private static string Shown(double value, string unit) => unit.Length > 0 ? Text($"{value} {unit}") : Text($"{value}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The smallest and the largest of some values.</summary>
    private sealed class Span
    {
        private double first = double.PositiveInfinity;
        private double last = double.NegativeInfinity;

        public bool Any { get; private set; }

        public bool IsOne => Any && !(first < last);

        public void Add(double value) => (first, last, Any) = (Math.Min(first, value), Math.Max(last, value), true);

        public string Shown(string unit) => IsOne ? OnnxParameter.Shown(first, unit) : $"{OnnxParameter.Shown(first, "")} to {OnnxParameter.Shown(last, unit)}";
    }
}
