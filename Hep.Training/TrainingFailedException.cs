namespace Hep.Training;

/// <summary>A training that cannot go on, such as one whose loss is no longer a number; the message says where and what to try.</summary>
public sealed class TrainingFailedException : Exception
{
    /// <summary>Takes the message.</summary>
    /// <param name="message">What happened, where, and what to try.</param>
    public TrainingFailedException(string message)
        : base(message)
    {
    }
}
