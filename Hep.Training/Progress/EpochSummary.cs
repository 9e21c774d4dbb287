namespace Hep.Training.Progress;

/// <summary>One line of a training's history.</summary>
/// <param name="Epoch">The epoch, counted from one.</param>
/// <param name="TrainLoss">The weighted mean loss over the training split, as it was while the weights moved.</param>
/// <param name="ValidationLoss">The weighted mean loss over the validation split after the epoch.</param>
/// <param name="LearningRate">The learning rate of the epoch's last batch.</param>
/// <param name="Seconds">The wall time of the epoch, in seconds.</param>
/// <param name="IsBest">True if the validation figure is the best so far.</param>
public sealed record EpochSummary(int Epoch, double TrainLoss, double ValidationLoss, double LearningRate, double Seconds, bool IsBest);
