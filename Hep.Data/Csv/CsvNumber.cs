using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Hep.Data;

/// <summary>
/// Text to numbers, correctly rounded. A short decimal m * 10^e with |m| below 2^53 and |e| up to 22 needs one exact
/// multiplication or division (W. D. Clinger, "How to read floating point numbers accurately", PLDI 1990, section 3);
/// all else goes to the framework's parser.
/// </summary>
internal static class CsvNumber
{
    private const int MaxDigits = 19;
    private const int MaxPower = 22;
    private const ulong MaxExact = 1UL << 53;

    private static ReadOnlySpan<double> Powers =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>Parses a double. False for what is not a number; NaN and infinities are returned as such.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value) =>
        TryParseShort(text, out value) || TryParseLong(text, out value);

    /// <summary>Parses a float, rounded once from the decimal text.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out float value)
    {
        if (TryParseShort(text, out var exact))
        {
            // The double is the nearest one to the text. Rounding it to a float gives the float that is nearest to the text,
            // except where the double lies exactly between two floats: then the text may lie on either side of it.
            var magnitude = Math.Abs(exact);
            const long Half = 1L << 28;
            var tie = (BitConverter.DoubleToInt64Bits(exact) & ((Half << 1) - 1)) == Half;
            if (magnitude == 0 || (!tie && magnitude is > 1.2e-38 and < 3.4e38))
            {
                value = (float)exact;
                return true;
            }
        }

        return (!EndsWithNul(text) && float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)) || TryParseWord(text, out value);
    }

    private static bool TryParseShort(ReadOnlySpan<byte> text, out double value) => TryParseTiny(text, out value) || TryParseDecimal(text, out value);

    // At most eight digits, with or without a point: all bytes in one word, the last one in its highest byte, and three
    // multiplications for the number (D. Lemire, "Number parsing at a gigabyte per second", Software: Practice and Experience 51 (2021), section 5).
    private static bool TryParseTiny(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var negative = text.Length > 0 && text[0] == '-';
        if (negative)
            text = text[1..];
        var digits = text.Length;
        if (digits is 0 or > 8)
            return false;
        var word = digits >= 4
            ? BinaryPrimitives.ReadUInt32LittleEndian(text) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(text[^4..]) << (8 * (digits - 4)))
            : text[0] | ((ulong)text[digits >> 1] << (8 * (digits >> 1))) | ((ulong)text[digits - 1] << (8 * (digits - 1)));
        word <<= 64 - (8 * digits);

        // The lowest zero byte of the difference is the first point; the digits before it move up by one place.
        const ulong Ones = 0x0101010101010101;
        var points = word ^ (Ones * '.');
        points = (points - Ones) & ~points & (Ones * 0x80);
        var power = 0;
        if (points != 0)
        {
            var place = BitOperations.TrailingZeroCount(points) & ~7;
            var before = (1UL << place) - 1;
            word = (word & ~before & ~(0xFFUL << place)) | ((word & before) << 8);
            power = 7 - (place >> 3);
            digits--;
            if (digits == 0)
                return false;
        }

        word |= ((Ones * '0') >> 4) >> ((8 * digits) - 4);
        if (((word & (Ones * 0xF0)) | (((word + (Ones * 6)) & (Ones * 0xF0)) >> 4)) != Ones * 0x33)
            return false;
        word = ((word & (Ones * 0x0F)) * 2561) >> 8;
        word = ((word & 0x00FF00FF00FF00FF) * 6553601) >> 16;
        word = ((word & 0x0000FFFF0000FFFF) * 42949672960001) >> 32;
        value = word / Powers[power];
        if (negative)
            value = -value;
        return true;
    }

    private static bool TryParseDecimal(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var i = 0;
        var negative = false;
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+')
            negative = text[i++] == '-';
        var mantissa = 0UL;
        var digits = 0;
        var power = 0;
        for (; i < text.Length && (uint)(text[i] - '0') <= 9; i++, digits++)
            mantissa = (10 * mantissa) + (ulong)(text[i] - '0');
        if (i < text.Length && text[i] == '.')
        {
            var point = ++i;
            for (; i < text.Length && (uint)(text[i] - '0') <= 9; i++, digits++)
                mantissa = (10 * mantissa) + (ulong)(text[i] - '0');
            power = point - i;
        }

        if (digits is 0 or > MaxDigits || mantissa > MaxExact)
            return false;
        if (i < text.Length && text[i] is (byte)'e' or (byte)'E' && !TryParseExponent(text[(i + 1)..], ref i, ref power))
            return false;
        if (i != text.Length || power is < -MaxPower or > MaxPower)
            return false;
        value = power < 0 ? mantissa / Powers[-power] : mantissa * Powers[power];
        if (negative)
            value = -value;
        return true;
    }

    private static bool TryParseExponent(ReadOnlySpan<byte> text, ref int position, ref int power)
    {
        var i = 0;
        var negative = false;
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+')
            negative = text[i++] == '-';
        var first = i;
        var exponent = 0;
        for (; i < text.Length && i - first < 4 && (uint)(text[i] - '0') <= 9; i++)
            exponent = (10 * exponent) + (text[i] - '0');
        power += negative ? -exponent : exponent;
        position += 1 + i;
        return i > first;
    }

    private static bool TryParseLong(ReadOnlySpan<byte> text, out double value)
    {
        if (!EndsWithNul(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return true;
        var isWord = TryParseWord(text, out var word);
        value = word;
        return isWord;
    }

    // The framework overlooks zero bytes behind a number; in a file they are damage.
    private static bool EndsWithNul(ReadOnlySpan<byte> text) => text is [.., 0];

    // The words for NaN and infinity that Python and C write; the caller refuses them, and says so by name.
    private static bool TryParseWord(ReadOnlySpan<byte> text, out float value)
    {
        var word = text.Trim((byte)' ');
        var negative = word is [(byte)'-', ..];
        if (word is [(byte)'-' or (byte)'+', ..])
            word = word[1..];
        value = Is(word, "nan"u8) ? float.NaN : Is(word, "inf"u8) || Is(word, "infinity"u8) ? float.PositiveInfinity : 0;
        if (negative)
            value = -value;
        return value != 0;

        static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> name) => System.Text.Ascii.EqualsIgnoreCase(word, name);
    }
}
