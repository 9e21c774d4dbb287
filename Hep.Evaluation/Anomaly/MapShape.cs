namespace Hep.Evaluation.Anomaly;

/// <summary>Checks of maps that lie one after the other.</summary>
internal static class MapShape
{
    /// <exception cref="ArgumentException">The values are not those of whole maps.</exception>
    public static void Require(int values, int cells)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cells);
        if (values % cells != 0)
            throw new ArgumentException(FormattableString.Invariant($"{values} values are no whole number of maps of {cells} cells"), nameof(values));
    }
}
