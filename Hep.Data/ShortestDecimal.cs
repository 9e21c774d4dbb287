using System.Globalization;

namespace Hep.Data;

/// <summary>Single-precision numbers as they are written: the decimal number with the fewest digits that reads back to the same float.</summary>
public static class ShortestDecimal
{
    // Of 2^24 and more, not every whole number is a float; below, a product with 10^Places has at most 24 + 12 bits and is exact.
    private const double AllWhole = 1 << 24;
    private const int Places = 5;

    /// <summary>The double that is written with the same digits: 0.1 for <c>0.1f</c>, where the cast gives 0.10000000149.</summary>
    /// <param name="value">Any float; what is no number, or not finite, stays so.</param>
    public static double Of(float value)
    {
        double exact = value, scale = 1;
        if (Math.Abs(exact) < AllWhole)
        {
            for (var places = 0; places <= Places; places++, scale *= 10)
            {
                var scaled = exact * scale;
                var digits = Math.Round(scaled);
                var candidate = digits / scale;
                if ((float)candidate != value)
                    continue;
                if (IsCertain(scaled - digits, candidate - exact, value))
                    return candidate;
                break;
            }
        }

        Span<byte> text = stackalloc byte[32];
        return value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture)
            ? double.Parse(text[..length], CultureInfo.InvariantCulture)
            : exact;
    }

    // Not where two decimals are equally near, nor where the candidate lies between two floats: there the rules of writing decide. Below a power of two
    // floats are twice as dense.
    private static bool IsCertain(double remainder, double distance, float value) =>
        Math.Abs(remainder) != 0.5 && (distance == 0 || 4 * Math.Abs(distance) < MathF.BitIncrement(MathF.Abs(value)) - MathF.Abs(value));
}
