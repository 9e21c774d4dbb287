using Hep.Models;
using Hep.Tests.Support;
using Hep.Training.Checkpoints;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training.Checkpoints;

[Collection(nameof(LibTorchState))]
public sealed class CheckpointTests
{
    [Fact]
    public void Every_bit_comes_back()
    {
        using var folder = new TemporaryFolder();
        using var saved = Net([4, 3], Normalization.Batch);
        using (var scope = NewDisposeScope())
            _ = saved.call(randn(20, 2));
        using var loaded = Net([4, 3], Normalization.Batch);
        Assert.NotEqual(Bits(saved), Bits(loaded));
        Checkpoint.Save(folder.File("a.safetensors"), saved, new Dictionary<string, string> { ["epoch"] = "3" });
        Assert.Equal("3", Checkpoint.Load(folder.File("a.safetensors"), loaded)["epoch"]);
        Assert.Equal(Bits(saved), Bits(loaded));
        Assert.Equal(
            ["layers.0.bias", "layers.0.weight", "layers.1.bias", "layers.1.num_batches_tracked", "layers.1.running_mean", "layers.1.running_var", "layers.1.weight"],
            SafeTensorsFile.Read(folder.File("a.safetensors")).Tensors.Select(t => t.Name).Order(StringComparer.Ordinal).Take(7));
    }

    [Fact]
    public void A_checkpoint_of_another_model_is_refused_with_all_that_does_not_fit_and_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("other.safetensors");
        using var saved = Net([4, 3], Normalization.None);
        using var other = Net([5], Normalization.Batch);
        Checkpoint.Save(path, saved, new Dictionary<string, string>());
        var before = Bits(other);
        var error = Assert.Throws<InvalidDataException>(() => Checkpoint.Load(path, other));
        Assert.Equal(
            $"""
            {path}: a checkpoint of another model than the run card's; take the card it was trained with
              missing: layers.1.weight F32 [5]
              missing: layers.1.bias F32 [5]
              missing: layers.1.running_mean F32 [5]
              missing: layers.1.running_var F32 [5]
              missing: layers.1.num_batches_tracked I64 []
              missing: layers.3.weight F32 [1, 5]
              missing: layers.3.bias F32 [1]
              layers.0.weight: found F32 [4, 2], expected F32 [5, 2]
              layers.0.bias: found F32 [4], expected F32 [5]
              unexpected: layers.2.weight F32 [3, 4]
              unexpected: layers.2.bias F32 [3]
              unexpected: layers.4.weight F32 [1, 3]
              unexpected: layers.4.bias F32 [1]
            """,
            error.Message);
        Assert.Equal(before, Bits(other));
    }

    [Fact]
    public void A_number_of_another_type_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("double.safetensors");
        using var saved = Net([], Normalization.None);
        using var other = Net([], Normalization.None);
        saved.to(ScalarType.Float64);
        Checkpoint.Save(path, saved, new Dictionary<string, string>());
        var error = Assert.Throws<InvalidDataException>(() => Checkpoint.Load(path, other));
        Assert.Equal(
            $"""
            {path}: a checkpoint of another model than the run card's; take the card it was trained with
              layers.0.weight: found F64 [1, 2], expected F32 [1, 2]
              layers.0.bias: found F64 [1], expected F32 [1]
            """,
            error.Message);
    }

    private static Mlp Net(ValueList<int> hidden, Normalization normalization) => new(new MlpOptions { Hidden = hidden, Normalization = normalization }, 2, 1);

    private static string Bits(Mlp mlp)
    {
        using var scope = NewDisposeScope();
        return string.Join('\n', mlp.state_dict().Select(entry => $"{entry.Key} {Convert.ToHexString(entry.Value.detach().contiguous().bytes)}"));
    }
}
