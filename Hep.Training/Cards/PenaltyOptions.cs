namespace Hep.Training.Cards;

/// <summary>
/// The elastic net: l1 sum |w| + l2 sum w^2 is added to the loss of every batch, over weights alone: not over biases, nor over the scales of
/// normalisations (Zou and Hastie, J. R. Statist. Soc. B 67 (2005) 301). Unlike an optimiser's weight decay it goes through the optimiser
/// as a part of the gradient, l1 sign(w) + 2 l2 w, and leaves biases alone.
/// </summary>
public sealed record PenaltyOptions
{
    /// <summary>The factor of the sum of absolute weights; 0 or more.</summary>
    public double L1 { get; init; }

    /// <summary>The factor of the sum of squared weights; 0 or more.</summary>
    public double L2 { get; init; }

    internal static PenaltyOptions Read(CardReader reader)
    {
        var penalty = new PenaltyOptions { L1 = reader.Double("l1", 0, Interval.NotNegative), L2 = reader.Double("l2", 0, Interval.NotNegative) };
        if (!reader.Has("l1") && !reader.Has("l2"))
            reader.RefuseAll("found no penalty, expected l1, l2 or both");
        return penalty;
    }

    internal void Write(CardWriter writer)
    {
        writer.Double("l1", L1);
        writer.Double("l2", L2);
    }
}
