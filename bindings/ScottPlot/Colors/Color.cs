using System.Globalization;

namespace ScottPlot;

public readonly struct Color(byte red, byte green, byte blue, byte alpha = 255)
{
    public readonly byte Red = red;
    public readonly byte Green = green;
    public readonly byte Blue = blue;
    public readonly byte Alpha = alpha;

    public Color(float red, float green, float blue, float alpha = 1)
        : this((byte)(red * 255), (byte)(green * 255), (byte)(blue * 255), (byte)(alpha * 255))
    {
    }

    public Color(uint argb)
        : this((byte)(argb >> 16), (byte)(argb >> 8), (byte)argb, (byte)(argb >> 24))
    {
    }

    public Color(string hexCode)
        : this(Parse(hexCode))
    {
    }

    public byte R => Red;
    public byte G => Green;
    public byte B => Blue;
    public byte A => Alpha;
    public double Opacity => Alpha / 255.0;
    public uint ARGB => ((uint)Alpha << 24) | ((uint)Red << 16) | ((uint)Green << 8) | Blue;

    public static Color FromARGB(uint argb) => new(argb);
    public static Color FromARGB(int argb) => new(unchecked((uint)argb));
    public static Color FromHex(string hex) => new(hex);
    public static Color[] FromHex(IEnumerable<string> hex) => [.. hex.Select(FromHex)];
    public static Color Gray(byte value) => new(value, value, value);

    public Color WithAlpha(byte alpha) => new(Red, Green, Blue, alpha);
    public Color WithAlpha(double alpha) => WithAlpha((byte)(255 * Math.Clamp(alpha, 0, 1)));
    public Color WithOpacity(double opacity = 0.5) => WithAlpha(opacity);
    public Color Lighten(double fraction = 0.5) => InterpolateRgb(this, Gray(255).WithAlpha(Alpha), fraction);
    public Color Darken(double fraction = 0.5) => InterpolateRgb(this, Gray(0).WithAlpha(Alpha), fraction);
    public Color MixedWith(Color otherColor, double fraction) => InterpolateRgb(this, otherColor, fraction);
    public Color InterpolateRgb(Color c1, double fraction) => InterpolateRgb(this, c1, fraction);

    public static Color InterpolateRgb(Color c1, Color c2, double fraction)
    {
        byte Mix(byte a, byte b) => (byte)(a + (b - a) * fraction);
        return new Color(Mix(c1.Red, c2.Red), Mix(c1.Green, c2.Green), Mix(c1.Blue, c2.Blue), Mix(c1.Alpha, c2.Alpha));
    }

    /// <summary>#RRGGBB, or #RRGGBBAA when not opaque.</summary>
    public string ToHex() => Alpha == 255
        ? string.Create(CultureInfo.InvariantCulture, $"#{Red:X2}{Green:X2}{Blue:X2}")
        : string.Create(CultureInfo.InvariantCulture, $"#{Red:X2}{Green:X2}{Blue:X2}{Alpha:X2}");

    public override string ToString() => ToHex();
    public override bool Equals(object? obj) => obj is Color other && ARGB == other.ARGB;
    public override int GetHashCode() => (int)ARGB;
    public static bool operator ==(Color a, Color b) => a.ARGB == b.ARGB;
    public static bool operator !=(Color a, Color b) => a.ARGB != b.ARGB;

    private static uint Parse(string hex)
    {
        var digits = hex.TrimStart('#');
        if (digits.Length == 6)
            digits += "FF";
        if (digits.Length != 8 || !uint.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var rgba))
            throw new ArgumentException($"not a color: '{hex}' (expected #RRGGBB or #RRGGBBAA)", nameof(hex));
        return (rgba >> 8) | (rgba << 24);
    }
}

/// <summary>The named colors that our figures use.</summary>
public struct Colors
{
    public static Color Transparent => new(0x00FFFFFF);
    public static Color Black => new("#000000");
    public static Color White => new("#FFFFFF");
    public static Color Gray => new("#808080");
    public static Color LightGray => new("#D3D3D3");
    public static Color DarkGray => new("#A9A9A9");
    public static Color Red => new("#FF0000");
    public static Color Green => new("#008000");
    public static Color Blue => new("#0000FF");
    public static Color Orange => new("#FFA500");
    public static Color Magenta => new("#FF00FF");
    public static Color Navy => new("#000080");
    public static Color C0 => Category10[0];
    public static Color C1 => Category10[1];
    public static Color C2 => Category10[2];
    public static Color C3 => Category10[3];
    public static Color C4 => Category10[4];
    public static Color C5 => Category10[5];
    public static Color C6 => Category10[6];
    public static Color C7 => Category10[7];
    public static Color C8 => Category10[8];
    public static Color C9 => Category10[9];
    public static readonly Color[] Category10 = new Palettes.Category10().Colors;
    public static readonly Color[] ColorblindFriendly = new Palettes.ColorblindFriendly().Colors;
}
