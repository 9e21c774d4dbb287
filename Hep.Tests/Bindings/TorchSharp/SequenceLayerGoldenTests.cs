using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>
/// Recurrent layers and embeddings against PyTorch: names, first values from the same seed, results, last states, and gradients of
/// inputs, first states and parameters; padded and packed, one sequence, one step, dropout between layers.
/// </summary>
public sealed class SequenceLayerGoldenTests
{
    private static readonly Dictionary<string, Golden.Layer> Cases = Golden.Read<Golden.Layer>("sequence_layers");

    private static readonly Dictionary<string, Action<Golden.Layer>> Layers = new Dictionary<string, Action<Golden.Layer>>()
    {
        ["Embedding"] = Table(() => nn.Embedding(5, 2)),
        ["Embedding double"] = Table(() => nn.Embedding(5, 2, dtype: ScalarType.Float64)),
        ["Embedding int"] = Table(() => nn.Embedding(5, 2)),
        ["Embedding padding"] = Table(() => nn.Embedding(5, 2, padding_idx: 1)),
        ["Embedding padding from the end"] = Table(() => nn.Embedding(5, 2, padding_idx: -1, dtype: ScalarType.Float64)),
        ["Embedding norm"] = Table(() => nn.Embedding(5, 2, max_norm: 0.7, dtype: ScalarType.Float64)),
        ["Embedding norm one"] = Table(() => nn.Embedding(5, 2, max_norm: 0.7, norm_type: 1, dtype: ScalarType.Float64)),
        ["Embedding frequency"] = Table(() => nn.Embedding(5, 2, scale_grad_by_freq: true, dtype: ScalarType.Float64)),
        ["Embedding given"] = Table(() => nn.Embedding_from_pretrained(Values, freeze: false, padding_idx: 1)),
        ["Embedding frozen"] = Table(() => nn.Embedding_from_pretrained(Values)),
        ["EmbeddingBag"] = Bag(() => nn.EmbeddingBag(5, 2)),
        ["EmbeddingBag double"] = Bag(() => nn.EmbeddingBag(5, 2, dtype: ScalarType.Float64)),
        ["EmbeddingBag one size"] = golden =>
            Golden.Holds(golden, () => nn.EmbeddingBag(5, 2, dtype: ScalarType.Float64), (bag, t) => [bag.call(t[0])]),
        ["EmbeddingBag sum"] = golden =>
            Golden.Holds(golden, () => nn.EmbeddingBag(5, 2, mode: EmbeddingBagMode.Sum), (bag, t) => [bag.call(t[0], t[1], t[2])]),
        ["EmbeddingBag sum of one size"] = golden =>
            Golden.Holds(golden, () => nn.EmbeddingBag(5, 2, mode: EmbeddingBagMode.Sum), (bag, t) => [bag.call(t[0], null, t[1])]),
        ["EmbeddingBag max"] = Bag(() => nn.EmbeddingBag(5, 2, mode: EmbeddingBagMode.Max, dtype: ScalarType.Float64)),
        ["EmbeddingBag last"] = Bag(() => nn.EmbeddingBag(5, 2, include_last_offset: true, dtype: ScalarType.Float64)),
        ["EmbeddingBag padding"] = Bag(() => nn.EmbeddingBag(5, 2, padding_index: 1, dtype: ScalarType.Float64)),
        ["EmbeddingBag norm"] = Bag(() => nn.EmbeddingBag(5, 2, 0.7, 1, scale_grad_by_freq: true, dtype: ScalarType.Float64)),
        ["EmbeddingBag given"] = Bag(() => nn.EmbeddingBag_from_pretrained(Values, freeze: false, mode: EmbeddingBagMode.Sum)),
    }
    .Concat(Stacks("LSTM", nn.LSTM, (m, x, h) => List(m.call(x, Both(h))), (m, x, h) => List(m.call(x, Both(h)))))
    .Concat(Stacks("GRU", nn.GRU, (m, x, h) => List(m.call(x, h.FirstOrDefault())), (m, x, h) => List(m.call(x, h.FirstOrDefault()))))
    .Concat(Stacks(
        "RNN",
        (input, hidden, layers, bias, first, dropout, both, device, type) =>
            nn.RNN(input, hidden, layers, nn.NonLinearities.Tanh, bias, first, dropout, both, device, type),
        (m, x, h) => List(m.call(x, h.FirstOrDefault())),
        (m, x, h) => List(m.call(x, h.FirstOrDefault()))))
    .Concat(Stacks(
        "RNN ReLU",
        (input, hidden, layers, bias, first, dropout, both, device, type) =>
            nn.RNN(input, hidden, layers, nn.NonLinearities.ReLU, bias, first, dropout, both, device, type),
        (m, x, h) => List(m.call(x, h.FirstOrDefault())),
        (m, x, h) => List(m.call(x, h.FirstOrDefault()))))
    .Concat(Cells("LSTMCell", (bias, type) => nn.LSTMCell(2, 3, bias, dtype: type), (m, t) => List(m.call(t[0], Both(t[1..])))))
    .Concat(Cells("GRUCell", (bias, type) => nn.GRUCell(2, 3, bias, dtype: type), (m, t) => [t.Length > 1 ? m.call(t[0], t[1]) : m.forward(t[0])]))
    .Concat(Cells(
        "RNNCell", (bias, type) => nn.RNNCell(2, 3, bias: bias, dtype: type), (m, t) => [t.Length > 1 ? m.call(t[0], t[1]) : m.forward(t[0])]))
    .Concat(Cells(
        "RNNCell ReLU",
        (bias, type) => nn.RNNCell(2, 3, nn.NonLinearities.ReLU, bias, dtype: type),
        (m, t) => [t.Length > 1 ? m.call(t[0], t[1]) : m.forward(t[0])]))
    .ToDictionary();

    private delegate T Factory<T>(
        long input, long hidden, long layers = 1, bool bias = true, bool batchFirst = false, double dropout = 0, bool bidirectional = false,
        Device? device = null, ScalarType? dtype = null);

    public static IEnumerable<object[]> Names => Golden.Names("sequence_layers");

    // The table that sequences.py gives to from_pretrained.
    private static Tensor Values => tensor([.. Enumerable.Range(0, 10).Select(i => (0.02 * (37 * i % 101)) - 1)], [5, 2], ScalarType.Float64);

    [Fact]
    public void Each_case_of_ours_has_golden_values() => Assert.Equal(Cases.Keys.Order(), Layers.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_PyTorch(string name) => Layers[name](Cases[name]);

    private static Dictionary<string, Action<Golden.Layer>> Stacks<T>(
        string name, Factory<T> make, Func<T, Tensor, Tensor[], Tensor[]> call, Func<T, PackedSequence, Tensor[], (PackedSequence, Tensor[])> callPacked)
        where T : nn.Module
    {
        Action<Golden.Layer> Padded(Func<T> build) => golden => Golden.Holds(golden, build, (module, t) => call(module, t[0], t[1..]));

        Action<Golden.Layer> Packed(Func<T> build, bool batchFirst = false) => golden => Golden.Holds(golden, build, (module, t) =>
        {
            var lengths = t[1].data<long>().ToArray();
            using var packed = pack_padded_sequence(t[0], t[1], batchFirst, enforce_sorted: lengths.SequenceEqual(lengths.OrderDescending()));
            var (output, last) = callPacked(module, packed, t[2..]);
            var (padded, back) = pad_packed_sequence(output, batchFirst);
            return [padded, back, .. last];
        });

        return new()
        {
            [name] = Padded(() => make(2, 3)),
            [name + " float"] = Padded(() => make(2, 3, 2, bidirectional: true)),
            [name + " double"] = Padded(() => make(2, 2, dtype: ScalarType.Float64)),
            [name + " states"] = Padded(() => make(2, 3, 2, batchFirst: true, bidirectional: true)),
            [name + " no bias"] = Padded(() => make(2, 2, 2, bias: false)),
            [name + " dropout"] = Padded(() => make(2, 3, 3, dropout: 0.4)),
            [name + " one step"] = Padded(() => make(2, 2, bidirectional: true)),
            [name + " one sequence"] = Padded(() => make(2, 2)),
            [name + " packed"] = Packed(() => make(2, 3)),
            [name + " packed float"] = Packed(() => make(2, 2, batchFirst: true), batchFirst: true),
            [name + " packed states"] = Packed(() => make(2, 3, 2, bidirectional: true)),
            [name + " packed falling states"] = Packed(() => make(2, 2)),
            [name + " packed dropout"] = Packed(() => make(2, 2, 2, dropout: 0.3, bidirectional: true)),
            [name + " packed one step"] = Packed(() => make(2, 2)),
            [name + " packed one sequence"] = Packed(() => make(2, 2, bidirectional: true)),
        };
    }

    private static Dictionary<string, Action<Golden.Layer>> Cells<T>(string name, Func<bool, ScalarType?, T> make, Func<T, Tensor[], Tensor[]> call)
        where T : nn.Module => new()
        {
            [name] = golden => Golden.Holds(golden, () => make(true, null), call),
            [name + " float"] = golden => Golden.Holds(golden, () => make(true, null), call),
            [name + " states"] = golden => Golden.Holds(golden, () => make(true, null), call),
            [name + " no bias"] = golden => Golden.Holds(golden, () => make(false, null), call),
            [name + " one"] = golden => Golden.Holds(golden, () => make(true, null), call),
            [name + " one without state"] = golden => Golden.Holds(golden, () => make(true, ScalarType.Float64), call),
        };

    private static Action<Golden.Layer> Table(Func<Embedding> build) => golden => Golden.Holds(golden, build);

    private static Action<Golden.Layer> Bag(Func<EmbeddingBag> build) => golden => Golden.Holds(golden, build, (bag, t) => [bag.call(t[0], t[1])]);

    private static (Tensor, Tensor)? Both(Tensor[] states) => states.Length > 0 ? (states[0], states[1]) : null;

    private static Tensor[] List((Tensor, Tensor) of) => [of.Item1, of.Item2];

    private static Tensor[] List((Tensor, Tensor, Tensor) of) => [of.Item1, of.Item2, of.Item3];

    private static (PackedSequence, Tensor[]) List((PackedSequence, Tensor) of) => (of.Item1, [of.Item2]);

    private static (PackedSequence, Tensor[]) List((PackedSequence, Tensor, Tensor) of) => (of.Item1, [of.Item2, of.Item3]);
}
