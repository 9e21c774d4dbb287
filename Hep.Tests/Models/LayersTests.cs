using Hep.Models;
using Hep.Tests.Support;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Models;

/// <summary>The layers with weights into which networks are divided.</summary>
[Collection(nameof(LibTorchState))]
public sealed class LayersTests
{
    private static readonly Dictionary<string, CnnOptions> Convolutional = new(StringComparer.Ordinal)
    {
        ["convnet"] = CnnOptions.ConvNet(2),
        ["maxout"] = CnnOptions.Maxout(),
        ["lenet"] = CnnOptions.LeNet(),
        ["vgg"] = CnnOptions.Vgg(2) with { Normalization = Normalization.Batch },
        ["resnet"] = CnnOptions.ResNet(50, 2, 2),
        ["inception"] = CnnOptions.Inception(4),
        ["custom"] = CnnOptions.Of(new CnnArchitecture.Custom([new CnnBlock.Dropout(0.1), new CnnBlock.Convolution(3), new CnnBlock.Dropout2d(0.1), new CnnBlock.Maxout(5)])),
    };

    public static IEnumerable<object[]> Names => Convolutional.Keys.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_weight_of_a_convolutional_network_is_in_one_layer_and_there_are_as_many_as_the_options_say(string name)
    {
        using var network = new Cnn(Convolutional[name], 1, 13, 13, 1);
        Whole(network, network, Convolutional[name]);
    }

    [Theory]
    [InlineData(0, Normalization.None)]
    [InlineData(2, Normalization.Batch)]
    [InlineData(3, Normalization.Layer)]
    public void Every_weight_of_a_perceptron_is_in_one_layer(int hidden, Normalization normalization)
    {
        var options = new MlpOptions { Hidden = [.. Enumerable.Repeat(4, hidden)], Normalization = normalization, Dropout = 0.1 };
        using var network = new Mlp(options, 3, 1);
        Whole(network, network, options);
    }

    [Fact]
    public void A_layer_has_the_normalisation_the_activation_and_the_dropout_that_follow_it()
    {
        using var network = new Mlp(new() { Hidden = [4, 5], Normalization = Normalization.Batch, Dropout = 0.1 }, 3, 1);
        Assert.Equal(
            ["Linear BatchNorm1d ReLU Dropout", "Linear BatchNorm1d ReLU Dropout", "Linear"],
            network.Layers.Select(layer => string.Join(' ', layer.Select(module => module.GetType().Name))));
    }

    [Fact]
    public void The_generator_of_a_modulated_perceptron_belongs_to_the_first_layer()
    {
        var options = new MlpOptions { Hidden = [4, 5], Normalization = Normalization.Layer, Dropout = 0.1, FilmUnits = 6 };
        using var network = new FilmMlp(options, 4, [3], 1);
        Whole(network, network, options);
        Assert.Equal([3 + 1, 1 + 1, 1], network.Layers.Select(layer => layer.Count(module => module is Linear) + layer.Count(module => module is LayerNorm)));
    }

    private static void Whole(nn.Module network, ILayered layered, ModelOptions options)
    {
        var inLayers = layered.Layers.SelectMany(layer => layer).SelectMany(module => module.parameters()).Select(parameter => (object)parameter).ToList();
        Assert.Equal(options.Layers, layered.Layers.Count);
        Assert.All(layered.Layers, layer => Assert.NotEmpty(layer[0].parameters()));
        Assert.Equal(inLayers.Count, inLayers.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.Equal(network.parameters().Count(), inLayers.Count);
        Assert.IsType<Linear>(Assert.Single(layered.Layers[^1]));
    }
}
