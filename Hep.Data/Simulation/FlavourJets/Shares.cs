namespace Hep.Data;

/// <summary>Draws one of several by their shares.</summary>
internal static class Shares
{
    /// <summary>The index of one; the last one takes what rounding leaves.</summary>
    public static int Draw(ReadOnlySpan<double> shares, SplitMix64 random)
    {
        var u = random.Uniform();
        var chosen = 0;
        while (chosen < shares.Length - 1 && u >= shares[chosen])
            u -= shares[chosen++];
        return chosen;
    }

    /// <summary>One of a list.</summary>
    public static T Draw<T>(IReadOnlyList<(T Item, double Share)> list, SplitMix64 random)
    {
        var u = random.Uniform();
        var chosen = 0;
        while (chosen < list.Count - 1 && u >= list[chosen].Share)
            u -= list[chosen++].Share;
        return list[chosen].Item;
    }
}
