using System.Text.Json;
using Hep.Tests.Support;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Bindings.TorchSharp;

public sealed class LbfgsTests
{
    private static readonly JsonElement Golden = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(Repository.Root, "Hep.Tests/Bindings/TorchSharp/golden/lbfgs.json"))).RootElement;

    public static TheoryData<int> Cases() => [.. Enumerable.Range(0, Golden.GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_step_is_that_of_PyTorch_and_asks_as_often_for_the_loss(int index)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.GetProperty("cases")[index];
        var name = golden.GetProperty("problem").GetString()!;
        Parameter[] parameters = [.. Golden.GetProperty("start").GetProperty(name).EnumerateArray().Select(start => new Parameter(tensor(Numbers(start))))];
        using var optimiser = Make(parameters, golden.GetProperty("options"));
        var function = Function(name);
        var calls = 0;
        foreach (var (expected, loss) in golden.GetProperty("path").EnumerateArray().Zip(golden.GetProperty("losses").EnumerateArray()))
        {
            var first = optimiser.step(() =>
            {
                calls++;
                optimiser.zero_grad();
                var value = function(parameters);
                value.backward();
                return value;
            });
            Assert.Equal(loss.GetDouble(), first.ToDouble(), 1e-12);
            Assert.All(Numbers(expected).Zip(parameters.SelectMany(parameter => parameter.detach().data<double>().ToArray())), pair => Assert.Equal(pair.First, pair.Second, 1e-10));
        }

        Assert.Equal(golden.GetProperty("calls").GetInt32(), calls);
    }

    [Fact]
    public void It_finds_the_minimum_in_single_precision_too()
    {
        using var scope = NewDisposeScope();
        var weight = new Parameter(tensor([0.1f, -0.2f, 0.3f]));
        var bias = new Parameter(zeros(1));
        using var optimiser = optim.LBFGS([("weight", weight), ("bias", bias)], lr: 1);
        var function = Function("logistic");
        for (var step = 0; step < 2; step++)
        {
            optimiser.step(() =>
            {
                optimiser.zero_grad();
                var value = function([weight, bias]);
                value.backward();
                return value;
            });
        }

        var best = Numbers(Golden.GetProperty("cases")[0].GetProperty("path")[3]);
        Assert.All(best[..3].Zip(weight.detach().data<float>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 2e-5));
    }

    [Fact]
    public void Steps_leave_no_tensor_behind_and_a_rate_can_be_set()
    {
        using var scope = NewDisposeScope();
        var p = new Parameter(tensor([3.0, -1.0]));
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (var optimiser = optim.LBFGS([p], lr: 0.5, history_size: 2))
        {
            Assert.Equal(0.5, optimiser.ParamGroups.Single().LearningRate);
            optimiser.LearningRate = 0.25;
            Assert.Equal((0.25, 0.5), (optimiser.ParamGroups.Single().LearningRate, optimiser.InitialLearningRate));
            Assert.Throws<ArgumentNullException>(() => optimiser.step(null!));
            for (var step = 0; step < 20; step++)
            {
                using var inner = NewDisposeScope();
                optimiser.step(() =>
                {
                    optimiser.zero_grad();
                    var value = p.pow(4).sum() + p.pow(2).sum();
                    value.backward();
                    return value;
                });
            }

            optimiser.zero_grad();
            Assert.Null(p.grad);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.All(p.detach().data<double>().ToArray(), value => Assert.Equal(0, value, 1e-4));
    }

    private static Func<Parameter[], Tensor> Function(string name)
    {
        var (x, y) = (tensor(Numbers(Golden.GetProperty("x")), [40, 3]), tensor(Numbers(Golden.GetProperty("y"))));
        return name == "valley"
            ? p => ((1 - p[0]).square() + (5 * (p[1] - p[0].square()).square())).sum()
            : p => nn.functional.binary_cross_entropy_with_logits(x.to(p[0].dtype).mv(p[0]) + p[1], y.to(p[0].dtype)) + (0.05 * p[0].square().sum());
    }

    private static LBFGS Make(Parameter[] parameters, JsonElement options)
    {
        double Number(string name, double otherwise) => options.TryGetProperty(name, out var value) ? value.GetDouble() : otherwise;
        return optim.LBFGS(
            parameters,
            Number("lr", 1),
            (long)Number("max_iter", 20),
            options.TryGetProperty("max_eval", out var most) ? most.GetInt64() : null,
            Number("tolerance_grad", 1e-5),
            1e-9,
            (long)Number("history_size", 100));
    }

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(value => value.GetDouble())];
}
