using static TorchSharp.torch;

namespace Hep.Models;

// The same in an inference graph, batch and length dynamic.
public sealed partial class Recurrent
{
    /// <inheritdoc/>
    public string Emit(IGraph graph, string input) => graph.Recurrence(this, input, null, null, null).Outputs;

    /// <summary>Adds the nodes of <see cref="Padded"/>, but for the check of the lengths.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">The name of the values, [B, L, F] with L of 1 or more.</param>
    /// <param name="lengths">The name of the real places of each sequence, 0 to L: whole numbers, [B].</param>
    /// <returns>The name of the outputs, [B, L, O].</returns>
    public string Emit(IGraph graph, string input, string lengths)
    {
        var (real, values) = Masked(graph, input, lengths);
        var counts = Options.Bidirectional ? AtLeastOne(graph, lengths) : null;
        return graph.Node("Where", real, graph.Recurrence(this, values, counts, null, null).Outputs, Zero(graph));
    }

    /// <summary>Adds the nodes of <see cref="Last"/>, but for the check of the lengths.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">The name of the values, [B, L, F] with L of 1 or more.</param>
    /// <param name="lengths">The name of the real places of each sequence, 0 to L: whole numbers, [B]; null: every place is real.</param>
    /// <returns>The name of the output, [B, O].</returns>
    public string EmitLast(IGraph graph, string input, string? lengths = null)
    {
        if (lengths is null)
            return LastLayer(graph, graph.Recurrence(this, input, null, null, null).Hidden);
        var values = Masked(graph, input, lengths).Values;
        var last = LastLayer(graph, graph.Recurrence(this, values, AtLeastOne(graph, lengths), null, null).Hidden);
        var some = graph.Node("Greater", graph.Cast(lengths, ScalarType.Int64), graph.Integers("no_places", [0L]));
        return graph.Node("Where", graph.Node("Unsqueeze", some, graph.Integers("axes", [1L])), last, Zero(graph));
    }

    /// <summary>Adds the nodes of <see cref="Step"/>.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">The name of the values of a place, [B, F].</param>
    /// <param name="hidden">The name of the hidden state, [layers, B, H].</param>
    /// <param name="cell">The name of the cell state of an LSTM, [layers, B, H]; null of another cell.</param>
    /// <returns>The names of the outputs, [B, O], and of the states after the place; that of the cell state is null where there is none.</returns>
    /// <exception cref="ArgumentException">There is a cell state where the cell has none, or the other way around.</exception>
    /// <exception cref="InvalidOperationException">The layer reads sequences from both ends.</exception>
    public (string Outputs, string Hidden, string? Cell) EmitStep(IGraph graph, string input, string hidden, string? cell)
    {
        RequireOneDirection();
        if (cell is null == (Options.Cell == RecurrentCell.Lstm))
            throw new ArgumentException($"{nameof(Recurrent)}: found a step {With(cell is not null)} a cell state, expected one {With(Options.Cell == RecurrentCell.Lstm)} it", nameof(cell));
        var place = graph.Integers("place_axis", [1L]);
        var after = graph.Recurrence(this, graph.Node("Unsqueeze", input, place), null, hidden, cell);
        return (graph.Node("Squeeze", after.Outputs, place), after.Hidden, after.Cell);
    }

    // Which places are real, [B, L, 1], and the values with zeros at the others.
    private static (string Real, string Values) Masked(IGraph graph, string input, string lengths)
    {
        var axis = graph.Integers("place_axis", [1L]);
        var places = graph.Along("Gather", 0, graph.Node("Shape", input), axis);
        string Scalar(string value) => graph.Node("Squeeze", value);
        var steps = graph.Node("Range", Scalar(graph.Integers("first_place", [0L])), Scalar(places), Scalar(graph.Integers("place_step", [1L])));
        var counts = graph.Node("Unsqueeze", graph.Cast(lengths, ScalarType.Int64), axis);
        var real = graph.Node("Unsqueeze", graph.Node("Less", steps, counts), graph.Integers("value_axis", [2L]));
        return (real, graph.Node("Where", real, input, Zero(graph)));
    }

    // As RunPacked has it, for the operators too want a place of every sequence.
    private static string AtLeastOne(IGraph graph, string lengths) =>
        graph.Node("Max", graph.Cast(lengths, ScalarType.Int64), graph.Integers("one_place", [1L]));

    private string LastLayer(IGraph graph, string hidden)
    {
        var directions = new string[Options.Directions];
        for (var direction = 0; direction < directions.Length; direction++)
        {
            var place = graph.Integers("last_layer", [(long)((Options.Layers - 1) * directions.Length) + direction]);
            directions[direction] = graph.Node("Squeeze", graph.Along("Gather", 0, hidden, place), graph.Integers("axes", [0L]));
        }

        return directions.Length == 1 ? directions[0] : graph.Along("Concat", 1, directions);
    }

    private static string Zero(IGraph graph) => graph.Constant("zero", [0f]);
}
