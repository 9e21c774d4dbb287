namespace Hep.Data.Tracking.Finding;

/// <summary>Checks of options.</summary>
internal static class TrackingOption
{
    /// <exception cref="ArgumentException">It does not hold.</exception>
    public static void Require(bool holds, string name, double found, string expected)
    {
        if (!holds)
            throw new ArgumentException(FormattableString.Invariant($"{name} is {found}; expected {expected}"), name);
    }
}
