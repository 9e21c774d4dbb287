using Hep.Tests.Support;
using Hep.Training.Checkpoints;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training.Checkpoints;

[Collection(nameof(LibTorchState))]
public sealed class TrainingStateTests
{
    private static readonly double NaNWithPayload = BitConverter.Int64BitsToDouble(0x7FF80000DEADBEEF);

    [Fact]
    public void Every_value_comes_back_from_a_file_bit_by_bit()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var state = new TrainingState();
        double[] numbers = [0, -0.0, double.Epsilon, 0.1, NaNWithPayload, double.PositiveInfinity, double.NegativeInfinity];
        for (var i = 0; i < numbers.Length; i++)
            state.Put($"number{i}", numbers[i]);
        state.Put("numbers", numbers);
        state.Put("none", Array.Empty<double>());
        state.Put("least", long.MinValue);
        state.Put("text", "Größe\n\"ττ\"");
        state.Put("empty", "");
        Tensor[] tensors = [rand(3, 2), tensor(7L), zeros(0, 4), rand(2).to(ScalarType.Float64), tensor(new[] { true, false }), rand(4).to(ScalarType.BFloat16)];
        for (var i = 0; i < tensors.Length; i++)
            state.Section("deep").Section("er").Put($"tensor{i}", tensors[i]);
        CheckpointFile.Write(folder.File("a.safetensors"), state);

        var read = CheckpointFile.Read(folder.File("a.safetensors"), out _)!;
        Assert.Equal(numbers.Select(BitConverter.DoubleToInt64Bits), numbers.Select((_, i) => BitConverter.DoubleToInt64Bits(read.Number($"number{i}"))));
        Assert.Equal(numbers.Select(BitConverter.DoubleToInt64Bits), read.Numbers("numbers").Select(BitConverter.DoubleToInt64Bits));
        Assert.Empty(read.Numbers("none"));
        Assert.Equal((long.MinValue, "Größe\n\"ττ\"", ""), (read.Integer("least"), read.Text("text"), read.Text("empty")));
        for (var i = 0; i < tensors.Length; i++)
        {
            var back = read.Tensor($"deep.er.tensor{i}");
            Assert.Equal(tensors[i].dtype, back.dtype);
            Assert.Equal(tensors[i].shape, back.shape);
            Assert.Equal(tensors[i].contiguous().bytes.ToArray(), back.bytes.ToArray());
        }

        Assert.True(read.Section("deep").Has("er.tensor0"));
        Assert.False(read.Section("deep").Has("tensor0"));
        Assert.Equal(["er.tensor0", "er.tensor1", "er.tensor2"], read.Section("deep").Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal).Take(3));
    }

    [Fact]
    public void A_tensor_that_changes_later_is_kept_as_it_was()
    {
        using var value = zeros(2);
        var state = new TrainingState();
        state.Put("value", value);
        value.add_(1);
        using var kept = state.Tensor("value");
        Assert.Equal([0f, 0f], kept.data<float>().ToArray());
    }

    [Fact]
    public void What_is_missing_or_of_another_kind_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.safetensors");
        var saved = new TrainingState();
        saved.Section("rate").Put("used", 1L);
        CheckpointFile.Write(path, saved);
        var state = CheckpointFile.Read(path, out _)!.Section("rate");
        const string Remedy = "; it was written by another version of Hep, or for another run card";
        Assert.Equal($"{path}: found no entry 'rate.losses', expected one{Remedy}", Assert.Throws<InvalidDataException>(() => state.Numbers("losses")).Message);
        Assert.Equal($"{path}: found 'rate.used' as I64 with 0 axes, expected F64 with 0{Remedy}", Assert.Throws<InvalidDataException>(() => state.Number("used")).Message);
        Assert.Throws<ArgumentException>(() => saved.Section("rate").Put("used", 2L));
    }
}
