namespace Hep.Models;

/// <summary>The windows of tracks from their hits, in a graph: what a reader does with files, an application need not do again.</summary>
internal static class TrackWindows
{
    /// <summary>Hits [B, N, 3] and targets [B, N - 2] to windows [B, N - 2, 13].</summary>
    public static string OfTracks(IGraph graph, string hits, string targets)
    {
        string Slice(long start, long end) => graph.Node("Slice", hits, graph.Integers("start", [start]), graph.Integers("end", [end]), graph.Integers("axis", [1]));

        // The first window has no hit before its three: zeros stand in its place.
        var none = graph.Node("Mul", Slice(0, 1), graph.Constant("zero", [0f], 1));
        return graph.Along("Concat", 2, graph.Along("Concat", 1, none, Slice(0, -3)), Slice(0, -2), Slice(1, -1), Slice(2, long.MaxValue), graph.Node("Unsqueeze", targets, graph.Integers("axis", [2])));
    }

    /// <summary>The last hits [B, 4, 3] and a target [B, 1] to windows [B, 13].</summary>
    public static string OfStep(IGraph graph, string hits, string target) => graph.Along("Concat", 1, graph.Node("Reshape", hits, graph.Integers("shape", [0, 12])), target);
}
