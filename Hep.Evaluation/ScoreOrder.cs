namespace Hep.Evaluation;

/// <summary>The events of a sample from the highest score to the lowest; shared by samples that differ in their weights alone.</summary>
internal sealed class ScoreOrder
{
    public ScoreOrder(double[] scores, bool[] isSignal)
    {
        Events = RadixOrder.Descending(scores);
        IsSignal = RadixOrder.Take(isSignal, Events);
        var sorted = RadixOrder.Take(scores, Events);
        Ends = new int[CountDistinct(sorted)];
        var point = -1;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
                point++;
            Ends[point] = i + 1;
        }

        Thresholds = new double[Ends.Length + 1];
        Thresholds[0] = double.PositiveInfinity;
        for (var k = 0; k < Ends.Length; k++)
            Thresholds[k + 1] = sorted[Ends[k] - 1];
    }

    /// <summary>The indices of the events, shape [N].</summary>
    public int[] Events { get; }

    /// <summary>The truth of the events in this order, shape [N].</summary>
    public bool[] IsSignal { get; }

    /// <summary>+infinity and the distinct scores, shape [P + 1], falling.</summary>
    public double[] Thresholds { get; }

    /// <summary>The number of events with each distinct score or a higher one, shape [P].</summary>
    public int[] Ends { get; }

    private static int CountDistinct(double[] sorted)
    {
        var distinct = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
                distinct++;
        }

        return distinct;
    }
}
