using System.Runtime.InteropServices;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>
/// What recurrent layers, packed sequences and embeddings say to wrong use. The package passes some of it on to libtorch, which reads
/// beyond its memory.
/// </summary>
public sealed class SequenceLayerRefusalTests
{
    private static readonly Dictionary<string, (Func<object> Wrong, string Message)> Refused = new()
    {
        ["no hidden size"] = (() => LSTM(2, 0), "LSTM: the sizes of input and hidden state and the number of layers are positive, got 2, 0 and 1"),
        ["no layers"] = (() => GRU(2, 3, 0), "GRU: the sizes of input and hidden state and the number of layers are positive, got 2, 3 and 0"),
        ["dropout"] = (() => RNN(2, 3, 2, dropout: 1.5), "RNN: dropout is the probability of an element to be zeroed, in [0, 1], got 1.5"),
        ["dropout that is no number"] = (
            () => LSTM(2, 3, dropout: double.NaN), "LSTM: dropout is the probability of an element to be zeroed, in [0, 1], got NaN"),
        ["features"] = (() => LSTM(2, 3).call(zeros(4, 5, 3)), "LSTM: input.size(-1) must be equal to input_size. Expected 2, got 3"),
        ["no batch"] = (() => GRU(2, 3).call(zeros(4, 2)), "GRU: input must have 3 dimensions, got 2, [4, 2]"),
        ["state of another batch"] = (
            () => GRU(2, 3, 2, bidirectional: true).call(zeros(4, 5, 2), zeros(4, 6, 3)), "GRU: Expected hidden size (4, 5, 3), got [4, 6, 3]"),
        ["state of the other order"] = (
            () => RNN(2, 3, batchFirst: true).call(zeros(4, 5, 2), zeros(4, 1, 3)), "RNN: Expected hidden size (1, 4, 3), got [4, 1, 3]"),
        ["state of too few dimensions"] = (() => RNN(2, 3).call(zeros(4, 5, 2), zeros(5, 3)), "RNN: Expected hidden size (1, 5, 3), got [5, 3]"),
        ["hidden state"] = (
            () => LSTM(2, 3).call(zeros(4, 5, 2), (zeros(1, 5, 2), zeros(1, 5, 3))), "LSTM: Expected hidden[0] size (1, 5, 3), got [1, 5, 2]"),
        ["cell state"] = (
            () => LSTM(2, 3).call(zeros(4, 5, 2), (zeros(1, 5, 3), zeros(2, 5, 3))), "LSTM: Expected hidden[1] size (1, 5, 3), got [2, 5, 3]"),
        ["packed features"] = (() => LSTM(3, 3).call(Packed()), "LSTM: input.size(-1) must be equal to input_size. Expected 3, got 2"),
        ["packed images"] = (
            () => GRU(2, 3).call(pack_sequence([zeros(3, 2, 2)])), "GRU: the data of a packed input must have 2 dimensions, got 3, [3, 2, 2]"),
        ["packed state"] = (() => RNN(2, 3).call(Packed(), zeros(1, 2, 3)), "RNN: Expected hidden size (1, 3, 3), got [1, 2, 3]"),
        ["packed cell state"] = (
            () => LSTM(2, 3).call(Packed(), (zeros(1, 3, 3), zeros(1, 3, 4))), "LSTM: Expected hidden[1] size (1, 3, 3), got [1, 3, 4]"),
        ["no hidden size of a cell"] = (() => LSTMCell(2, 0), "LSTMCell: the sizes of input and hidden state are positive, got 2 and 0"),
        ["rank of a cell"] = (() => GRUCell(2, 3).forward(zeros(4, 5, 2)), "GRUCell: Expected input to be 1-D or 2-D but received 3-D tensor"),
        ["rank of a cell's state"] = (
            () => RNNCell(2, 3).forward(zeros(4, 2), zeros(3)), "RNNCell: the state has the dimensions of the input, 2, got 1"),
        ["length beyond the tensor"] = (
            () => pack_padded_sequence(zeros(4, 3, 2), tensor(new long[] { 4, 9, 1 })), "pack_padded_sequence: lengths[1] is 9, the input has 4 steps"),
        ["length beyond the tensor, batch first"] = (
            () => pack_padded_sequence(zeros(3, 4, 2), tensor(new long[] { 5, 2, 1 }), true), "pack_padded_sequence: lengths[0] is 5, the input has 4 steps"),
        ["real lengths"] = (
            () => pack_padded_sequence(zeros(4, 2, 2), tensor(new[] { 2f, 1.5f })),
            "pack_padded_sequence: lengths are a list of whole numbers, got [2], type = Float32, device = cpu"),
        ["table of lengths"] = (
            () => pack_padded_sequence(zeros(4, 2, 2), ones(2, 1, dtype: ScalarType.Int64)),
            "pack_padded_sequence: lengths are a list of whole numbers, got [2x1], type = Int64, device = cpu"),
        ["rank to pack"] = (
            () => pack_padded_sequence(zeros(4), tensor(new long[] { 4 })),
            "pack_padded_sequence: the input has at least two dimensions, length and batch, got [4], type = Float32, device = cpu"),
        ["rank to pad"] = (() => pad_sequence([zeros(2), tensor(1f)]), "pad_sequence: a sequence has at least one dimension, its length"),
        ["total length"] = (
            () => pad_packed_sequence(Packed(), total_length: 3),
            "Expected total_length to be at least the length of the longest sequence in input, but got total_length=3 and max sequence length being 4"),
        ["padding row"] = (() => Embedding(5, 2, padding_idx: 5), "Padding_idx must be within num_embeddings, 5, got 5"),
        ["padding row of a table"] = (
            () => Embedding_from_pretrained(zeros(5, 2), padding_idx: -6), "Padding_idx must be within num_embeddings, 5, got -6"),
        ["rank of a table"] = (
            () => Embedding_from_pretrained(zeros(5)), "Embeddings parameter is expected to be 2-dimensional, got [5], type = Float32, device = cpu"),
        ["no offsets"] = (() => EmbeddingBag(5, 2).call(Rows(1, 2)), "EmbeddingBag: 'offsets' must be non-null for a 1-D input."),
        ["offsets of a table"] = (
            () => EmbeddingBag(5, 2).call(Rows(1, 2).reshape(1, 2), Rows(0)), "EmbeddingBag: 'offsets' must be null for a 2-D input."),
        ["offsets of another type"] = (
            () => EmbeddingBag(5, 2).call(Rows(1, 2), zeros(1, dtype: ScalarType.Int32)),
            "EmbeddingBag: input and offsets must have the same element type, got Int64 and Int32."),
        ["offsets that fall"] = (
            () => EmbeddingBag(5, 2).call(Rows(1, 2, 3), Rows(0, 2, 1)),
            "EmbeddingBag: offsets ascend from 0 to at most the number of rows that are looked up, 3, got [0, 2, 1]"),
        ["offsets beyond the list"] = (
            () => EmbeddingBag(5, 2).call(Rows(1, 2, 3), Rows(0, 4)),
            "EmbeddingBag: offsets ascend from 0 to at most the number of rows that are looked up, 3, got [0, 4]"),
        ["no bags"] = (
            () => EmbeddingBag(5, 2, dtype: ScalarType.Float64).call(Rows(1, 2, 3), Rows()),
            "EmbeddingBag: offsets ascend from 0 to at most the number of rows that are looked up, 3, got []"),
        ["bags of nothing"] = (
            () => EmbeddingBag(5, 2).call(zeros(2, 0, dtype: ScalarType.Int64)),
            "EmbeddingBag: input has to be 1D or 2D and not empty, got [2x0], type = Int64, device = cpu"),
        ["weights of another shape"] = (
            () => EmbeddingBag(5, 2, mode: EmbeddingBagMode.Sum).call(Rows(1, 2), Rows(0), ones(3)),
            "EmbeddingBag: perSampleWeights has the shape of the input, [2], got [3]"),
        ["maximum by frequency"] = (
            () => EmbeddingBag(5, 2, mode: EmbeddingBagMode.Max, scale_grad_by_freq: true),
            "EmbeddingBag: max mode does not support scaling the gradient by the frequency"),
    };

    // What libtorch refuses itself comes as an exception with its first line.
    private static readonly Dictionary<string, (Func<object> Wrong, string Start)> RefusedByLibtorch = new()
    {
        ["no steps"] = (() => LSTM(2, 3).call(zeros(0, 3, 2)), "Expected sequence length to be larger than 0 in RNN"),
        ["another type"] = (() => GRU(2, 3).call(zeros(4, 3, 2, ScalarType.Float64)), "mat1 and mat2 must have the same dtype"),
        ["whole numbers"] = (() => RNN(2, 3).call(zeros(4, 3, 2, ScalarType.Int64)), "mat1 and mat2 must have the same dtype"),
        ["features of a cell"] = (() => LSTMCell(2, 3).call(zeros(4, 3)), "input has inconsistent input_size: got 3 expected 2"),
        ["batch of a cell's state"] = (() => GRUCell(2, 3).forward(zeros(4, 2), zeros(5, 3)), "Input batch size 4 doesn't match hidden0 batch size 5"),
        ["size of a cell's state"] = (() => RNNCell(2, 3).forward(zeros(4, 2), zeros(4, 2)), "hidden0 has inconsistent hidden_size: got 2, expected 3"),
        ["length zero"] = (
            () => pack_padded_sequence(zeros(4, 3, 2), tensor(new long[] { 4, 3, 0 })),
            "Length of all samples has to be greater than 0, but found an element in 'lengths' that is <= 0"),
        ["negative length"] = (
            () => pack_padded_sequence(zeros(4, 3, 2), tensor(new long[] { 4, -3, 1 }), enforce_sorted: false),
            "Length of all samples has to be greater than 0, but found an element in 'lengths' that is <= 0"),
        ["lengths that rise"] = (
            () => pack_padded_sequence(zeros(4, 3, 2), tensor(new long[] { 1, 3, 2 })),
            "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True."),
        ["too few lengths"] = (
            () => pack_padded_sequence(zeros(4, 3, 2), tensor(new long[] { 4, 3 })), "Expected `len(lengths)` to be equal to batch_size, but got 2 (batch_size=3)"),
        ["nothing to pack"] = (() => pack_padded_sequence(zeros(4, 0, 2), zeros(0, dtype: ScalarType.Int64)), "Cannot pack empty tensors."),
        ["sequence of length zero"] = (() => pack_sequence([zeros(2, 3), zeros(0, 3)]), "Length of all samples has to be greater than 0"),
        ["no sequences"] = (() => pad_sequence([]), "received an empty list of sequences"),
        ["sequences of other features"] = (() => pad_sequence([zeros(2, 3), zeros(3, 2)]), "The size of tensor a (3) must match the size of tensor b (2)"),
        ["row beyond the table"] = (() => Embedding(5, 2).call(Rows(1, 5)), "index out of range in self"),
        ["row before the table"] = (() => Embedding(5, 2, max_norm: 1).call(Rows(-6)), "select(): index -6 out of range for tensor of size [5, 2]"),
        ["real rows"] = (() => Embedding(5, 2).call(zeros(2)), "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int"),
        ["row of a bag"] = (
            () => EmbeddingBag(5, 2, dtype: ScalarType.Float64).call(Rows(7), Rows(0)), "embedding_bag: Expected idx >= 0 && idx < num_embeddings but found idx to be 7"),
        ["weights of a mean"] = (() => EmbeddingBag(5, 2).call(Rows(1), Rows(0), ones(1)), "embedding_bag: per_sample_weights only supported with mode='sum'"),
    };

    public static IEnumerable<object[]> WrongUses => Refused.Keys.Select(name => new object[] { name });

    public static IEnumerable<object[]> WrongForLibtorch => RefusedByLibtorch.Keys.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(WrongUses))]
    public void Wrong_use_is_told(string name)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Refused[name].Message, Assert.Throws<ArgumentException>(Refused[name].Wrong).Message);
    }

    [Theory]
    [MemberData(nameof(WrongForLibtorch))]
    public void What_libtorch_refuses_is_an_exception(string name)
    {
        using var scope = NewDisposeScope();
        Assert.StartsWith(RefusedByLibtorch[name].Start, Assert.Throws<ExternalException>(RefusedByLibtorch[name].Wrong).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sparse_gradients_are_refused()
    {
        const string Message = "this binding has no sparse gradients: sparse: false gives the same numbers";
        Assert.Equal(Message, Assert.Throws<NotSupportedException>(() => Embedding(5, 2, sparse: true)).Message);
        Assert.Equal(Message, Assert.Throws<NotSupportedException>(() => EmbeddingBag(5, 2, sparse: true)).Message);
    }

    private static PackedSequence Packed() => pack_padded_sequence(zeros(4, 3, 2), tensor(new long[] { 1, 4, 2 }), enforce_sorted: false);

    private static Tensor Rows(params long[] rows) => tensor(rows, ScalarType.Int64);
}
