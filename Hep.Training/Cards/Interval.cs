using System.Globalization;

namespace Hep.Training.Cards;

/// <summary>The numbers that are possible for a value, and how a message says it.</summary>
internal readonly record struct Interval(double Low, double High, bool HasLow = true, bool HasHigh = true)
{
    public static Interval Positive { get; } = new(0, double.PositiveInfinity, HasLow: false);

    public static Interval NotNegative { get; } = new(0, double.PositiveInfinity);

    public static Interval Any { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>From 0 up to but not including 1.</summary>
    public static Interval BelowOne { get; } = new(0, 1, HasHigh: false);

    /// <summary>Between 0 and 1, neither included.</summary>
    public static Interval InsideUnit { get; } = new(0, 1, false, false);

    public bool Contains(double x) => (HasLow ? x >= Low : x > Low) && (HasHigh ? x <= High : x < High);

    public override string ToString() => (double.IsFinite(Low), double.IsFinite(High), HasLow, HasHigh) switch
    {
        (false, false, _, _) => "",
        (true, false, true, _) => $", {Show(Low)} or more",
        (true, false, false, _) => $" greater than {Show(Low)}",
        (false, true, _, true) => $", {Show(High)} or less",
        (false, true, _, false) => $" less than {Show(High)}",
        (_, _, true, true) => $" from {Show(Low)} to {Show(High)}",
        (_, _, true, false) => $" from {Show(Low)} up to but not including {Show(High)}",
        (_, _, false, true) => $" greater than {Show(Low)} and at most {Show(High)}",
        (_, _, false, false) => $" between {Show(Low)} and {Show(High)}, neither included",
    };

    /// <summary>The shortest text that reads back as the number: 5e-06, where .NET writes 5E-06.</summary>
    public static string Show(double x) => x.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
}
