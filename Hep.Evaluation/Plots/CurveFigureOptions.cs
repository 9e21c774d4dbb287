namespace Hep.Evaluation.Plots;

/// <summary>How figures of several ROC curves compare them.</summary>
public sealed record CurveFigureOptions
{
    /// <summary>The index of the curve by which the others are divided in the lower panel, from 0; null: there is no such panel.</summary>
    public int? Baseline { get; init; } = 0;

    /// <summary>Whether the lower panel shows that curve divided by each of the others, instead of the others divided by it: how much better a network is than each of several baselines.</summary>
    public bool IsDividend { get; init; }
}
