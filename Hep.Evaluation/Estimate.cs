using System.Globalization;

namespace Hep.Evaluation;

/// <summary>A number with its uncertainty (one standard deviation).</summary>
/// <param name="Value">The central value.</param>
/// <param name="Error">The standard uncertainty; NaN where the sample cannot tell.</param>
public readonly record struct Estimate(double Value, double Error)
{
    /// <summary>The uncertainty relative to the value, sigma / |value|.</summary>
    public double RelativeError => Error / Math.Abs(Value);

    /// <summary>The value times a constant known without error.</summary>
    /// <param name="factor">The constant.</param>
    public Estimate Times(double factor) => new(Value * factor, Error * Math.Abs(factor));

    /// <summary>
    /// The estimate as it stands in a paper, such as <c>0.9043 ± 0.0012</c>, in the invariant culture. The error is rounded by the
    /// rule of the Particle Data Group (Review of Particle Physics, Introduction, section "Rounding"): two digits when its three leading
    /// digits are 100 to 354, one when 355 to 949, and 950 to 999 become 1000 with two digits. The value is cut at the same decimal.
    /// An error that is zero or not finite leaves six significant digits of the value.
    /// </summary>
    public override string ToString() => Format(" ± ");

    /// <summary>The estimate as <see cref="ToString"/> gives it, with another sign between value and error.</summary>
    /// <param name="separator">What stands between value and error, blanks included.</param>
    public string Format(string separator)
    {
        ArgumentNullException.ThrowIfNull(separator);
        if (!double.IsFinite(Value) || !double.IsFinite(Error) || Error <= 0)
        {
            var value = Value.ToString("G6", CultureInfo.InvariantCulture);
            return Error == 0 ? value : value + separator + Error.ToString("G2", CultureInfo.InvariantCulture);
        }

        return PdgRounding.Join(Error, Math.Max(Math.Abs(Value), Error), ("", Value), (separator, Error));
    }
}
