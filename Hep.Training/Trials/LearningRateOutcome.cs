namespace Hep.Training.Trials;

/// <summary>What a sweep over learning rates came to.</summary>
/// <param name="Figure">The picture of the curve; its numbers are beside it.</param>
/// <param name="Suggested">The rate to take; null: the loss did not fall.</param>
/// <param name="Smallest">The rate at which the loss was smallest, beyond which it grows; null: the loss did not fall.</param>
public sealed record LearningRateOutcome(string Figure, double? Suggested, double? Smallest);
