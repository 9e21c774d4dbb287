using System.Globalization;

namespace Hep.Evaluation;

/// <summary>
/// The rounding rule of the Particle Data Group (Review of Particle Physics, Introduction, section "Rounding"): an error has two digits when
/// its three leading digits are 100 to 354, one when 355 to 949, and 950 to 999 become 1000 with two digits.
/// </summary>
internal static class PdgRounding
{
    /// <summary>The number of decimals (negative: zeros left of the point) that the rule leaves for this error.</summary>
    public static int Decimals(double error)
    {
        var scientific = error.ToString("E2", CultureInfo.InvariantCulture);
        var exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('E') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var leading = ((scientific[0] - '0') * 100) + ((scientific[2] - '0') * 10) + (scientific[3] - '0');
        return leading <= 354 ? 1 - exponent : -exponent;
    }

    /// <summary>
    /// The parts of a figure, value first, cut at the decimal of an error and joined by what stands before each; with a common power of ten
    /// where the largest is below 1e-4 or from 1e7 on.
    /// </summary>
    public static string Join(double error, double largest, params ReadOnlySpan<(string Before, double Number)> parts)
    {
        var decimals = Decimals(error);
        var magnitude = (int)Math.Floor(Math.Log10(largest));
        if (magnitude is >= -4 and < 7)
            return Join(parts, 1, decimals);
        return "(" + Join(parts, Math.Pow(10, -magnitude), decimals + magnitude) + ")e" + magnitude.ToString(CultureInfo.InvariantCulture);
    }

    private static string Join(ReadOnlySpan<(string Before, double Number)> parts, double scale, int decimals)
    {
        var text = "";
        foreach (var (before, number) in parts)
            text += before + Fixed(number * scale, decimals);
        return text;
    }

    private static string Fixed(double value, int decimals)
    {
        if (decimals >= 0)
            return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var unit = Math.Pow(10, -decimals);
        return (Math.Round(value / unit, MidpointRounding.AwayFromZero) * unit).ToString("F0", CultureInfo.InvariantCulture);
    }
}
