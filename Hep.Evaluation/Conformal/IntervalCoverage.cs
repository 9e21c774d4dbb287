namespace Hep.Evaluation.Conformal;

/// <summary>How often prediction intervals held the true value, and how wide they were; every event counts one.</summary>
/// <param name="Confidence">The coverage that was asked for.</param>
/// <param name="Coverage">The fraction of events whose interval held the true value, with its binomial error.</param>
/// <param name="MeanWidth">The mean width, in the target's unit.</param>
public sealed record IntervalCoverage(double Confidence, Estimate Coverage, double MeanWidth);
