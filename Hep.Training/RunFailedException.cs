namespace Hep.Training;

/// <summary>A run that cannot go on though its input is right, such as one whose loss is no longer a number; the message says where and what to try.</summary>
public sealed class RunFailedException : Exception
{
    /// <summary>Takes the message.</summary>
    /// <param name="message">What happened, where, and what to try.</param>
    public RunFailedException(string message)
        : base(message)
    {
    }
}
