using System.Text.Json;
using Hep.Models;
using Hep.Tests.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Models;

/// <summary>Autoencoders against PyTorch's with the same weights (golden/make_autoencoders.py), closed forms of their losses, and what training alone does.</summary>
[Collection(nameof(LibTorchState))]
public sealed class AutoencoderTests
{
    private static readonly Dictionary<string, Case> Cases =
        JsonSerializer.Deserialize<Dictionary<string, Case>>(File.ReadAllText(Repository.PathOf("Hep.Tests/Models/golden/autoencoders.json")))!;

    private static readonly AutoencoderOptions Images = new() { Latent = 3, Activation = Activation.Relu };

    public static IEnumerable<object[]> Names => Cases.Keys.Select(name => new object[] { name });

    /// <summary>An autoencoder of the golden file.</summary>
    public static Autoencoder Make(string name) => name switch
    {
        "dense" => new(new() { Architecture = new AutoencoderArchitecture.Dense { Hidden = [4, 3] }, Latent = 2 }, 5),
        "sparse" => new(new() { Architecture = new AutoencoderArchitecture.Dense { Hidden = [4] }, Latent = 2, Activation = Activation.Tanh, Output = OutputRange.Unit, SparseActivation = 0.1 }, 5),
        "variational" => new(new() { Architecture = new AutoencoderArchitecture.Dense { Hidden = [4] }, Latent = 2, IsVariational = true }, 5),
        "convolutional" => new(Images with { Architecture = new AutoencoderArchitecture.Convolutional { Channels = [3, 4] }, Output = OutputRange.Positive }, 2, 6, 7),
        "transposed" => new(Images with { Architecture = new AutoencoderArchitecture.Convolutional { Channels = [3, 4], Upsampling = Upsampling.Transposed } }, 2, 6, 7),
        "locally connected" => new(new() { Architecture = new AutoencoderArchitecture.LocallyConnected { Channels = [3] }, Latent = 2, IsVariational = true }, 2, 6, 7),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such case"),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Copied_weights_give_the_outputs_the_losses_and_the_gradients_of_PyTorch(string name)
    {
        using var scope = NewDisposeScope();
        var golden = Cases[name];
        using var network = Make(name);
        network.to(ScalarType.Float64);
        Assert.Equal(golden.Gradients.Keys.Order(StringComparer.Ordinal), network.named_parameters().Select(p => p.name).Order(StringComparer.Ordinal));
        Fill(network);
        network.eval();
        var input = Formula([4, network.Inputs], 0.1).abs();
        var pass = network.Pass(input);
        Close(golden.Reconstruction, pass.Reconstruction);
        Close(golden.Mean, pass.Mean);
        Close(golden.Reconstruction, network.call(input));
        Close(golden.Mean, network.Encode(input));
        Close(golden.Reconstruction, network.Decode(pass.Mean));
        var terms = new Dictionary<string, Tensor> { ["squared"] = AutoencoderLosses.Squared(input, pass.Reconstruction).sum(), ["poisson"] = AutoencoderLosses.Poisson(input, pass.Reconstruction).sum() };
        if (pass.LogVariance is { } logVariance)
            terms["kl"] = AutoencoderLosses.KullbackLeibler(pass.Mean, logVariance).sum();
        if (network.SparseActivation is { } activation)
            terms["sparsity"] = AutoencoderLosses.Sparsity(pass.Latent, activation);
        Assert.Equal(golden.Terms.Keys.Order(StringComparer.Ordinal), terms.Keys.Order(StringComparer.Ordinal));
        foreach (var (term, value) in terms)
            Assert.Equal(golden.Terms[term], value.item<double>(), 1e-9 * Math.Max(1, Math.Abs(golden.Terms[term])));
        terms.Where(term => term.Key != "poisson").Select(term => term.Value).Aggregate((one, other) => one + other).backward();
        foreach (var (parameter, weights) in network.named_parameters())
            Assert.Equal(golden.Gradients[parameter], (weights.grad! * Formula(weights.shape, 0.5)).sum().item<double>(), 1e-9);
    }

    [Fact]
    public void Latent_numbers_are_drawn_in_training_alone_with_the_mean_and_the_variance_of_the_encoder()
    {
        using var scope = NewDisposeScope();
        _ = manual_seed(1);
        using var network = Make("variational");
        var input = rand(1, 5).expand(40_000, 5);
        using var untracked = no_grad();
        network.train();
        var pass = network.Pass(input);
        var pulls = (pass.Latent - pass.Mean) / (0.5 * pass.LogVariance!).exp();
        Assert.Equal(0, pulls.mean().item<float>(), 4 / Math.Sqrt(80_000));
        Assert.Equal(1, pulls.square().mean().item<float>(), 4 * Math.Sqrt(2 / 80_000.0));
        network.eval();
        var still = network.Pass(input);
        Assert.Equal(0, (still.Latent - still.Mean).abs().max().item<float>());
    }

    [Fact]
    public void The_divergence_of_the_unit_normal_is_0_and_of_a_shifted_one_half_of_the_square()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([0f, 12.5f], AutoencoderLosses.KullbackLeibler(tensor(new float[] { 0, 0, 3, 4 }).reshape(2, 2), zeros(2, 2)).data<float>().ToArray());
        var variance = 4.0;
        Assert.Equal((variance - 1 - Math.Log(variance)) / 2, AutoencoderLosses.KullbackLeibler(zeros(1, 1), full([1, 1], Math.Log(variance))).item<float>(), 1e-6);
        Assert.Equal(0, AutoencoderLosses.Sparsity(full([3, 2], 0.2, ScalarType.Float64), 0.2).item<double>(), 1e-12);
        Assert.Equal([2f], AutoencoderLosses.Gaussian(tensor(new float[] { 3 }).reshape(1, 1), tensor(new float[] { 1 }).reshape(1, 1), ones(1)).data<float>().ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => AutoencoderLosses.Sparsity(ones(1, 1), 1));
    }

    [Fact]
    public void A_Poisson_loss_is_0_where_the_reconstruction_is_right_and_the_mean_where_a_cell_is_dead()
    {
        using var scope = NewDisposeScope();
        var loss = AutoencoderLosses.Poisson(tensor(new float[] { 7, 0, 4, 3 }).reshape(1, 4), tensor(new float[] { 7, 100, 1, 0 }).reshape(1, 4)).data<float>().ToArray();
        Assert.Equal(0, loss[0], 1e-5);
        Assert.Equal(100, loss[1], 1e-4);
        Assert.Equal((4 * Math.Log(4)) - 3, loss[2], 1e-5);
        Assert.True(float.IsFinite(loss[3]) && loss[3] > 20);
    }

    [Fact]
    public void Corruption_is_of_training_alone_and_as_often_as_was_asked_for()
    {
        using var scope = NewDisposeScope();
        _ = manual_seed(2);
        var input = ones(2000, 2 * 10);
        Tensor Corrupted(Corruption corruption, bool training)
        {
            using var layer = new CorruptionLayer(corruption, channels: 2);
            layer.train(training);
            return layer.call(input).alias();
        }

        var noise = Corrupted(new Corruption.Gaussian(0.5), true) - input;
        Assert.Equal(0.5, noise.square().mean().sqrt().item<float>(), 4 * 0.5 / Math.Sqrt(2 * 40_000));
        var masked = Corrupted(new Corruption.Masking(0.3), true);
        Assert.Equal(0.7, masked.mean().item<float>(), 4 * Math.Sqrt(0.21 / 40_000));
        var cells = Corrupted(new Corruption.CellDropout(0.1) { Empty = -2 }, true).reshape(2000, 2, 10);
        Assert.Equal(0, (cells.narrow(1, 0, 1) - cells.narrow(1, 1, 1)).abs().max().item<float>());
        Assert.Equal(0.1, (1 - cells).mean().item<float>() / 3, 4 * Math.Sqrt(0.09 / 20_000));
        foreach (var corruption in new Corruption[] { new Corruption.None(), new Corruption.Gaussian(1), new Corruption.Masking(0.5), new Corruption.CellDropout(0.5) })
            Assert.Equal(0, (Corrupted(corruption, false) - input).abs().max().item<float>());
        Assert.Equal(0, (Corrupted(new Corruption.None(), true) - input).abs().max().item<float>());
    }

    [Fact]
    public void Each_stage_of_pretraining_trains_one_pair_of_layers_and_together_they_are_the_network()
    {
        using var scope = NewDisposeScope();
        _ = manual_seed(3);
        using var network = Make("dense");
        var stages = network.PretrainingStages;
        Assert.Equal([0, 1, 2], stages.Select(stage => stage.Number));
        Assert.Equal(network.parameters().Select(p => p.Handle).Order(), stages.SelectMany(stage => stage.Parameters).Select(p => p.Handle).Order());
        var input = rand(6, 5);
        Assert.Equal([5L, 4, 3], stages.Select(stage => stage.Target(input).shape[1]));
        foreach (var stage in stages)
        {
            network.zero_grad();
            var target = stage.Target(input);
            Assert.False(target.requires_grad);
            var rebuilt = stage.Reconstruct(target);
            Assert.Equal(target.shape, rebuilt.shape);
            (rebuilt - target).square().sum().backward();
            var touched = network.parameters().Where(p => p.grad is { } grad && grad.abs().max().item<float>() > 0).Select(p => p.Handle);
            Assert.Equal(stage.Parameters.Select(p => p.Handle).Order(), touched.Order());
        }

        // The whole network is the stages' encoders inwards and their decoders outwards: with a stage alone, its own reconstruction.
        using var shallow = new Autoencoder(new() { Architecture = new AutoencoderArchitecture.Dense { Hidden = [] }, Latent = 2 }, 5);
        Assert.Equal(shallow.call(input).data<float>().ToArray(), shallow.PretrainingStages.Single().Reconstruct(input).data<float>().ToArray());
        using var drawn = Make("variational");
        Assert.Throws<InvalidOperationException>(() => drawn.PretrainingStages);
    }

    [Theory]
    [InlineData(48, 72)]
    [InlineData(25, 25)]
    [InlineData(7, 1)]
    public void Images_of_any_size_come_back_as_they_went_in(int height, int width)
    {
        using var scope = NewDisposeScope();
        foreach (var architecture in new AutoencoderArchitecture[]
        {
            new AutoencoderArchitecture.Convolutional { Channels = [2, 2, 2], Kernel = 5 },
            new AutoencoderArchitecture.Convolutional { Channels = [2, 2], Upsampling = Upsampling.Transposed },
            new AutoencoderArchitecture.LocallyConnected { Channels = [2, 2] },
        })
        {
            using var network = new Autoencoder(new() { Architecture = architecture, Normalization = Normalization.Batch }, 1, height, width);
            Assert.Equal([3L, height * width], network.call(rand(3, height * width)).shape);
            Assert.Equal(6, new AutoencoderOptions { Architecture = new AutoencoderArchitecture.Dense { Hidden = [5, 4] } }.Layers);
        }
    }

    [Fact]
    public void A_locally_connected_layer_with_the_same_weights_everywhere_is_a_convolution()
    {
        using var scope = NewDisposeScope();
        using var layer = new LocallyConnected2d(2, 5, 6, 3, 3, 2, 1);
        using var convolution = nn.Conv2d(2, 3, 3, 2, 1);
        using var untracked = no_grad();
        var parameters = layer.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        parameters["weight"].copy_(convolution.weight.reshape(1, 3, 18).transpose(1, 2).expand(9, 18, 3));
        parameters["bias"].copy_(convolution.bias!.reshape(3, 1).expand(3, 9));
        var images = rand(4, 2, 5, 6);
        Assert.Equal((3, 3, 3), (layer.Outputs, layer.Height, layer.Width));
        Assert.InRange((layer.call(images) - convolution.call(images)).abs().max().item<float>(), 0, 2e-6f);
        Assert.StartsWith("LocallyConnected2d: found an input of shape [4, 2, 6, 5], expected [batch, 2, 5, 6]", Assert.Throws<ArgumentException>(() => layer.call(rand(4, 2, 6, 5))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_made_is_refused()
    {
        Assert.StartsWith("found an autoencoder of the architecture convolutional for features, expected dense", Assert.Throws<ArgumentException>(() => new Autoencoder(new() { Architecture = new AutoencoderArchitecture.Convolutional() }, 5)).Message, StringComparison.Ordinal);
        Assert.StartsWith("found a variational autoencoder with a sparse activation", Assert.Throws<ArgumentException>(() => new Autoencoder(new() { IsVariational = true, SparseActivation = 0.1 }, 5)).Message, StringComparison.Ordinal);
        Assert.StartsWith("the corruption masking needs a probability above 0 and below 1", Assert.Throws<ArgumentOutOfRangeException>(() => new Autoencoder(new() { Corruption = new Corruption.Masking(1) }, 5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Autoencoder(new() { Latent = 0 }, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Autoencoder(new() { Architecture = new AutoencoderArchitecture.Convolutional { Kernel = 2 } }, 1, 5, 5));
        using var network = Make("dense");
        Assert.StartsWith("Autoencoder: found an input of shape [3, 4], expected [batch, 5]", Assert.Throws<ArgumentException>(() => network.Pass(ones(3, 4))).Message, StringComparison.Ordinal);
    }

    private static void Fill(nn.Module network)
    {
        using var untracked = no_grad();
        var phase = 0;
        foreach (var (_, weights) in network.named_parameters().OrderBy(p => p.name, StringComparer.Ordinal))
            weights.copy_(0.3 * Formula(weights.shape, phase++));
    }

    private static Tensor Formula(long[] shape, double phase) => (0.7 * arange(shape.Aggregate(1L, (size, side) => size * side), ScalarType.Float64) + phase).cos().reshape(shape);

    private static void Close(double[] expected, Tensor found)
    {
        var values = found.data<double>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        Assert.All(values.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-11));
    }

    private sealed record Case(double[] Reconstruction, double[] Mean, Dictionary<string, double> Terms, Dictionary<string, double> Gradients);
}
