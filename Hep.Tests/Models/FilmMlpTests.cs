using System.Text.Json;
using System.Text.Json.Serialization;
using Hep.Models;
using Hep.Tests.Bindings.TorchSharp;
using Hep.Tests.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Models;

/// <summary>The modulated perceptron against PyTorch's by copied weights (golden/make_film.py), and what it begins with.</summary>
[Collection(nameof(LibTorchState))]
public sealed class FilmMlpTests
{
    private const int Inputs = 5;

    private static readonly Dictionary<string, Case> Cases =
        JsonSerializer.Deserialize<Dictionary<string, Case>>(File.ReadAllText(Repository.PathOf("Hep.Tests/Models/golden/film.json")))!;

    public static IEnumerable<object[]> Names => Cases.Keys.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(Names))]
    public void Copied_weights_give_the_outputs_and_the_gradients_of_PyTorch(string name)
    {
        using var scope = NewDisposeScope();
        var golden = Cases[name];
        using var network = golden.Make();
        Assert.Equal(golden.State.Keys.Order(StringComparer.Ordinal), network.state_dict().Keys.Order(StringComparer.Ordinal));
        network.load_state_dict(golden.State.ToDictionary(entry => entry.Key, entry => entry.Value.ToTensor(), StringComparer.Ordinal));
        network.eval();
        var output = network.call(golden.Input.ToTensor());
        Golden.Equal(golden.Output, output);
        output.sum().backward();
        foreach (var (parameter, weights) in network.named_parameters())
            Golden.Equal(golden.Gradients[parameter], weights.grad!);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_count_of_parameters_is_that_of_the_network(string name)
    {
        var golden = Cases[name];
        using var network = golden.Make();
        Assert.Equal(golden.Parameters, network.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(golden.Parameters, FilmMlp.CountParameters(golden.Options, Inputs, golden.Places.Length, golden.Outputs));
    }

    [Fact]
    public void It_begins_as_a_perceptron_of_the_features_alone_and_can_leave_that()
    {
        using var scope = NewDisposeScope();
        _ = manual_seed(2);
        var options = new MlpOptions { Hidden = [8, 6], Normalization = Normalization.Layer, Activation = Activation.Tanh, FilmUnits = 4 };
        using var film = new FilmMlp(options, Inputs, [4], 1);
        using var plain = new Mlp(options, Inputs - 1, 1);
        foreach (var (own, ofPlain) in new[] { ("layers.0", "layers.0"), ("normalizations.0", "layers.1"), ("layers.1", "layers.3"), ("normalizations.1", "layers.4"), ("layers.2", "layers.6") })
        {
            foreach (var kind in new[] { "weight", "bias" })
                Assign(plain, $"{ofPlain}.{kind}", film.state_dict()[$"{own}.{kind}"]);
        }

        var features = randn(50, Inputs - 1);
        float[] At(double mass) => film.call(cat([features, full([50, 1], mass)], 1)).detach().data<float>().ToArray();
        Assert.Equal(plain.call(features).detach().data<float>().ToArray(), At(-1.5));
        Assert.Equal(At(-1.5), At(2));

        var optimizer = optim.Adam(film.parameters(), lr: 0.01);
        for (var step = 0; step < 3; step++)
        {
            optimizer.zero_grad();
            var mass = randn(50, 1);
            (film.call(cat([features, mass], 1)) - mass).pow(2).mean().backward();
            optimizer.step();
        }

        Assert.All(At(-1.5).Zip(At(2)), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void A_training_step_leaves_no_tensor_behind()
    {
        using var film = new FilmMlp(new MlpOptions { Hidden = [8, 6], Dropout = 0.2, Normalization = Normalization.Batch }, Inputs, [1, 3], 1);
        using var input = randn(16, Inputs).DetachFromDisposeScope();
        void Step()
        {
            using var scope = NewDisposeScope();
            film.call(input).sum().backward();
        }

        Step();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 5; i++)
            Step();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Theory]
    [InlineData(new int[0], "[]")]
    [InlineData(new[] { 5 }, "[5]")]
    [InlineData(new[] { -1 }, "[-1]")]
    [InlineData(new[] { 2, 2 }, "[2, 2]")]
    [InlineData(new[] { 0, 1, 2, 3, 4 }, "[0, 1, 2, 3, 4]")]
    public void Places_that_parameters_cannot_have_are_refused(int[] places, string found)
    {
        var error = Assert.Throws<ArgumentException>(() => new FilmMlp(new MlpOptions(), Inputs, places, 1));
        Assert.Equal($"found parameters at {found}, expected one or more different places among the 5 inputs, and another input beside them (Parameter 'parameters')", error.Message);
    }

    [Fact]
    public void Impossible_options_and_inputs_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentOutOfRangeException>(() => new FilmMlp(new MlpOptions { FilmUnits = 0 }, Inputs, [4], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FilmMlp(new MlpOptions { Dropout = 1 }, Inputs, [4], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FilmMlp(new MlpOptions(), Inputs, [4], 0));
        Assert.StartsWith("found no hidden layer, expected one or more that the parameters modulate", Assert.Throws<ArgumentException>(() => new FilmMlp(new MlpOptions { Hidden = [] }, Inputs, [4], 1)).Message);
        using var network = new FilmMlp(new MlpOptions(), Inputs, [4], 1);
        Assert.StartsWith("FilmMlp: found an input of shape [2, 4], expected [batch, 5]", Assert.Throws<ArgumentException>(() => network.call(zeros(2, 4))).Message);
    }

    private static void Assign(nn.Module module, string name, Tensor value)
    {
        using var untracked = no_grad();
        module.state_dict()[name].copy_(value);
    }

    internal sealed record Case(
        [property: JsonPropertyName("places")] int[] Places,
        [property: JsonPropertyName("hidden")] int[] Hidden,
        [property: JsonPropertyName("outputs")] int Outputs,
        [property: JsonPropertyName("activation")] string Activation,
        [property: JsonPropertyName("normalization")] string Normalization,
        [property: JsonPropertyName("film_units")] int FilmUnits,
        [property: JsonPropertyName("state")] Dictionary<string, Golden.Value> State,
        [property: JsonPropertyName("gradients")] Dictionary<string, Golden.Value> Gradients,
        [property: JsonPropertyName("parameters")] long Parameters,
        [property: JsonPropertyName("x")] Golden.Value Input,
        [property: JsonPropertyName("y")] Golden.Value Output)
    {
        [JsonIgnore]
        public MlpOptions Options => new()
        {
            Hidden = [.. Hidden],
            Activation = Enum.Parse<Activation>(Activation.Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
            Normalization = Enum.Parse<Normalization>(Normalization, ignoreCase: true),
            Dropout = 0.25,
            Conditioning = Conditioning.Film,
            FilmUnits = FilmUnits,
        };

        public FilmMlp Make() => new(Options, Inputs, Places, Outputs);
    }
}
