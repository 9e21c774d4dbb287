using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>Every layer against PyTorch: names, first values from the same seed, results, gradients, buffers after a step, evaluation.</summary>
public sealed class LayerGoldenTests
{
    private static readonly Dictionary<string, Golden.Layer> Cases = Golden.Read<Golden.Layer>("layers");

    private static readonly Dictionary<string, Func<nn.Module<Tensor, Tensor>>> Layers = new()
    {
        ["Linear"] = () => nn.Linear(3, 5),
        ["Linear no bias"] = () => nn.Linear(3, 2, hasBias: false),
        ["Linear double"] = () => nn.Linear(3, 2, dtype: ScalarType.Float64),
        ["BatchNorm1d"] = () => nn.BatchNorm1d(3),
        ["BatchNorm1d three dimensions"] = () => nn.BatchNorm1d(3, eps: 1e-2, momentum: 0.3),
        ["BatchNorm1d plain"] = () => nn.BatchNorm1d(3, affine: false, track_running_stats: false),
        ["LayerNorm"] = () => nn.LayerNorm(3, eps: 1e-4),
        ["LayerNorm two"] = () => nn.LayerNorm([3, 2]),
        ["LayerNorm plain"] = () => nn.LayerNorm(3, elementwise_affine: false),
        ["Dropout"] = () => nn.Dropout(0.4),
        ["ReLU"] = () => nn.ReLU(),
        ["ReLU in place"] = () => nn.Sequential(nn.Linear(3, 3), nn.ReLU(inplace: true)),
        ["LeakyReLU"] = () => nn.LeakyReLU(0.2),
        ["ELU"] = () => nn.ELU(0.8),
        ["SiLU"] = () => nn.SiLU(),
        ["GELU"] = () => nn.GELU(),
        ["GELU tanh"] = () => nn.GELU(GELU.Approximate.tanh),
        ["Sigmoid"] = () => nn.Sigmoid(),
        ["Tanh"] = () => nn.Tanh(),
        ["Softmax"] = () => nn.Softmax(1),
        ["LogSoftmax"] = () => nn.LogSoftmax(1),
        ["Softplus"] = () => nn.Softplus(2, 1),
        ["Identity"] = () => nn.Identity(),
        ["Flatten"] = () => nn.Flatten(),
        ["MLP"] = () => nn.Sequential(nn.Linear(3, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.3), nn.Linear(8, 1)),
        ["Nested"] = () => new NestedModule(),
    };

    public static IEnumerable<object[]> Names => Golden.Names("layers");

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_PyTorch(string name) => Golden.Holds(Cases[name], Layers[name]);

    [Fact]
    public void First_values_agree_with_PyTorch()
    {
        var golden = Golden.Read<Golden.Value>("init");
        using var scope = NewDisposeScope();
        var ours = new Dictionary<string, Func<Tensor>>
        {
            ["uniform_"] = () => nn.init.uniform_(empty(2, 3), -1, 2),
            ["normal_"] = () => nn.init.normal_(empty(2, 3), 0.5, 2),
            ["constant_"] = () => nn.init.constant_(empty(2, 3), 0.25),
            ["ones_"] = () => nn.init.ones_(empty(2)),
            ["zeros_"] = () => nn.init.zeros_(empty(2)),
            ["xavier_uniform_"] = () => nn.init.xavier_uniform_(empty(3, 4), 1.5),
            ["xavier_normal_"] = () => nn.init.xavier_normal_(empty(3, 4, 2)),
            ["kaiming_uniform_"] = () => nn.init.kaiming_uniform_(empty(3, 4), Math.Sqrt(5)),
            ["kaiming_uniform_ fan_out"] = () =>
                nn.init.kaiming_uniform_(empty(3, 4, 2), 0, nn.init.FanInOut.FanOut, nn.init.NonlinearityType.ReLU),
            ["kaiming_normal_"] = () => nn.init.kaiming_normal_(empty(3, 4), 0.1),
            ["gains"] = () => tensor(new[]
            {
                nn.init.calculate_gain(nn.init.NonlinearityType.Linear), nn.init.calculate_gain(nn.init.NonlinearityType.Sigmoid),
                nn.init.calculate_gain(nn.init.NonlinearityType.Tanh), nn.init.calculate_gain(nn.init.NonlinearityType.ReLU),
                nn.init.calculate_gain(nn.init.NonlinearityType.LeakyReLU, 0.2),
            }),
        };
        Assert.Equal(golden.Keys.Order(), ours.Keys.Order());
        foreach (var (name, made) in ours)
        {
            manual_seed(5);
            Golden.Equal(golden[name], made());
        }
    }
}
