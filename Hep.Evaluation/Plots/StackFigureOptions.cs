using Hep.Evaluation.Systematics;

namespace Hep.Evaluation.Plots;

/// <summary>How <see cref="StackFigure"/> bins and scales.</summary>
public sealed record StackFigureOptions
{
    /// <summary>The unit of the abscissa, such as GeV; empty: a pure number.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Measured events, binned as the processes; null: there are none.</summary>
    public Histogram? Data { get; init; }

    /// <summary>What the measured events are called.</summary>
    public string DataName { get; init; } = "Data";

    /// <summary>From where on the abscissa measured events are blinded: a bin that reaches beyond shows none, and is shaded. Null: nowhere.</summary>
    public double? BlindedFrom { get; init; }

    /// <summary>What systematic uncertainties do to the sum of all processes in each bin as it is shown, [B]; null: there are none, and the band is statistical alone.</summary>
    public SystematicShifts? Systematics { get; init; }

    /// <summary>Whether the ordinate is logarithmic.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Whether the first bin has the underflow in it, and the last bin the overflow; otherwise they are in the yields alone.</summary>
    public bool IncludesOverflow { get; init; } = true;
}
