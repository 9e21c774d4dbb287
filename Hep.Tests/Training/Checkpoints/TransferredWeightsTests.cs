using Hep.Models;
using Hep.Tests.Support;
using Hep.Training.Checkpoints;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training.Checkpoints;

/// <summary>A head that is replaced keeps its fresh weights, whatever the file has for it; everything else is as strict as ever.</summary>
[Collection(nameof(LibTorchState))]
public sealed class TransferredWeightsTests : IDisposable
{
    private static readonly MlpOptions Options = new() { Hidden = [5, 3], Normalization = Normalization.Layer };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void All_but_the_head_come_from_a_network_with_more_outputs()
    {
        using var first = new Mlp(Options, 2, 7);
        Checkpoint.Save(folder.File("first"), first, new Dictionary<string, string>());
        using var classifier = Toys.Classifier(Options);
        var before = Entries(classifier.Network);
        var refused = Assert.Throws<InvalidDataException>(() => InitialWeights.Read(folder.File("first")).LoadInto(classifier));
        Assert.EndsWith("\n  layers.6.weight: found F32 [7, 3], expected F32 [1, 3]\n  layers.6.bias: found F32 [7], expected F32 [1]", refused.Message, StringComparison.Ordinal);

        Assert.Empty(InitialWeights.Read(folder.File("first"), replaceHead: true).LoadInto(classifier));
        var (after, theirs) = (Entries(classifier.Network), Entries(first));
        foreach (var name in after.Keys)
            Assert.Equal((name, IsHead(name) ? before[name] : theirs[name]), (name, after[name]));
    }

    [Theory]
    [InlineData("without")]
    [InlineData("not finite")]
    [InlineData("sequence alone")]
    public void Whatever_the_file_has_for_the_head_is_left(string head)
    {
        using var scope = NewDisposeScope();
        using var trained = Toys.Classifier(Options, seed: 2);
        using (no_grad())
        {
            if (head == "not finite")
                trained.Network.parameters().Last().fill_(double.NaN);
        }

        var prefix = head == "sequence alone" ? "layers.".Length : 0;
        SafeTensorsFile.Write(
            folder.File("file"),
            [.. trained.Network.state_dict().Where(entry => head == "not finite" || !IsHead(entry.Key)).Select(entry => TensorBytes.Pack(entry.Key[prefix..], entry.Value))],
            new Dictionary<string, string>());
        using var classifier = Toys.Classifier(Options);
        var before = Entries(classifier.Network);
        Assert.Empty(InitialWeights.Read(folder.File("file"), replaceHead: true).LoadInto(classifier));
        var (after, theirs) = (Entries(classifier.Network), Entries(trained.Network));
        foreach (var name in after.Keys)
            Assert.Equal((name, IsHead(name) ? before[name] : theirs[name]), (name, after[name]));
    }

    [Fact]
    public void What_else_does_not_fit_is_listed_as_ever()
    {
        using var other = new Mlp(Options with { Hidden = [5, 4] }, 2, 1);
        Checkpoint.Save(folder.File("other"), other, new Dictionary<string, string>());
        using var classifier = Toys.Classifier(Options);
        var before = Toys.Bits(classifier);
        var error = Assert.Throws<InvalidDataException>(() => InitialWeights.Read(folder.File("other"), replaceHead: true).LoadInto(classifier));
        Assert.Equal(
            """
              layers.3.weight: found F32 [4, 5], expected F32 [3, 5]
              layers.3.bias: found F32 [4], expected F32 [3]
              layers.4.weight: found F32 [4], expected F32 [3]
              layers.4.bias: found F32 [4], expected F32 [3]
            """,
            string.Join('\n', error.Message.Split('\n')[1..]));
        Assert.Equal(before, Toys.Bits(classifier));
    }

    [Fact]
    public void The_head_of_convolutional_and_modulated_networks_is_known_too()
    {
        foreach (var (network, head) in new (Func<nn.Module<Tensor, Tensor>>, string)[]
        {
            (() => new Cnn(CnnOptions.ResNet(18, 2, 2), 1, 5, 5, 1), "layers.10"),
            (() => new FilmMlp(new() { Hidden = [4, 3] }, 3, [1], 1), "layers.2"),
        })
        {
            using var first = network();
            Checkpoint.Save(folder.File("first"), first, new Dictionary<string, string>());
            using var fresh = network();
            var before = Entries(fresh);
            using var classifier = new Classifier(new Preprocessor(Preprocessings.Standard([0f, 0f], [1f, 1f], null, "a", "b")), fresh, new Temperature());
            Assert.Empty(InitialWeights.Read(folder.File("first"), replaceHead: true).LoadInto(classifier));
            var (after, theirs) = (Entries(fresh), Entries(first));
            string[] kept = [.. after.Keys.Where(name => after[name] == before[name] && after[name] != theirs[name])];
            Assert.Equal([$"{head}.weight", $"{head}.bias"], kept);
            Assert.All(after.Keys.Except(kept), name => Assert.Equal(theirs[name], after[name]));
        }
    }

    private static bool IsHead(string name) => name.StartsWith("layers.6.", StringComparison.Ordinal);

    private static Dictionary<string, string> Entries(nn.Module network) =>
        Toys.Bits(network).Split('\n').Select(line => line.Split(' ')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
