namespace Hep.Evaluation;

/// <summary>What the cells of a <see cref="ConfusionMatrix"/> are fractions of.</summary>
public enum Normalization
{
    /// <summary>Of the true class: each row sums to 1, and the diagonal holds the efficiencies (recalls).</summary>
    Row,

    /// <summary>Of the predicted class: each column sums to 1, and the diagonal holds the purities (precisions).</summary>
    Column,

    /// <summary>Of all events: the cells sum to 1.</summary>
    Total,
}
