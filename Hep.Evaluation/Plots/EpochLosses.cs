namespace Hep.Evaluation.Plots;

/// <summary>The losses of one epoch.</summary>
/// <param name="Epoch">The epoch, counted from 1.</param>
/// <param name="Training">The mean training loss.</param>
/// <param name="Validation">The mean validation loss; NaN where it was not measured.</param>
/// <param name="LearningRate">The learning rate; NaN where it is not known.</param>
public readonly record struct EpochLosses(int Epoch, double Training, double Validation, double LearningRate = double.NaN);
