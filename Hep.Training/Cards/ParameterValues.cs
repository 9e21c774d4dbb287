using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>Some values of a parameter, as in <c>hold_out: {mass: [1000]}</c>.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Values">The values.</param>
public sealed record ParameterValues(string Parameter, ValueList<double> Values)
{
    // Numbers in files are written with as few as six digits.
    private const double Closeness = 1e-6;

    /// <summary>Whether a value is one of them.</summary>
    /// <param name="value">The value.</param>
    public bool Contains(double value) => Values.Any(listed => AreSame(listed, value));

    /// <summary>Whether two numbers are the same value of a parameter.</summary>
    internal static bool AreSame(double a, double b) => Math.Abs(a - b) <= Closeness * Math.Max(Math.Abs(a), Math.Abs(b));
}
