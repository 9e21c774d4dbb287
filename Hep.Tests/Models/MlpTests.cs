using System.Text.Json;
using System.Text.Json.Serialization;
using Hep.Models;
using Hep.Tests.Bindings.TorchSharp;
using Hep.Tests.Support;
using Hep.Training.Cards;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Models;

/// <summary>The perceptron against PyTorch's by copied weights (golden/make_mlp.py), and its shapes and counts.</summary>
[Collection(nameof(LibTorchState))]
public sealed class MlpTests
{
    private static readonly Dictionary<string, Case> Cases =
        JsonSerializer.Deserialize<Dictionary<string, Case>>(File.ReadAllText(Repository.PathOf("Hep.Tests/Models/golden/mlp.json")))!;

    public static IEnumerable<object[]> Names => Cases.Keys.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(Names))]
    public void Copied_weights_give_the_outputs_of_PyTorch(string name)
    {
        using var scope = NewDisposeScope();
        var golden = Cases[name];
        using var mlp = golden.Make();
        Assert.Equal(golden.State.Keys.Order(StringComparer.Ordinal), mlp.state_dict().Keys.Order(StringComparer.Ordinal));
        mlp.load_state_dict(golden.State.ToDictionary(entry => entry.Key, entry => entry.Value.ToTensor(), StringComparer.Ordinal));
        mlp.eval();
        Golden.Equal(golden.Output, mlp.call(golden.Input.ToTensor()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_count_of_parameters_is_that_of_the_network(string name)
    {
        using var mlp = Cases[name].Make();
        Assert.Equal(Cases[name].Parameters, mlp.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(Cases[name].Parameters, Mlp.CountParameters(Cases[name].Options, 3, Cases[name].Outputs));
    }

    [Fact]
    public void The_network_of_the_default_card_has_6209_parameters()
    {
        var card = RunCard.Load(Repository.PathOf("configs/higgs.yaml"));
        Assert.Equal(((30 + 1) * 64) + ((64 + 1) * 64) + 64 + 1, Mlp.CountParameters((MlpOptions)card.Model, card.Data.Features.Count, 1));
        Assert.Equal(6209, Mlp.CountParameters((MlpOptions)card.Model, card.Data.Features.Count, 1));
    }

    [Theory]
    [InlineData(new long[] { 4, 2 }, "[4, 2]")]
    [InlineData(new long[] { 3 }, "[3]")]
    [InlineData(new long[] { 2, 4, 3 }, "[2, 4, 3]")]
    public void An_input_of_another_shape_is_refused(long[] shape, string found)
    {
        using var scope = NewDisposeScope();
        using var mlp = new Mlp(new MlpOptions(), 3, 1);
        var error = Assert.Throws<ArgumentException>(() => mlp.call(zeros(shape)));
        Assert.Equal($"Mlp: found an input of shape {found}, expected [batch, 3] (Parameter 'input')", error.Message);
    }

    [Theory]
    [InlineData(0, 1, 4, 0.0)]
    [InlineData(3, 0, 4, 0.0)]
    [InlineData(3, 1, 0, 0.0)]
    [InlineData(3, 1, -4, 0.0)]
    [InlineData(3, 1, 4, 1.0)]
    [InlineData(3, 1, 4, -0.1)]
    [InlineData(3, 1, 4, double.NaN)]
    public void Impossible_options_are_refused(int inputs, int outputs, int units, double dropout) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Mlp(new MlpOptions { Hidden = [8, units], Dropout = dropout }, inputs, outputs));

    internal sealed record Case(
        [property: JsonPropertyName("hidden")] int[] Hidden,
        [property: JsonPropertyName("outputs")] int Outputs,
        [property: JsonPropertyName("activation")] string Activation,
        [property: JsonPropertyName("normalization")] string Normalization,
        [property: JsonPropertyName("dropout")] double Dropout,
        [property: JsonPropertyName("state")] Dictionary<string, Golden.Value> State,
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
            Dropout = Dropout,
        };

        public Mlp Make() => new(Options, 3, Outputs);
    }
}
