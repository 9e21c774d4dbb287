namespace Hep.Training.Trials;

/// <summary>What a training on a few events came to.</summary>
/// <param name="Events">How many events.</param>
/// <param name="Epochs">How many epochs it took.</param>
/// <param name="Loss">The loss at its end, in evaluation mode.</param>
/// <param name="IsByHeart">Whether the events were learned by heart: a loss below 0.01.</param>
/// <param name="Figure">The picture of the loss; its numbers are beside it.</param>
public sealed record OverfitOutcome(int Events, int Epochs, double Loss, bool IsByHeart, string Figure);
