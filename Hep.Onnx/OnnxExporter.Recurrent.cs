using Hep.Models;
using static TorchSharp.torch;

namespace Hep.Onnx;

// Recurrent layers on sequences [B, L, F]. The operators hold one layer each, and put the places first.
public static partial class OnnxExporter
{
    private static (string Outputs, string Hidden, string? Cell) EmitRecurrence(Recurrent layer, ModuleGraph graph, string input, string? lengths, string? hidden, string? cell)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var options = layer.Options;

        // PyTorch has i, f, g, o of an LSTM and r, z, n of a GRU one below the other, ONNX i, o, f, g and z, r, n.
        var (operation, gates) = options.Cell switch
        {
            RecurrentCell.Lstm => ("LSTM", (int[])[0, 3, 1, 2]),
            RecurrentCell.Gru => ("GRU", [1, 0, 2]),
            _ => ("RNN", [0]),
        };
        var weights = layer.named_parameters().ToDictionary(named => named.name, named => named.parameter, StringComparer.Ordinal);
        string[] directions = options.Bidirectional ? ["", "_reverse"] : [""];
        string Weights(int index, params ReadOnlySpan<string> kinds)
        {
            var rows = new List<Tensor>();
            foreach (var direction in directions)
            {
                var parts = new List<Tensor>();
                foreach (var kind in kinds)
                    parts.AddRange(gates.Select(gate => weights[FormattableString.Invariant($"cells.{kind}_l{index}{direction}")].narrow(0, (long)gate * options.Hidden, options.Hidden)));
                rows.Add(cat(parts, 0));
            }

            return graph.Constant(kinds[0], stack(rows));
        }

        var counts = lengths is null ? "" : graph.Cast(lengths, ScalarType.Int32);
        var value = graph.Node("Transpose", [input], OnnxAttribute.Of("perm", 1L, 0, 2));
        var (lastHidden, lastCell) = (new string[options.Layers], new string[options.Layers]);
        for (var i = 0; i < options.Layers; i++)
        {
            string State(string? all) => all is null ? "" : Rows(graph, all, i, options.Layers, directions.Length);
            var outputs = graph.Node(
                operation,
                options.Cell == RecurrentCell.Lstm
                    ? [value, Weights(i, "weight_ih"), Weights(i, "weight_hh"), Weights(i, "bias_ih", "bias_hh"), counts, State(hidden), State(cell)]
                    : [value, Weights(i, "weight_ih"), Weights(i, "weight_hh"), Weights(i, "bias_ih", "bias_hh"), counts, State(hidden)],
                options.Cell == RecurrentCell.Lstm ? 3 : 2,
                Attributes(options));
            value = Joined(graph, outputs[0], options.Bidirectional);
            lastHidden[i] = outputs[1];
            lastCell[i] = outputs[^1];
        }

        return (
            graph.Node("Transpose", [value], OnnxAttribute.Of("perm", 1L, 0, 2)),
            Stacked(graph, lastHidden),
            options.Cell == RecurrentCell.Lstm ? Stacked(graph, lastCell) : null);
    }

    private static OnnxAttribute[] Attributes(RecurrentOptions options)
    {
        List<OnnxAttribute> attributes = [OnnxAttribute.Of("hidden_size", (long)options.Hidden), OnnxAttribute.Of("direction", options.Bidirectional ? "bidirectional" : "forward")];
        if (options.Cell == RecurrentCell.Gru)
            attributes.Add(OnnxAttribute.Of("linear_before_reset", 1L));
        return [.. attributes];
    }

    // [L, directions, B, H] to [L, B, O].
    private static string Joined(ModuleGraph graph, string outputs, bool bidirectional) => bidirectional
        ? graph.Node("Reshape", graph.Node("Transpose", [outputs], OnnxAttribute.Of("perm", 0L, 2, 1, 3)), graph.Integers("shape", [0L, 0, -1]))
        : graph.Node("Squeeze", outputs, graph.Integers("axes", [1L]));

    // The rows of one layer of [layers x directions, B, H].
    private static string Rows(ModuleGraph graph, string states, int layer, int layers, int directions) => layers == 1
        ? states
        : graph.Along("Gather", 0, states, graph.Integers("layer_rows", [.. Enumerable.Range(layer * directions, directions).Select(row => (long)row)]));

    private static string Stacked(ModuleGraph graph, string[] states) => states.Length == 1 ? states[0] : graph.Along("Concat", 0, states);
}
