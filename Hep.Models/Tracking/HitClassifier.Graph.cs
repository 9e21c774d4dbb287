using static TorchSharp.torch;

namespace Hep.Models;

// The same in an inference graph, batch and number of hits dynamic.
public sealed partial class HitClassifier
{
    /// <summary>Adds the nodes of <see cref="Classify"/>, but for the checks.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="hits">The value of the hits, [B, L, 3] with L of 1 or more.</param>
    /// <param name="seedHits">The value of the seeds, [B, T, 9].</param>
    /// <param name="lengths">The value of the real hits of each event, [B].</param>
    /// <returns>The value of the probabilities, [B, L, T + 1].</returns>
    public string Emit(IGraph graph, string hits, string seedHits, string lengths)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (second, tracks) = (graph.Integers("place_axis", [1L]), graph.Integers("tracks", [Options.Tracks]));
        var length = graph.Along("Gather", 0, graph.Node("Shape", hits), second);
        var known = graph.Node("Unsqueeze", graph.Cast(lengths, ScalarType.Int64), second);
        string Scalar(string value) => graph.Node("Squeeze", value);
        var real = graph.Node("Less", graph.Node("Range", Scalar(graph.Integers("first_place", [0L])), Scalar(length), Scalar(graph.Integers("place_step", [1L]))), known);
        var most = graph.Node("Min", length, graph.Integers("candidates", [Options.Candidates]));
        var (candidates, places, shape) = seeds.Emit(graph, hits, seedHits, real, most);

        // [B T, K, F + 1], each seed with the count of its event.
        var any = graph.Integers("any", [-1L]);
        var rows = graph.Node("Reshape", candidates, graph.Along("Concat", 0, any, most, graph.Integers("width", [SeedStage.Width])));
        var counts = graph.Node("Reshape", graph.Node("Expand", graph.Node("Min", known, most), graph.Along("Concat", 0, graph.Integers("one", [1L]), tracks)), any);
        string Columns(params long[] columns) => graph.Along("Gather", 2, rows, graph.Integers("columns", columns));
        var features = Columns([.. Enumerable.Range(0, SeedStage.Features).Select(i => (long)i)]);
        var outputs = recurrent.Emit(graph, features, counts);
        var said = graph.Along("Concat", 2, outputs, Columns(SeedSteps<string>.Distance));
        var logits = graph.Node("Add", graph.Node("MatMul", said, graph.Constant("head_weight", head.weight.t())), graph.Constant("head_bias", head.bias!));
        var zero = graph.Constant("zero", [0f]);
        logits = graph.Node("Where", graph.Node("Greater", Columns(SeedSteps<string>.Own), zero), graph.Constant("given", [Given]), logits);
        logits = graph.Node("Where", graph.Node("Greater", Columns(SeedStage.Features), zero), logits, graph.Constant("impossible", [Impossible]));

        // To the hits, and none beside them.
        logits = graph.Node("Reshape", logits, graph.Along("Concat", 0, any, tracks, most));
        var empty = graph.Node("Expand", graph.Constant("impossible", [Impossible], 1), graph.Node("Shape", shape));
        var all = graph.Transpose(graph.Along("ScatterElements", 2, empty, places, logits), 0, 2, 1);
        var none = graph.Node("Mul", graph.Along("Gather", 2, all, graph.Integers("first", [0L])), zero);
        var probabilities = graph.Along("Softmax", 2, graph.Along("Concat", 2, all, none));
        return graph.Node("Where", graph.Node("Unsqueeze", real, graph.Integers("value_axis", [2L])), probabilities, zero);
    }
}
