using System.Text.Json;
using Hep.Models;
using Hep.Tests.Support;
using Hep.Training.Checkpoints;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training.Checkpoints;

/// <summary>Weights that come from PyTorch, and weights that go there; golden/exchange.py is the other side.</summary>
[Collection(nameof(LibTorchState))]
public sealed class ExchangeTests : IDisposable
{
    private const string Golden = "Hep.Tests/Training/Checkpoints/golden";

    private static readonly MlpOptions Options = new() { Hidden = [5, 3], Activation = Activation.Silu, Normalization = Normalization.Batch };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("module.safetensors")]
    [InlineData("sequential.safetensors")]
    public void Weights_of_a_PyTorch_module_give_its_logits(string file)
    {
        using var classifier = Toys.Classifier(Options);
        Assert.Empty(InitialWeights.Read(Repository.PathOf($"{Golden}/{file}")).LoadInto(classifier));
        AssertLogits("pytorch", classifier);
    }

    [Fact]
    public void PyTorch_gets_our_logits_from_our_checkpoint()
    {
        var path = Repository.PathOf($"{Golden}/hep.safetensors");
        if (Environment.GetEnvironmentVariable("HEP_ACCEPT") is "1")
        {
            using var fresh = Scaled(seed: 9);
            _ = InitialWeights.Read(Repository.PathOf($"{Golden}/module.safetensors")).LoadInto(fresh);
            Checkpoint.Save(path, fresh, new Dictionary<string, string> { ["hep.epoch"] = "3" });
        }

        // The numbers of the file are those that PyTorch has read, and what we write of them is the same file again.
        using var classifier = Scaled(seed: 1);
        var about = Checkpoint.Load(path, classifier);
        AssertLogits("hep", classifier);
        Checkpoint.Save(folder.File("again.safetensors"), classifier, about);
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(folder.File("again.safetensors")));
    }

    [Fact]
    public void A_checkpoint_of_a_run_gives_its_network_and_warns_of_another_preprocessing()
    {
        using var trained = Scaled(seed: 5);
        Checkpoint.Save(folder.File("best.safetensors"), trained, new Dictionary<string, string>());
        var weights = InitialWeights.Read(folder.File("best.safetensors"));
        using var alike = Scaled(seed: 1);
        Assert.Empty(weights.LoadInto(alike));
        Assert.Equal(Toys.Bits(trained.Network), Toys.Bits(alike.Network));
        using var other = Toys.Classifier(Options);
        Assert.Equal(
            [$"model.from: the weights of {folder.File("best.safetensors")} were trained behind another preprocessing than the one that was fitted here; the network sees other inputs than it knows"],
            weights.LoadInto(other));
        Assert.Equal(Toys.Bits(trained.Network), Toys.Bits(other.Network));
        Assert.NotEqual(Toys.Bits(trained.Preprocessing), Toys.Bits(other.Preprocessing));
    }

    [Fact]
    public void Weights_of_another_network_are_refused_with_all_that_does_not_fit_and_change_nothing()
    {
        var path = Repository.PathOf($"{Golden}/sequential.safetensors");
        using var classifier = Toys.Classifier(new() { Hidden = [4, 3, 2] });
        var before = Toys.Bits(classifier);
        var error = Assert.Throws<InvalidDataException>(() => InitialWeights.Read(path).LoadInto(classifier));
        Assert.Equal(
            $"""
            model.from: {path}: these weights are of another network than the card's; give model the options that they were trained with, or take other weights
              missing: 2.weight F32 [3, 4]
              missing: 2.bias F32 [3]
              0.weight: found F64 [5, 2], expected F32 [4, 2]
              0.bias: found F64 [5], expected F32 [4]
              unexpected: 1.weight F64 [5]
              unexpected: 1.bias F64 [5]
              unexpected: 1.running_mean F64 [5]
              unexpected: 1.running_var F64 [5]
              unexpected: 1.num_batches_tracked I64 []
              unexpected: 3.weight F64 [3, 5]
              unexpected: 3.bias F64 [3]
              4.weight: found F64 [3], expected F32 [2, 3]
              4.bias: found F64 [3], expected F32 [2]
              unexpected: 4.running_mean F64 [3]
              unexpected: 4.running_var F64 [3]
              unexpected: 4.num_batches_tracked I64 []
              6.weight: found F64 [1, 3], expected F32 [1, 2]
            """,
            error.Message);
        Assert.Equal(before, Toys.Bits(classifier));
    }

    [Fact]
    public void Weights_that_are_not_finite_are_refused()
    {
        using var classifier = Toys.Classifier(Options);
        using (no_grad())
        {
            classifier.Network.parameters().First().fill_(double.NaN);
        }

        Checkpoint.Save(folder.File("nan.safetensors"), classifier, new Dictionary<string, string>());
        using var fresh = Toys.Classifier(Options);
        var before = Toys.Bits(fresh);
        var error = Assert.Throws<InvalidDataException>(() => InitialWeights.Read(folder.File("nan.safetensors")).LoadInto(fresh));
        Assert.Contains("found numbers that are not finite in network.layers.0.weight, expected finite weights", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Toys.Bits(fresh));
    }

    [Fact]
    public void What_is_no_file_of_weights_is_named()
    {
        File.WriteAllBytes(folder.File("model.pt"), [.. "PK\u0003\u0004"u8, .. new byte[100]]);
        var error = Assert.Throws<InvalidDataException>(() => InitialWeights.Read(folder.File("model.pt")));
        Assert.StartsWith($"model.from: {folder.File("model.pt")}: not a whole safetensors file: it", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("(of a PyTorch module: safetensors.torch.save_file(module.state_dict(), file))", error.Message, StringComparison.Ordinal);
        var missing = Assert.Throws<FileNotFoundException>(() => InitialWeights.Read(folder.File("none")));
        Assert.Equal($"model.from: {folder.File("none")}: there is no such file, expected a run folder, or a safetensors file, with the weights to begin with", missing.Message);
    }

    private static Classifier Scaled(int seed)
    {
        _ = manual_seed(seed);
        return new Classifier(new Preprocessor(Preprocessings.Standard([0.5f, -1f], [2f, 4f], null, "a", "b")), new Mlp(Options, 2, 1), new Temperature());
    }

    private static void AssertLogits(string whose, Classifier classifier)
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Repository.PathOf($"{Golden}/exchange.json")));
        double[] Numbers(string name) => [.. golden.RootElement.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        classifier.eval();
        var inputs = Array.ConvertAll(Numbers("x"), x => (float)x);
        var logits = classifier.Logits(tensor(inputs, [inputs.Length / 2, 2])).data<float>().ToArray();
        Assert.All(Numbers(whose).Zip(logits), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }
}
