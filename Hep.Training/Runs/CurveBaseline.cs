using Hep.Data;

namespace Hep.Training.Runs;

/// <summary>The curve that divides the others in panels of ratios.</summary>
internal static class CurveBaseline
{
    /// <summary>Finds it.</summary>
    /// <param name="wanted">Its name; null: the first.</param>
    /// <param name="names">The curves.</param>
    /// <param name="what">What they are, such as runs.</param>
    /// <exception cref="InvalidDataException">There is no such curve; the message gives the nearest.</exception>
    public static int IndexOf(string? wanted, IReadOnlyList<string> names, string what)
    {
        if (wanted is null)
            return 0;
        var index = names.ToList().IndexOf(wanted);
        if (index >= 0)
            return index;
        var hint = NearestNames.Meant(wanted, names) is { } nearest ? $"; did you mean '{nearest}'?" : "";
        throw new InvalidDataException($"found the baseline '{wanted}', expected one of the {what} {string.Join(", ", names.Select(name => $"'{name}'"))}{hint}");
    }
}
