namespace Hep.Evaluation.Tracking;

/// <summary>
/// The share A of things that are right where those of a group, such as the hits of an event or of a particle, are right or wrong together: the error is that of a ratio of sums over groups,
/// var = sum (right - A all)^2 / (sum all)^2.
/// </summary>
public sealed class GroupedShare
{
    private double right, all, squaredRight, squaredAll, cross;

    /// <summary>The number of things.</summary>
    public double All => all;

    /// <summary>The share; NaN without things.</summary>
    public Estimate Share
    {
        get
        {
            var share = right / all;
            var spread = squaredRight - (2 * share * cross) + (share * share * squaredAll);
            return new Estimate(share, Math.Sqrt(Math.Max(0, spread)) / all);
        }
    }

    /// <summary>Adds a group.</summary>
    /// <param name="rightOfGroup">How many are right; less than 0 where it is a difference of two methods.</param>
    /// <param name="allOfGroup">How many there are.</param>
    public void Add(double rightOfGroup, double allOfGroup)
    {
        right += rightOfGroup;
        all += allOfGroup;
        squaredRight += rightOfGroup * rightOfGroup;
        squaredAll += allOfGroup * allOfGroup;
        cross += rightOfGroup * allOfGroup;
    }
}
