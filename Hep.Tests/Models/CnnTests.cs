using System.Text.Json;
using System.Text.Json.Serialization;
using Hep.Models;
using Hep.Tests.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Models;

/// <summary>Convolutional networks against PyTorch's with the same weights (golden/make_cnn.py), their shapes, counts and refusals.</summary>
[Collection(nameof(LibTorchState))]
public sealed class CnnTests
{
    private const int Channels = 2;
    private const int Height = 12;
    private const int Width = 14;

    private static readonly Dictionary<string, Case> Cases =
        JsonSerializer.Deserialize<Dictionary<string, Case>>(File.ReadAllText(Repository.PathOf("Hep.Tests/Models/golden/cnn.json")))!;

    private static readonly Dictionary<string, CnnOptions> Small = new()
    {
        ["convnet"] = CnnOptions.ConvNet(3),
        ["maxout"] = CnnOptions.Maxout(),
        ["lenet"] = CnnOptions.LeNet(),
        ["vgg"] = CnnOptions.Vgg(2),
        ["resnet 18"] = CnnOptions.ResNet(18, 2, 4),
        ["resnet 34"] = CnnOptions.ResNet(34, 2, 2),
        ["resnet 50"] = CnnOptions.ResNet(50, 2, 2),
        ["resnet without normalisation"] = CnnOptions.ResNet(18, 2, 3) with { Normalization = Normalization.None },
        ["inception"] = CnnOptions.Inception(4),
        ["custom"] = CnnOptions.Of(new CnnArchitecture.Custom(
        [
            new CnnBlock.Convolution(3) { Kernel = 4, Stride = 2 }, new CnnBlock.Dropout2d(0.1), new CnnBlock.Pooling(3) { Kind = PoolingKind.Average, Stride = 2 }, new CnnBlock.Maxout(5) { Pieces = 2 },
        ])) with
        { Hidden = [4], Activation = Activation.Elu, Normalization = Normalization.Batch },
    };

    public static IEnumerable<object[]> Names => Cases.Keys.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(Names))]
    public void Copied_weights_give_the_outputs_and_the_gradients_of_PyTorch(string name)
    {
        using var scope = NewDisposeScope();
        var golden = Cases[name];
        using var network = Make(name);
        network.to(ScalarType.Float64);
        Fill(network, golden);
        network.train(golden.IsTrained);
        var input = Formula(5 * Channels * Height * Width, 0.1).relu().reshape(5, -1).requires_grad_();
        var output = network.call(input);
        Assert.All(output.data<double>().ToArray().Zip(golden.Output), pair => Close(pair.Second, pair.First));
        (output * Formula(output.numel(), 1).reshape(output.shape)).sum().backward();
        foreach (var (parameter, weights) in network.named_parameters())
            Close(golden.Gradients[parameter], Projection(weights.grad!));
        Close(golden.InputGradient, Projection(input.grad!));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Single_precision_agrees_with_double(string name)
    {
        using var scope = NewDisposeScope();
        var images = Formula(5 * Channels * Height * Width, 0.1).relu().reshape(5, -1);
        Tensor Output(ScalarType type)
        {
            using var network = Make(name);
            network.to(type);
            Fill(network, Cases[name]);
            network.eval();
            return network.call(images.to(type)).to(ScalarType.Float64);
        }

        var exact = Output(ScalarType.Float64);
        var scale = exact.abs().max().item<double>();
        Assert.All((Output(ScalarType.Float32) - exact).data<double>().ToArray(), difference => Assert.InRange(difference, -1e-5 * scale, 1e-5 * scale));
    }

    [Fact]
    public void The_maximum_comes_before_an_activation_that_never_falls_and_gives_the_same()
    {
        using var scope = NewDisposeScope();
        _ = manual_seed(4);
        foreach (var (activation, isBefore) in new[] { (Activation.Relu, true), (Activation.LeakyRelu, true), (Activation.Elu, true), (Activation.Tanh, true), (Activation.Silu, false), (Activation.Gelu, false) })
        {
            var options = Custom([new CnnBlock.Convolution(3), new CnnBlock.Pooling(2)]) with { Activation = activation, Hidden = [], GlobalAverage = true };
            using var network = new Cnn(options, 1, 6, 6, 1);
            var items = ((global::TorchSharp.Modules.Sequential)network.Stages[0]).children().ToArray();
            Assert.Equal(isBefore, items[2] is global::TorchSharp.Modules.MaxPool2d);
            var (function, maximum) = isBefore ? (items[3], items[2]) : (items[2], items[3]);
            var maps = randn(4, 3, 6, 6);
            static Tensor Call(nn.Module module, Tensor x) => ((nn.Module<Tensor, Tensor>)module).call(x);
            var other = Call(maximum, Call(function, maps.clone()));
            if (isBefore)
                Assert.All(Call(function, Call(maximum, maps)).data<float>().ToArray().Zip(other.data<float>().ToArray()), pair => Assert.Equal(pair.Second, pair.First, 2e-7f));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_weights_of_PyTorch(string name)
    {
        using var scope = NewDisposeScope();
        _ = manual_seed(1);
        using var network = Make(name);
        foreach (var (parameter, weights) in network.named_parameters())
            Close(Cases[name].Initial[parameter], Projection(weights));
    }

    [Theory]
    [InlineData("convnet", 30_721)]
    [InlineData("maxout", 975_667)]
    [InlineData("lenet", 43_661)]
    [InlineData("vgg", 199_217)]
    [InlineData("resnet", 174_385)]
    [InlineData("inception", 41_957)]
    public void A_preset_for_25x25_cells_has_as_many_parameters_as_its_page_says(string name, long parameters)
    {
        using var network = new Cnn(Preset(name), 1, 25, 25, 1);
        Assert.Equal(parameters, network.parameters().Sum(weights => weights.numel()));
        Assert.Contains($"| `{name}` | {parameters.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} |", File.ReadAllText(Repository.PathOf("docs/models/cnn.md")), StringComparison.Ordinal);
    }

    // The weights of torchvision's resnet18, 34 and 50 without the last layer, with 3 x 3 cells of one channel in the place of 7 x 7 of three.
    [Theory]
    [InlineData(18, 11_176_512 - (3 * 49 * 64) + (9 * 64))]
    [InlineData(34, 21_284_672 - (3 * 49 * 64) + (9 * 64))]
    [InlineData(50, 23_508_032 - (3 * 49 * 64) + (9 * 64))]
    public void A_residual_network_of_the_papers_width_has_the_papers_layers(int depth, long parameters)
    {
        using var network = new Cnn(CnnOptions.ResNet(depth, 64, 4), 1, 25, 25, 1);
        var features = depth >= 50 ? 2048 : 512;
        Assert.Equal(parameters + features + 1, network.parameters().Sum(weights => weights.numel()));
        Assert.Equal(depth, network.state_dict().Count(entry => entry.Value.shape.Length is 2 or 4 && !entry.Key.Contains("downsample", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_training_step_leaves_no_tensor_behind_and_lowers_the_loss()
    {
        foreach (var (name, options) in Small)
        {
            _ = manual_seed(3);
            using var outer = NewDisposeScope();
            using var network = new Cnn(options, Channels, Height, Width, 1);
            using var optimizer = optim.Adam(network.parameters(), lr: 3e-3);
            var input = rand(32, Channels * Height * Width);
            var label = input.narrow(1, 0, 168).mean([1]).gt(0.5).to(ScalarType.Float32);
            float Step()
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                var loss = nn.functional.binary_cross_entropy_with_logits(network.call(input).squeeze(-1), label);
                loss.backward();
                optimizer.step();
                return loss.item<float>();
            }

            var first = Step();
            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            var last = first;
            for (var i = 0; i < 60; i++)
                last = Step();
            Assert.True(before == DisposeScopeManager.Statistics.ThreadTotalLiveCount, name);
            Assert.True(last < first, FormattableString.Invariant($"{name}: {first} to {last}"));
        }
    }

    [Fact]
    public void What_is_dropped_can_be_left_out()
    {
        foreach (var (name, options) in Small)
        {
            var plain = (CnnOptions)options.WithoutDropout();
            Assert.Equal(plain, plain.WithoutDropout());
            Assert.Equal(name is "lenet" or "resnet 18" or "resnet 34" or "resnet 50" or "resnet without normalisation", plain == options);
            using var scope = NewDisposeScope();
            using var network = new Cnn(plain, Channels, Height, Width, 1);
            var input = rand(4, Channels * Height * Width);
            Assert.Equal(network.call(input).data<float>().ToArray(), network.call(input).data<float>().ToArray());
        }
    }

    [Fact]
    public void Blocks_that_do_not_fit_are_named_with_their_sizes()
    {
        Assert.Equal(
            "model.blocks[1] (pooling of custom): found an image of 3 x 5 cells before a window of 4 x 4, expected no fewer cells than the window has; take larger images, fewer blocks, smaller strides or more padding",
            Refusal([new CnnBlock.Convolution(2), new CnnBlock.Pooling(4)], 3, 5));
        Assert.Equal(
            "model.blocks[0] (convolution of custom): found an image of 3 x 5 cells with 1 of padding on each side before a window of 11 x 11, expected no fewer cells than the window has; take larger images, fewer blocks, smaller strides or more padding",
            Refusal([new CnnBlock.Convolution(2) { Kernel = 11, Padding = 1 }], 3, 5));
        Assert.Equal(
            "model.blocks[1] (convolution of custom): found units of a fully connected layer before it, expected an image; put the block before the first maxout",
            Refusal([new CnnBlock.Maxout(2), new CnnBlock.Convolution(2)], 3, 5));
        Assert.StartsWith("model.blocks[9] (pooling of vgg): found an image of 1 x 1 cells", Assert.Throws<InvalidDataException>(() => new Cnn(CnnOptions.Vgg(), 1, 4, 4, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Impossible_options_and_inputs_are_refused()
    {
        CnnBlock[] impossible =
        [
            new CnnBlock.Convolution(0), new CnnBlock.Convolution(1) { Kernel = 0 }, new CnnBlock.Convolution(1) { Stride = 0 }, new CnnBlock.Convolution(1) { Padding = -1 }, new CnnBlock.Pooling(0),
            new CnnBlock.Pooling(2) { Stride = -1 }, new CnnBlock.LocalResponse(4), new CnnBlock.LocalResponse(3) { Offset = 0 }, new CnnBlock.Residual(0), new CnnBlock.Residual(1) { Count = 0 },
            new CnnBlock.Inception(1, 1, 1, 1, 1, 0), new CnnBlock.Maxout(0), new CnnBlock.Maxout(2) { Pieces = 0 }, new CnnBlock.Dropout(1), new CnnBlock.Dropout2d(-0.1), new CnnBlock.Dropout(double.NaN),
        ];
        Assert.All(impossible, block => Assert.Throws<ArgumentOutOfRangeException>(() => new Cnn(Custom([block]), 1, 8, 8, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cnn(new CnnOptions(), 0, 8, 8, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cnn(new CnnOptions { Dropout = 1 }, 1, 25, 25, 1));
        Assert.StartsWith("found the normalisation Layer in a convolutional network, expected None or Batch", Assert.Throws<ArgumentException>(() => new Cnn(new CnnOptions { Normalization = Normalization.Layer }, 1, 8, 8, 1)).Message, StringComparison.Ordinal);
        using var network = new Cnn(CnnOptions.LeNet(), 1, 12, 12, 1);
        Assert.StartsWith("Cnn: found an input of shape [2, 1, 12, 12], expected [batch, 144]", Assert.Throws<ArgumentException>(() => network.call(zeros(2, 1, 12, 12))).Message, StringComparison.Ordinal);
    }

    internal static CnnOptions Preset(string name) => name switch
    {
        "convnet" => CnnOptions.ConvNet(),
        "maxout" => CnnOptions.Maxout(),
        "lenet" => CnnOptions.LeNet(),
        "vgg" => CnnOptions.Vgg(),
        "resnet" => CnnOptions.ResNet(),
        "inception" => CnnOptions.Inception(),
        "resnet 50" => CnnOptions.ResNet(50, 8),
        _ => CnnOptions.ResNet() with { Normalization = Normalization.None },
    };

    private static Cnn Make(string name) => new(Small[name], Channels, Height, Width, name == "custom" ? 3 : 1);

    private static CnnOptions Custom(ValueList<CnnBlock> blocks) => CnnOptions.Of(new CnnArchitecture.Custom(blocks));

    private static string Refusal(ValueList<CnnBlock> blocks, int height, int width) => Assert.Throws<InvalidDataException>(() => new Cnn(Custom(blocks), 1, height, width, 1)).Message;

    private static Tensor Formula(long count, double phase) => ((arange(count, dtype: ScalarType.Float64) * 0.7) + phase).cos();

    private static double Projection(Tensor values) => (values.to(ScalarType.Float64).reshape(-1) * Formula(values.numel(), 0.5)).sum().item<double>();

    private static void Close(double expected, double found) => Assert.InRange(found - expected, -1e-9 * Math.Max(1, Math.Abs(expected)), 1e-9 * Math.Max(1, Math.Abs(expected)));

    // The same formula as make_cnn.py's.
    private static void Fill(Cnn network, Case golden)
    {
        var state = network.state_dict();
        Assert.Equal(golden.State.Keys.Order(StringComparer.Ordinal), state.Keys.Order(StringComparer.Ordinal));
        using var untracked = no_grad();
        foreach (var (key, phase) in state.Keys.Order(StringComparer.Ordinal).Select((key, i) => (key, i)))
        {
            var shape = state[key].shape;
            Assert.Equal(golden.State[key], shape);
            if (key.EndsWith("num_batches_tracked", StringComparison.Ordinal))
                continue;
            var values = Formula(state[key].numel(), phase);
            if (key.EndsWith("running_var", StringComparison.Ordinal))
                values = (values * 0.5) + 1;
            else if (shape.Length == 1)
                values = (values * 0.3) + (key.Contains("bn", StringComparison.Ordinal) && key.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0);
            else
                values = values * (1.7 / Math.Sqrt(shape[1..].Aggregate(1L, (a, b) => a * b)));
            state[key].copy_(values.reshape(shape));
        }
    }

    internal sealed record Case(
        [property: JsonPropertyName("train")] bool IsTrained,
        [property: JsonPropertyName("state")] Dictionary<string, long[]> State,
        [property: JsonPropertyName("initial")] Dictionary<string, double> Initial,
        [property: JsonPropertyName("y")] double[] Output,
        [property: JsonPropertyName("gradients")] Dictionary<string, double> Gradients,
        [property: JsonPropertyName("x_gradient")] double InputGradient);
}
