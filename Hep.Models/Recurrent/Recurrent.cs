using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// An LSTM, a GRU or a plain recurrent layer on sequences of any length, [B, L, F] to [B, L, O] with O = H x directions. Sequences of unequal lengths are padded at their ends; nothing depends
/// on what stands there, NaN included. The state is that of a PyTorch module whose <c>nn.LSTM</c>, <c>nn.GRU</c> or <c>nn.RNN</c> is called <c>cells</c>.
/// </summary>
public sealed partial class Recurrent : Module<Tensor, Tensor>, IGraphLayer
{
    private readonly Module cells;

    /// <summary>Makes the layers with PyTorch's initialisation, drawn from libtorch's default generator.</summary>
    /// <param name="options">Cell, sizes, dropout, directions.</param>
    /// <param name="inputs">Values F of a place.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside of its range.</exception>
    public Recurrent(RecurrentOptions options, int inputs)
        : base(nameof(Recurrent))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        options.Require();
        (Options, Inputs) = (options, inputs);

        // Libtorch warns of a dropout behind the last layer, where it has none.
        var dropout = options.Layers > 1 ? options.Dropout : 0;
        cells = options.Cell switch
        {
            RecurrentCell.Lstm => LSTM(inputs, options.Hidden, options.Layers, batchFirst: true, dropout: dropout, bidirectional: options.Bidirectional),
            RecurrentCell.Gru => GRU(inputs, options.Hidden, options.Layers, batchFirst: true, dropout: dropout, bidirectional: options.Bidirectional),
            _ => RNN(inputs, options.Hidden, options.Layers, batchFirst: true, dropout: dropout, bidirectional: options.Bidirectional),
        };
        RegisterComponents();
    }

    /// <summary>What the layer was made from.</summary>
    public RecurrentOptions Options { get; }

    /// <summary>Values F of a place.</summary>
    public int Inputs { get; }

    /// <summary>Outputs O of a place: the units of a layer times the directions.</summary>
    public int Outputs => Options.Hidden * Options.Directions;

    /// <summary>The number of weights and biases that are trained, without making the layer.</summary>
    /// <param name="options">Cell, sizes, directions.</param>
    /// <param name="inputs">Values F of a place.</param>
    /// <returns>The count.</returns>
    public static long CountParameters(RecurrentOptions options, int inputs)
    {
        var rows = (long)options.Hidden * options.Cell switch { RecurrentCell.Lstm => 4, RecurrentCell.Gru => 3, _ => 1 };
        var width = inputs + ((options.Layers - 1L) * options.Directions * options.Hidden);
        return options.Directions * rows * (width + (options.Layers * (options.Hidden + 2L)));
    }

    /// <summary>Reads sequences every place of which is real.</summary>
    /// <param name="input">[B, L, F].</param>
    /// <returns>The outputs, [B, L, O].</returns>
    /// <exception cref="ArgumentException">The input is not [B, L, F].</exception>
    public override Tensor forward(Tensor input)
    {
        Shapes.RequireSequences(input, Inputs, nameof(Recurrent));

        // Libtorch refuses sequences without places.
        if (input.numel() == 0)
            return zeros([input.size(0), input.size(1), Outputs], input.dtype, input.device);
        using var scope = NewDisposeScope();
        return Run(input, null).Outputs.MoveToOuterDisposeScope();
    }

    /// <summary>Reads sequences of unequal lengths. Neither the outputs nor any gradient depend on what stands beyond a sequence's length.</summary>
    /// <param name="values">[B, L, F], real places first.</param>
    /// <param name="lengths">Real places of each sequence, 0 to L, [B].</param>
    /// <returns>The outputs, [B, L, O]; zero beyond a sequence's length.</returns>
    /// <exception cref="ArgumentException">The values are not [B, L, F], or a length is not one of 0 to L.</exception>
    public Tensor Padded(Tensor values, long[] lengths)
    {
        Shapes.RequireSequences(values, Inputs, nameof(Recurrent));
        RequireLengths(lengths, values);
        var places = values.size(1);
        if (Array.TrueForAll(lengths, length => length == places) || values.numel() == 0)
            return forward(values);
        using var scope = NewDisposeScope();
        var counts = tensor(lengths);
        var padding = arange(places, device: values.device).unsqueeze(0).ge(counts.to(values.device).unsqueeze(1)).unsqueeze(2);

        // Not only the outputs are masked: zero times NaN would reach the weights' gradients. Forwards, padding comes after all that is real.
        var real = values.masked_fill(padding, 0);
        var outputs = Options.Bidirectional ? RunPacked(real, counts) : Run(real, null).Outputs;
        return outputs.masked_fill(padding, 0).MoveToOuterDisposeScope();
    }

    /// <summary>What is known at the end of each sequence: the forward direction's output at the last real place, beside the backward direction's at the first place.</summary>
    /// <param name="values">[B, L, F], real places first.</param>
    /// <param name="lengths">Real places of each sequence, 0 to L, [B].</param>
    /// <returns>[B, O]; zeros of a sequence without places.</returns>
    /// <exception cref="ArgumentException">The values are not [B, L, F], or a length is not one of 0 to L.</exception>
    public Tensor Last(Tensor values, long[] lengths)
    {
        using var scope = NewDisposeScope();
        var outputs = Padded(values, lengths);
        if (outputs.numel() == 0)
            return zeros([outputs.size(0), Outputs], values.dtype, values.device).MoveToOuterDisposeScope();
        var last = tensor(Array.ConvertAll(lengths, length => Math.Max(length - 1, 0))).to(values.device);
        var forwards = outputs.narrow(2, 0, Options.Hidden).gather(1, last.view(-1, 1, 1).expand(-1, 1, Options.Hidden)).squeeze(1);
        if (!Options.Bidirectional)
            return forwards.MoveToOuterDisposeScope();
        var backwards = outputs.narrow(1, 0, 1).narrow(2, Options.Hidden, Options.Hidden).squeeze(1);
        return cat([forwards, backwards], 1).MoveToOuterDisposeScope();
    }

    /// <summary>The state before the first place: zeros.</summary>
    /// <param name="batch">Sequences B.</param>
    /// <param name="device">Where it is; null: with the weights.</param>
    /// <param name="type">Its type of numbers; null: that of the weights.</param>
    /// <returns>The state.</returns>
    public RecurrentState Initial(long batch, Device? device = null, ScalarType? type = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        var weights = parameters().First();
        Tensor Zeros() => zeros([(long)Options.Layers * Options.Directions, batch, Options.Hidden], type ?? weights.dtype, device ?? weights.device);
        return new RecurrentState(Zeros(), Options.Cell == RecurrentCell.Lstm ? Zeros() : null);
    }

    /// <summary>Reads one place more of each sequence.</summary>
    /// <param name="values">The values of the place, [B, F].</param>
    /// <param name="state">The state after the places before; it stays as it is.</param>
    /// <returns>The outputs at the place, [B, O], and the state after it.</returns>
    /// <exception cref="ArgumentException">The values are not [B, F], or the state is that of another layer or of other sequences.</exception>
    /// <exception cref="InvalidOperationException">The layer reads sequences from both ends.</exception>
    public (Tensor Outputs, RecurrentState State) Step(Tensor values, RecurrentState state)
    {
        RequireOneDirection();
        Shapes.RequireColumns(values, Inputs, nameof(Recurrent));
        RequireState(state, values.size(0));
        if (values.size(0) == 0)
            return (zeros([0, Outputs], values.dtype, values.device), new RecurrentState(state.Hidden.clone(), state.Cell?.clone()));
        using var scope = NewDisposeScope();
        var (outputs, hidden, cell) = Run(values.unsqueeze(1), state);
        return (outputs.squeeze(1).MoveToOuterDisposeScope(), new RecurrentState(hidden, cell).MoveToOuterDisposeScope());
    }

    private (Tensor Outputs, Tensor Hidden, Tensor? Cell) Run(Tensor values, RecurrentState? state)
    {
        if (cells is LSTM lstm)
            return lstm.call(values, state is null ? null : (state.Hidden, state.Cell!));
        var (outputs, hidden) = cells is GRU gru ? gru.call(values, state?.Hidden) : ((RNN)cells).call(values, state?.Hidden);
        return (outputs, hidden, null);
    }

    // A sequence cannot be packed without places. One that has none goes along with its first place, which is padding and masked like the rest.
    private Tensor RunPacked(Tensor values, Tensor counts)
    {
        using var packed = utils.rnn.pack_padded_sequence(values, counts.clamp(1), batch_first: true, enforce_sorted: false);
        using var outputs = cells switch
        {
            LSTM lstm => lstm.call(packed).Item1,
            GRU gru => gru.call(packed).Item1,
            _ => ((RNN)cells).call(packed).Item1,
        };
        return utils.rnn.pad_packed_sequence(outputs, batch_first: true, total_length: values.size(1)).Item1;
    }

    private static void RequireLengths(long[] lengths, Tensor values)
    {
        var (batch, places) = (values.size(0), values.size(1));
        if (lengths.Length != batch)
            throw new ArgumentException(FormattableString.Invariant($"{nameof(Recurrent)}: found {lengths.Length} lengths of {batch} sequences, expected one a sequence"), nameof(lengths));
        var wrong = Array.FindIndex(lengths, length => length < 0 || length > places);
        if (wrong >= 0)
            throw new ArgumentException(FormattableString.Invariant($"{nameof(Recurrent)}: found length {lengths[wrong]} of sequence {wrong}, expected 0 to {places}, the places that the batch has"), nameof(lengths));
    }

    private void RequireOneDirection()
    {
        if (Options.Bidirectional)
            throw new InvalidOperationException($"{nameof(Recurrent)}: a layer that reads sequences from both ends needs the whole of them; steps need one with Bidirectional = false");
    }

    private void RequireState(RecurrentState state, long batch)
    {
        long[] expected = [Options.Layers, batch, Options.Hidden];
        if (!state.Hidden.shape.AsSpan().SequenceEqual(expected) || state.Cell is null == (Options.Cell == RecurrentCell.Lstm))
        {
            throw new ArgumentException(
                $"{nameof(Recurrent)}: found a state of shape [{string.Join(", ", state.Hidden.shape)}] {With(state.Cell is not null)} a cell state, expected [{string.Join(", ", expected)}] {With(Options.Cell == RecurrentCell.Lstm)} one",
                nameof(state));
        }
    }

    private static string With(bool cell) => cell ? "with" : "without";
}
