using Hep.Models;
using Hep.Onnx;
using Hep.Tests.Models;
using Hep.Tests.Support;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Tests.Onnx;

/// <summary>Autoencoders in ONNX files give the reconstructions and the latent numbers of the trained ones, whatever training alone does.</summary>
[Collection(nameof(LibTorchState))]
public sealed class AutoencoderExportTests
{
    public static IEnumerable<object[]> Names => AutoencoderTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_file_agrees_with_the_network_at_every_batch_size(string name)
    {
        using var scope = NewDisposeScope();
        _ = manual_seed(1);
        using var network = AutoencoderTests.Make(name);
        Compare(network, network.Inputs, network.Inputs);
        using var encoder = Sequential(network.EncoderStages);
        Compare(encoder, network.Inputs, network.LatentSize);
    }

    [Fact]
    public void Corruption_and_normalisation_of_training_are_not_in_the_file()
    {
        using var scope = NewDisposeScope();
        _ = manual_seed(2);
        var options = new AutoencoderOptions { Normalization = Normalization.Batch, Corruption = new Corruption.Masking(0.5), IsVariational = true, Output = OutputRange.Positive };
        using var dense = new Autoencoder(options, 12);
        _ = dense.Pass(rand(50, 12));
        Compare(dense, 12, 12);
        using var local = new Autoencoder(options with { Architecture = new AutoencoderArchitecture.LocallyConnected(), Corruption = new Corruption.CellDropout(0.2) }, 1, 9, 10);
        _ = local.Pass(rand(50, 90));
        Compare(local, 90, 90);
        using var upsampled = Sequential(new ImageOfRow(1, 3, 4), Upsample(scale_factor: [2, 3]), Flatten());
        Compare(upsampled, 12, 72);
    }

    private static void Compare(Module<Tensor, Tensor> network, int inputs, int outputs)
    {
        network.eval();
        var graph = new OnnxGraphBuilder("autoencoder");
        graph.AddOutput("output", OnnxExporter.Emit(network, graph, OnnxExporter.AddInputs(graph, inputs)), outputs);
        using var file = new TemporaryModel(graph);
        using var scorer = new OnnxScorer(file.File);
        using var untracked = no_grad();
        foreach (var events in new[] { 1, 7, 64 })
        {
            var rows = 2 * rand(events, inputs);
            var expected = network.call(rows).data<float>().ToArray();
            var found = scorer.Score(rows.data<float>().ToArray(), inputs);
            Assert.Equal(events * outputs, found.Length);
            Assert.All(found.Zip(expected), pair => Assert.InRange(pair.First - pair.Second, -2e-5f, 2e-5f));
            if (events == 64)
                Assert.True(expected.Max() - expected.Min() > 0.01, "a network that gives one number only would prove nothing");
        }
    }
}
