namespace Hep.Models;

/// <summary>Which numbers a reconstruction may have.</summary>
public enum OutputRange
{
    /// <summary>All, for standardised features.</summary>
    Real,

    /// <summary>Above 0, by ln(1 + exp(x)), for counts with a Poisson likelihood.</summary>
    Positive,

    /// <summary>Between 0 and 1, by a sigmoid.</summary>
    Unit,
}
