using Hep.Models;
using Hep.Training.Cards;
using Xunit;

namespace Hep.Tests.Training.Cards;

/// <summary>The keys of <c>model.name: cnn</c>: defaults, overrides and messages.</summary>
public class CnnCardTests
{
    private const string Card = """
        data: {source: jets.h5, events: 1e3, image: {column: image, cells: [25, 25]}, label: {column: label, signal: W, background: QCD}, split: {by: fraction}}
        model:
          name: cnn
          MODEL
        training: {epochs: 2}
        """;

    [Theory]
    [InlineData("convnet")]
    [InlineData("maxout")]
    [InlineData("lenet")]
    [InlineData("vgg")]
    [InlineData("resnet")]
    [InlineData("inception")]
    public void An_architecture_brings_its_own_head(string name)
    {
        CnnArchitecture architecture = name switch
        {
            "convnet" => new CnnArchitecture.ConvNet(),
            "maxout" => new CnnArchitecture.Maxout(),
            "lenet" => new CnnArchitecture.LeNet(),
            "vgg" => new CnnArchitecture.Vgg(),
            "resnet" => new CnnArchitecture.ResNet(),
            _ => new CnnArchitecture.Inception(),
        };
        Assert.Equal(CnnOptions.Of(architecture), Read($"architecture: {name}"));
        Assert.Equal(name, architecture.Name);
        Assert.Equal(CnnOptions.Of(architecture) with { Hidden = [7], Dropout = 0.75 }, Read($"architecture: {name}\n  hidden: [7]\n  dropout: 0.75"));
    }

    [Fact]
    public void Nothing_said_is_the_network_of_the_paper() => Assert.Equal(CnnOptions.ConvNet(), Read("from: none"));

    [Fact]
    public void Blocks_take_the_place_of_an_architectures_and_leave_its_head()
    {
        var options = Read("architecture: resnet\n  blocks:\n  - convolution: {channels: 64, kernel: 11}\n  - pooling: {size: 2}\n  - maxout: {units: 8}\n  - dropout: 0.2");
        Assert.Equal(
            CnnOptions.ResNet() with { Architecture = new CnnArchitecture.Custom([new CnnBlock.Convolution(64) { Kernel = 11 }, new CnnBlock.Pooling(2), new CnnBlock.Maxout(8), new CnnBlock.Dropout(0.2)]) },
            options);
    }

    [Theory]
    [InlineData("architecture: convent", "card.yaml:4: model.architecture: found \"convent\", expected one of convnet, maxout, lenet, vgg, resnet, inception, custom; did you mean convnet?")]
    [InlineData("architecture: custom", "card.yaml:4: model.architecture: found custom without blocks, expected a list of blocks beside it")]
    [InlineData("architecture: {name: resnet, depth: 20}", "card.yaml:4: model.architecture.depth: found 20, expected one of 18, 34, 50, 101, 152")]
    [InlineData("architecture: {name: resnet, stages: 5}", "card.yaml:4: model.architecture.stages: found 5, expected a whole number from 1 to 4")]
    [InlineData("architecture: {name: inception, width: 10}", "card.yaml:4: model.architecture.width: found 10, expected a multiple of 4: some branches have a quarter of it")]
    [InlineData("architecture: {name: lenet, width: 8}", "card.yaml:4: model.architecture.width: found an unknown key, expected name")]
    [InlineData("normalization: layer", "card.yaml:4: model.normalization: found \"layer\", expected one of none, batch")]
    [InlineData("blocks: convolution", "card.yaml:4: model.blocks: found \"convolution\", expected a list of 0 to 1000 values, each one of convolution, pooling, local_response, residual, inception, maxout, dropout, dropout2d")]
    [InlineData("blocks: [convolutoin: {channels: 4}]", "card.yaml:4: model.blocks[0]: found \"convolutoin\", expected one of convolution, pooling, local_response, residual, inception, maxout, dropout, dropout2d; did you mean convolution?")]
    [InlineData("blocks: [convolution: 4]", "card.yaml:4: model.blocks[0].convolution: found 4, expected a mapping with the keys channels, kernel, stride and padding")]
    [InlineData("blocks: [convolution: {kernel: 3}]", "card.yaml:4: model.blocks[0].convolution.channels: missing, expected a whole number from 1 to 65536")]
    [InlineData("blocks: [convolution: {channels: 4, padding: full}]", "card.yaml:4: model.blocks[0].convolution.padding: found \"full\", expected same, or a whole number from 0 to 1024")]
    [InlineData("blocks: [local_response: {size: 4}]", "card.yaml:4: model.blocks[0].local_response.size: found 4, expected an odd number: as many neighbours on either side")]
    [InlineData("blocks: [dropout: 1]", "card.yaml:4: model.blocks[0].dropout: found 1, expected a number from 0 up to but not including 1")]
    public void What_cannot_be_is_told_with_its_place(string model, string message)
    {
        var error = Assert.Throws<InvalidDataException>(() => Read(model));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Batch_normalisation_needs_a_batch_and_lbfgs_no_dropout()
    {
        Assert.Equal(
            "card.yaml:5: training.batch_size: found 1, expected 2 or more with model.normalization: batch (one event has no spread)",
            Assert.Throws<InvalidDataException>(() => Read("architecture: resnet", "training.batch_size=1")).Message.Replace("--set training.batch_size=1", "card.yaml:5", StringComparison.Ordinal));
        Assert.Equal(
            "card.yaml:2: model.dropout: found it with the optimizer lbfgs, expected 0: the loss must be the same at every look at the same weights",
            Assert.Throws<InvalidDataException>(() => Read("blocks: [dropout2d: 0.1]", "training.optimizer=lbfgs")).Message);
    }

    private static CnnOptions Read(string model, params string[] settings) =>
        (CnnOptions)RunCard.FromSource(Card.Replace("MODEL", model, StringComparison.Ordinal), "card.yaml", [.. settings.Select(text => CardOverride.Set(text))]).Model;
}
