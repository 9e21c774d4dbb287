using Hep.Models;
using Hep.Onnx;
using Hep.Tests.Models;
using Hep.Tests.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Tests.Onnx;

/// <summary>Convolutional networks in ONNX files give the probabilities of the trained ones.</summary>
[Collection(nameof(LibTorchState))]
public sealed class CnnExportTests
{
    private const int Side = 25;

    [Theory]
    [InlineData("convnet")]
    [InlineData("maxout")]
    [InlineData("lenet")]
    [InlineData("vgg")]
    [InlineData("resnet")]
    [InlineData("resnet 50")]
    [InlineData("inception")]
    [InlineData("resnet without normalisation")]
    public void The_file_agrees_with_the_network_at_every_batch_size(string name)
    {
        using var scope = NewDisposeScope();
        using var network = Trained(CnnTests.Preset(name));
        using var probability = Sequential(network, Sigmoid());
        probability.eval();
        var graph = new OnnxGraphBuilder("cnn");
        graph.AddOutput("probability", OnnxExporter.Emit(probability, graph, OnnxExporter.AddInputs(graph, Side * Side)), 1);
        using var file = new TemporaryModel(graph);
        using var scorer = new OnnxScorer(file.File);
        using var untracked = no_grad();
        foreach (var events in new[] { 1, 7, 256 })
        {
            var images = Images(events);
            var expected = probability.call(images).data<float>().ToArray();
            var found = scorer.Score(images.data<float>().ToArray(), Side * Side);
            Assert.Equal(events, found.Length);
            Assert.All(found.Zip(expected), pair => Assert.InRange(pair.First - pair.Second, -1e-5f, 1e-5f));
            if (events == 256)
                Assert.True(expected.Max() - expected.Min() > 0.1, "a network that gives one number only would prove nothing");
        }
    }

    [Fact]
    public void Windows_of_every_kind_are_exported()
    {
        using var scope = NewDisposeScope();
        _ = manual_seed(1);
        using var network = Sequential(
            Conv2d(2, 4, (3, 2), stride: (1, 2), padding: (2, 1), dilation: (2, 1), groups: 2),
            Conv2d(4, 6, 4, padding: Padding.Same, bias: false),
            BatchNorm2d(6, affine: false),
            MaxPool2d(3, stride: 2, padding: 1, ceil_mode: true),
            AvgPool2d(3, stride: 2, padding: 1, count_include_pad: false),
            AvgPool2d(2, stride: 1, padding: 1),
            LocalResponseNorm(3, 0.5, 0.6, 1.5),
            AdaptiveAvgPool2d(1),
            Flatten());
        _ = network.call(rand(30, 2, 9, 12));
        network.eval();
        using var untracked = no_grad();
        var graph = new OnnxGraphBuilder("windows");
        var rows = graph.AddInput("x", 2 * 9 * 12);
        graph.AddOutput("y", OnnxExporter.Emit(network, graph, graph.AddNode("Reshape", [rows, graph.AddInitializer("image", [-1L, 2, 9, 12], 4)])), 6);
        using var file = new TemporaryModel(graph);
        using var scorer = new OnnxScorer(file.File);
        var images = rand(5, 2 * 9 * 12);
        var expected = network.call(images.reshape(5, 2, 9, 12)).data<float>().ToArray();
        Assert.All(scorer.Score(images.data<float>().ToArray(), 2 * 9 * 12).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 2e-6f));
    }

    [Fact]
    public void What_ONNX_has_no_word_for_is_named()
    {
        (Module<Tensor, Tensor> Module, string Message)[] cases =
        [
            (Conv2d(1, 1, 3, padding: 1, padding_mode: PaddingModes.Reflect), "Conv2d with padding_mode: Reflect cannot be exported to ONNX; make it with zeros"),
            (AvgPool2d(2, divisor_override: 3), "AvgPool2d with divisor_override: 3 cannot be exported to ONNX; make it without"),
            (AdaptiveAvgPool2d(2), "AdaptiveAvgPool2d to [2, 2] cannot be exported to ONNX, to [1, 1] it can; AvgPool2d has windows of a size of its own"),
            (LocalResponseNorm(4), "LocalResponseNorm of 4 channels cannot be exported to ONNX; make it with an odd number"),
            (Flatten(0), "Flatten(0, -1) cannot be exported to ONNX, Flatten(1, -1) can"),
            (BatchNorm2d(1, track_running_stats: false), "BatchNorm2d without running statistics cannot be exported to ONNX: it needs a whole batch to say anything of one event; make it with track_running_stats: true"),
        ];
        foreach (var (module, message) in cases)
        {
            using (module)
            {
                var graph = new OnnxGraphBuilder("unknown");
                Assert.Equal(message, Assert.Throws<NotSupportedException>(() => OnnxExporter.Emit(module, graph, graph.AddInput("x", 1, 4, 4))).Message);
            }
        }
    }

    // A few bright cells on an empty image, as jets are.
    private static Tensor Images(int events) => (rand(events, Side * Side) - 0.9).relu() * 10;

    // Larger weights than fresh ones, and running statistics that say something.
    private static Cnn Trained(CnnOptions options)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        _ = manual_seed(1);
        var network = new Cnn(options, 1, Side, Side, 1);
        foreach (var weights in network.parameters())
            weights.mul_(1.5);
        network.train();
        for (var i = 0; i < 5; i++)
            _ = network.call(Images(32));
        network.eval();

        // Whatever the depth, logits spread over the sigmoid's steep part.
        var logits = network.call(Images(64));
        var last = network.parameters().ToArray()[^2..];
        var scale = 1 / logits.std().item<float>();
        last[0].mul_(scale);
        last[1].sub_(logits.mean()).mul_(scale);
        return network;
    }
}
