namespace Hep.Training;

/// <summary>Why a training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs are done.</summary>
    AllEpochs,

    /// <summary>The validation loss has not improved for as many epochs as the run card allows.</summary>
    EarlyStopping,

    /// <summary>The user asked for it; what was reached is kept.</summary>
    Interrupted,

    /// <summary>The loss is as small as a trial needs it (<c>--overfit</c>).</summary>
    GoalReached,
}
