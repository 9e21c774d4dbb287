namespace Hep.Evaluation;

/// <summary>How the figures of single classes become one.</summary>
public enum Averaging
{
    /// <summary>The mean over the classes: every class counts the same.</summary>
    Macro,

    /// <summary>The mean over the classes weighted by their sums of weights.</summary>
    Weighted,

    /// <summary>The figure of the cells summed over the classes: every event counts the same.</summary>
    Micro,
}
