namespace TorchSharp.Modules;

/// <summary>Ranges that options must lie in.</summary>
internal static class Require
{
    public static void AtLeastZero(double value, string name)
    {
        if (!(value >= 0))
            throw new ArgumentException(FormattableString.Invariant($"Invalid {name}: {value}; it must be at least 0"));
    }

    public static void Fraction(double value, string name)
    {
        if (value is not (>= 0 and < 1))
            throw new ArgumentException(FormattableString.Invariant($"Invalid {name}: {value}; it must be at least 0 and less than 1"));
    }
}
