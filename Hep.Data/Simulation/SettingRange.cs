namespace Hep.Data;

/// <summary>Refuses numbers of a simulation that are not possible.</summary>
/// <param name="of">What the numbers are of, for messages.</param>
internal readonly struct SettingRange(string of)
{
    /// <exception cref="ArgumentException">The number is outside of its range.</exception>
    public void Within(double value, double low, double high, string name)
    {
        if (!(value >= low && value <= high))
            throw Refused(name, value, FormattableString.Invariant($"a number from {low} to {high}"));
    }

    /// <exception cref="ArgumentException">The number is not above the other one.</exception>
    public void Above(double value, double least, string name, string other)
    {
        if (!(value > least && double.IsFinite(value)))
            throw Refused(name, value, FormattableString.Invariant($"a number above {other}, {least}"));
    }

    /// <summary>What is thrown for a number.</summary>
    public ArgumentException Refused(string name, double value, string expected) =>
        new(FormattableString.Invariant($"{name} of the {of} is {value}; expected {expected}"));

    /// <summary>A number that counts something.</summary>
    /// <exception cref="ArgumentException">It is not whole, or too large.</exception>
    public static int Whole(double value, string name) => double.IsInteger(value) && Math.Abs(value) <= int.MaxValue
        ? (int)value
        : throw new ArgumentException(FormattableString.Invariant($"{name} is {value}; expected a whole number"));
}
