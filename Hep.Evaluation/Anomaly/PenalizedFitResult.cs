namespace Hep.Evaluation.Anomaly;

/// <summary>What a fit of a <see cref="PenalizedMixture"/> has come to.</summary>
internal readonly record struct PenalizedFitResult(double LogLikelihoodRatio, double Penalized, int Steps, bool IsConverged);
