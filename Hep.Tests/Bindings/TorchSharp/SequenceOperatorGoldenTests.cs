using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>Packing and padding of sequences against PyTorch: values, orders, lengths and gradients.</summary>
public sealed class SequenceOperatorGoldenTests
{
    private static readonly Dictionary<string, Golden.Case> Cases = Golden.Read<Golden.Case>("sequence_operators");

    private static readonly Dictionary<string, Func<Tensor[], Tensor[]>> Functions = new()
    {
        ["pack_padded_sequence"] = t => Parts(pack_padded_sequence(t[0], t[1])),
        ["pack_padded_sequence batch first"] = t => Parts(pack_padded_sequence(t[0], t[1], batch_first: true)),
        ["pack_padded_sequence mixed"] = t => Parts(pack_padded_sequence(t[0], t[1], enforce_sorted: false)),
        ["pack_padded_sequence mixed batch first"] = t => Parts(pack_padded_sequence(t[0], t[1], true, false)),
        ["pack_padded_sequence ties"] = t => Parts(pack_padded_sequence(t[0], t[1], enforce_sorted: false)),
        ["pack_padded_sequence shorter"] = t => Parts(pack_padded_sequence(t[0], t[1])),
        ["pack_padded_sequence of images"] = t => Parts(pack_padded_sequence(t[0], t[1])),
        ["pack_sequence"] = t => Parts(pack_sequence([t[1], t[0], t[2]])),
        ["pack_sequence mixed"] = t => Parts(pack_sequence(t, enforce_sorted: false)),
        ["pad_packed_sequence"] = t => Both(pad_packed_sequence(pack_padded_sequence(t[0], t[1]))),
        ["pad_packed_sequence mixed"] = t =>
            Both(pad_packed_sequence(pack_padded_sequence(t[0], t[1], enforce_sorted: false), true, -7, 6)),
        ["pad_sequence"] = t => [pad_sequence(t)],
        ["pad_sequence batch first"] = t => [pad_sequence(t, true, -7)],
    };

    public static IEnumerable<object[]> Names => Golden.Names("sequence_operators");

    [Fact]
    public void Each_case_of_ours_has_golden_values() => Assert.Equal(Cases.Keys.Order(), Functions.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_PyTorch(string name) => Golden.Holds(Cases[name], Functions[name]);

    private static Tensor[] Parts(PackedSequence packed) =>
        [.. new[] { packed.data, packed.batch_sizes, packed.sorted_indices, packed.unsorted_indices }.OfType<Tensor>().Where(part => !part.IsInvalid)];

    private static Tensor[] Both((Tensor, Tensor) of) => [of.Item1, of.Item2];
}
