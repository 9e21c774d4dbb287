using System.Text.Json;
using Hep.Tests.Support;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Bindings.TorchSharp;

public sealed class OptimizerTests
{
    private static readonly JsonElement Golden = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(Repository.Root, "Hep.Tests/Bindings/TorchSharp/golden/optim.json"))).RootElement;

    private static readonly string[] Names = ["SGD", "Adam", "AdamW", "RMSProp", "Adagrad", "Adadelta"];

    public static TheoryData<int, bool> Cases()
    {
        var cases = new TheoryData<int, bool>();
        for (var i = 0; i < Golden.GetProperty("optimisers").GetArrayLength(); i++)
        {
            cases.Add(i, false);
            cases.Add(i, true);
        }

        return cases;
    }

    // Float takes the one-pass rules, double the multi-tensor operators.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Ten_steps_are_those_of_PyTorch(int index, bool wide)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.GetProperty("optimisers")[index];
        var parameters = Start(wide ? ScalarType.Float64 : ScalarType.Float32);
        using var optimiser = Make(golden.GetProperty("name").GetString()!, parameters, golden.GetProperty("options"));
        for (var step = 0; step < 10; step++)
            Step(optimiser, parameters, step);
        Compare(golden.GetProperty(wide ? "double" : "float"), parameters, wide ? 1e-12 : 1e-6);
    }

    [Fact]
    public void Transposed_parameters_of_float_take_the_operators_and_agree_too()
    {
        using var scope = NewDisposeScope();
        foreach (var name in Names)
        {
            var straight = new Parameter(randn(6, 9, generator: new Generator(1)));
            var turned = new Parameter(straight.detach().t().contiguous().t());
            Assert.False(turned.is_contiguous());
            using var a = Make(name, [straight]);
            using var b = Make(name, [turned]);
            for (ulong step = 0; step < 5; step++)
            {
                straight.grad = randn(6, 9, generator: new Generator(step));
                turned.grad = straight.grad;
                a.step();
                b.step();
            }

            Assert.True(straight.allclose(turned, rtol: 1e-6, atol: 1e-7), name);
        }
    }

    [Fact]
    public void A_saved_state_continues_to_the_bit()
    {
        foreach (var golden in Golden.GetProperty("optimisers").EnumerateArray())
        {
            foreach (var dtype in new[] { ScalarType.Float32, ScalarType.Float64 })
            {
                using var scope = NewDisposeScope();
                var name = golden.GetProperty("name").GetString()!;
                var options = golden.GetProperty("options");
                var whole = Start(dtype);
                using var first = Make(name, whole, options);
                for (var step = 0; step < 5; step++)
                    Step(first, whole, step);
                first.ParamGroups.First().LearningRate = 0.007;
                using var file = new MemoryStream();
                using (var writer = new BinaryWriter(file, System.Text.Encoding.UTF8, leaveOpen: true))
                    first.save_state_dict(writer);

                // Another process would make parameters and optimiser anew from the run card and fill them.
                Parameter[] again = [.. whole.Select(parameter => new Parameter(parameter.detach().clone()))];
                using var second = Make(name, again, options);
                file.Position = 0;
                using (var reader = new BinaryReader(file))
                    second.load_state_dict(reader);
                Assert.Equal(0.007, second.ParamGroups.Single().LearningRate);
                for (var step = 5; step < 10; step++)
                {
                    Step(first, whole, step);
                    Step(second, again, step);
                }

                foreach (var (a, b) in whole.Zip(again))
                    Assert.Equal(a.detach().bytes.ToArray(), b.detach().bytes.ToArray());
            }
        }
    }

    [Fact]
    public void A_state_dictionary_copies_from_one_optimiser_to_another()
    {
        using var scope = NewDisposeScope();
        var whole = Start(ScalarType.Float32);
        using var first = optim.Adam(whole, amsgrad: true);
        for (var step = 0; step < 3; step++)
            Step(first, whole, step);
        Parameter[] again = [.. whole.Select(parameter => new Parameter(parameter.detach().clone()))];
        using var second = optim.Adam(again, lr: 0.5, amsgrad: true);
        second.load_state_dict(first.state_dict());
        Step(first, whole, 3);
        Step(second, again, 3);
        foreach (var (a, b) in whole.Zip(again))
            Assert.Equal(a.detach().bytes.ToArray(), b.detach().bytes.ToArray());
    }

    [Fact]
    public void A_state_of_something_else_is_refused()
    {
        using var scope = NewDisposeScope();
        using var file = new MemoryStream();
        using var adam = optim.Adam(Start(ScalarType.Float32));
        adam.save_state_dict(new BinaryWriter(file));
        AssertRefused("the state is that of Adam, this optimiser is AdamW", optim.AdamW(Start(ScalarType.Float32)), file);
        AssertRefused(
            "the state is of another model: it has 3 parameters, this optimiser has 2", optim.Adam(Start(ScalarType.Float32).Take(2)), file);
        Parameter[] wider = [new(zeros(5, 4)), new(zeros(7)), new(zeros(1, 19))];
        AssertRefused(
            "the optimiser's state is of another model: found a Float32 tensor of shape [5, 3], expected Float32 of shape [5, 4]",
            optim.Adam(wider),
            file);
        file.SetLength(file.Length - 5);
        file.Position = 0;
        var e = Assert.Throws<EndOfStreamException>(() => optim.Adam(Start(ScalarType.Float32)).load_state_dict(new BinaryReader(file)));
        Assert.Equal("the optimiser's state ends in the middle of a tensor", e.Message);
    }

    [Fact]
    public void A_thousand_steps_leave_no_tensor_behind()
    {
        foreach (var dtype in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            foreach (var name in Names)
            {
                using var scope = NewDisposeScope();
                var parameters = Start(dtype);
                using var optimiser = Make(name, parameters);
                Step(optimiser, parameters, 0);
                var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
                for (var step = 0; step < 1000; step++)
                {
                    using var inner = NewDisposeScope();
                    optimiser.zero_grad();
                    parameters.Select(parameter => parameter.pow(2).sum()).Aggregate((a, b) => a + b).backward();
                    optimiser.step();
                }

                Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            }
        }
    }

    [Fact]
    public void Gradients_are_dropped_and_parameters_without_one_stay()
    {
        using var scope = NewDisposeScope();
        var (used, idle) = (new Parameter(ones(3)), new Parameter(ones(3)));
        using var optimiser = optim.Adam([used, idle], weight_decay: 0.1);
        used.sum().backward();
        optimiser.step();
        Assert.Equal([1f, 1f, 1f], idle.data<float>().ToArray());
        Assert.NotEqual(1f, used.data<float>()[0]);
        optimiser.zero_grad();
        Assert.Null(used.grad);
    }

    [Fact]
    public void A_graph_that_needs_the_old_parameter_says_so()
    {
        using var scope = NewDisposeScope();
        var p = new Parameter(ones(3));
        using var optimiser = optim.SGD([p], learningRate: 0.1);
        var graph = (p * p).sum();
        p.sum().backward();
        optimiser.step();
        var e = Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => graph.backward());
        Assert.Contains("modified by an inplace operation", e.Message);
    }

    [Fact]
    public void Groups_have_options_of_their_own_and_a_closure_gives_the_loss()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (new Parameter(ones(3)), new Parameter(ones(3)));
        using var optimiser = optim.SGD([new SGD.ParamGroup([a], lr: 0.5), new SGD.ParamGroup { Parameters = [b] }], learningRate: 0.25);
        var loss = optimiser.step(() =>
        {
            optimiser.zero_grad();
            var total = a.sum() + b.sum();
            total.backward();
            return total;
        });
        Assert.Equal(6, loss.ToSingle());
        Assert.Equal([0.5f, 0.5f, 0.5f], a.data<float>().ToArray());
        Assert.Equal([0.75f, 0.75f, 0.75f], b.data<float>().ToArray());
        Assert.Equal([0.5, 0.25], optimiser.ParamGroups.Select(group => group.LearningRate));
        Assert.Equal(2, optimiser.parameters().Count());
        Assert.Throws<ArgumentException>(() => optim.Adam([a], beta1: 1));
        Assert.Throws<ArgumentException>(() => optim.SGD([a], learningRate: 0.1, nesterov: true));
    }

    [Fact]
    public void Clips_by_norm_and_by_value()
    {
        using var scope = NewDisposeScope();
        Parameter[] parameters = [new(zeros(2)), new(zeros(1)), new(zeros(1))];
        parameters[0].grad = tensor([3f, 0f]);
        parameters[1].grad = tensor([-4f]);
        Assert.Equal(5, nn.utils.clip_grad_norm_(parameters, 10), 1e-6);
        Assert.Equal([3f, 0f], parameters[0].grad!.data<float>().ToArray());
        Assert.Equal(5, nn.utils.clip_grad_norm_(parameters, 1), 1e-6);
        Assert.Equal(0.6, parameters[0].grad!.data<float>()[0], 1e-6);
        Assert.Equal(-0.8, parameters[1].grad!.data<float>()[0], 1e-6);
        Assert.Equal(0.8, nn.utils.clip_grad_norm_(parameters, 0.4, double.PositiveInfinity), 1e-6);
        Assert.Equal(-0.4, parameters[1].grad!.data<float>()[0], 1e-6);
        nn.utils.clip_grad_value_(parameters, 0.1);
        Assert.Equal([0.1f, 0f], parameters[0].grad!.data<float>().ToArray());
        nn.utils.vector_to_parameters(tensor([1f, 2f, 3f, 4f]), parameters);
        Assert.Equal([1f, 2f, 3f, 4f], nn.utils.parameters_to_vector(parameters).data<float>().ToArray());
    }

    public static TheoryData<int> Schedules()
    {
        var cases = new TheoryData<int>();
        for (var i = 0; i < Golden.GetProperty("schedules").GetArrayLength(); i++)
            cases.Add(i);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Thirty_epochs_are_those_of_PyTorch(int index)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.GetProperty("schedules")[index];
        using var optimiser = optim.SGD(
            [new SGD.ParamGroup { Parameters = [new Parameter(zeros(2))] }, new SGD.ParamGroup([new Parameter(zeros(2))], new SGD.Options { LearningRate = 0.02 })],
            learningRate: 0.1,
            momentum: 0.9);
        var schedule = Schedule(golden.GetProperty("name").GetString()!, optimiser, golden.GetProperty("options"));
        var metrics = Golden.GetProperty("metrics").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        for (var epoch = 0; epoch < metrics.Length; epoch++)
        {
            double[] rates = [.. optimiser.ParamGroups.Select(group => group.LearningRate), optimiser.Momentum];
            Assert.Equal(golden.GetProperty("rates")[epoch].EnumerateArray().Select(value => value.GetDouble()), rates, Near);
            Assert.Equal(rates[..2], schedule.get_last_lr());
            if (schedule is optim.lr_scheduler.impl.ReduceLROnPlateau)
                schedule.step(metrics[epoch]);
            else
                schedule.step();
        }
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-12 * Math.Abs(a);

    private static void AssertRefused(string message, OptimizerHelper optimiser, MemoryStream file)
    {
        using (optimiser)
        {
            file.Position = 0;
            Assert.Equal(message, Assert.Throws<InvalidDataException>(() => optimiser.load_state_dict(new BinaryReader(file))).Message);
        }
    }

    private static Parameter[] Start(ScalarType dtype) =>
        [.. Golden.GetProperty("start").EnumerateArray().Select((values, i) => new Parameter(Values(values, i).to(dtype)))];

    private static void Step(OptimizerHelper optimiser, Parameter[] parameters, int step)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            var values = Golden.GetProperty("gradients")[step][i];
            parameters[i].grad = values.ValueKind == JsonValueKind.Null ? null : Values(values, i).to(parameters[i].dtype);
        }

        optimiser.step();
    }

    private static Tensor Values(JsonElement values, int parameter) =>
        tensor([.. values.EnumerateArray().Select(value => value.GetSingle())], [.. Golden.GetProperty("shapes")[parameter].EnumerateArray().Select(size => size.GetInt64())]);

    private static void Compare(JsonElement golden, Parameter[] parameters, double tolerance)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            var found = parameters[i].detach().to(ScalarType.Float64).data<double>().ToArray();
            Assert.Equal(
                golden[i].EnumerateArray().Select(value => value.GetDouble()),
                found,
                (a, b) => Math.Abs(a - b) <= tolerance * Math.Max(Math.Abs(a), 0.1));
        }
    }

    private static OptimizerHelper Make(string name, Parameter[] parameters, JsonElement options = default)
    {
        double Number(string key, double otherwise) =>
            options.ValueKind == JsonValueKind.Object && options.TryGetProperty(key, out var value) ? value.GetDouble() : otherwise;
        bool Flag(string key) => options.ValueKind == JsonValueKind.Object && options.TryGetProperty(key, out var value) && value.GetBoolean();
        double Beta(int i, double otherwise) =>
            options.ValueKind == JsonValueKind.Object && options.TryGetProperty("betas", out var value) ? value[i].GetDouble() : otherwise;

        var decay = Number("weight_decay", 0);
        return name switch
        {
            "SGD" => optim.SGD(parameters, Number("lr", 0.1), Number("momentum", options.ValueKind == JsonValueKind.Undefined ? 0.5 : 0), Number("dampening", 0), decay, Flag("nesterov"), Flag("maximize")),
            "Adam" => optim.Adam(
                parameters, Number("lr", 0.001), Beta(0, 0.9), Beta(1, 0.999), Number("eps", 1e-8), decay, Flag("amsgrad"), Flag("maximize")),
            "AdamW" => optim.AdamW(
                parameters, Number("lr", 0.001), Beta(0, 0.9), Beta(1, 0.999), Number("eps", 1e-8), decay, Flag("amsgrad"), Flag("maximize")),
            "RMSProp" => optim.RMSProp(
                parameters, Number("lr", 0.01), Number("alpha", 0.99), Number("eps", 1e-8), decay, Number("momentum", 0), Flag("centered"), Flag("maximize")),
            "Adagrad" => optim.Adagrad(
                parameters, Number("lr", 0.01), Number("lr_decay", 0), decay, Number("initial_accumulator_value", 0), Number("eps", 1e-10)),
            _ => optim.Adadelta(parameters, Number("lr", 1), Number("rho", 0.9), Number("eps", 1e-6), decay, Flag("maximize")),
        };
    }

    private static optim.lr_scheduler.LRScheduler Schedule(string name, optim.Optimizer optimiser, JsonElement options)
    {
        double Number(string key, double otherwise) => options.TryGetProperty(key, out var value) ? value.GetDouble() : otherwise;
        int Count(string key, int otherwise) => (int)Number(key, otherwise);
        string Text(string key, string otherwise) => options.TryGetProperty(key, out var value) ? value.GetString()! : otherwise;

        return name switch
        {
            "StepLR" => optim.lr_scheduler.StepLR(optimiser, Count("step_size", 0), Number("gamma", 0.1)),
            "MultiStepLR" => optim.lr_scheduler.MultiStepLR(
                optimiser, [.. options.GetProperty("milestones").EnumerateArray().Select(value => value.GetInt32())], Number("gamma", 0.1)),
            "ConstantLR" => optim.lr_scheduler.ConstantLR(optimiser, Number("factor", 1.0 / 3), Count("total_iters", 5)),
            "LinearLR" => optim.lr_scheduler.LinearLR(optimiser, Number("start_factor", 1.0 / 3), Number("end_factor", 1), Count("total_iters", 5)),
            "ExponentialLR" => optim.lr_scheduler.ExponentialLR(optimiser, Number("gamma", 0.1)),
            "CosineAnnealingLR" => optim.lr_scheduler.CosineAnnealingLR(optimiser, Number("T_max", 0), Number("eta_min", 0)),
            "LambdaLR" => optim.lr_scheduler.LambdaLR(optimiser, epoch => 1 / (1 + (0.1 * epoch))),
            "OneCycleLR" => optim.lr_scheduler.OneCycleLR(
                optimiser,
                Number("max_lr", 0),
                Count("total_steps", -1),
                Count("epochs", -1),
                Count("steps_per_epoch", -1),
                Number("pct_start", 0.3),
                Text("anneal_strategy", "cos") == "cos" ? optim.lr_scheduler.impl.OneCycleLR.AnnealStrategy.Cos : optim.lr_scheduler.impl.OneCycleLR.AnnealStrategy.Linear,
                base_momentum: Number("base_momentum", 0.85),
                max_momentum: Number("max_momentum", 0.95),
                div_factor: Number("div_factor", 25),
                final_div_factor: Number("final_div_factor", 1e4),
                three_phase: options.TryGetProperty("three_phase", out var phases) && phases.GetBoolean()),
            _ => optim.lr_scheduler.ReduceLROnPlateau(
                optimiser,
                Text("mode", "min"),
                Number("factor", 0.1),
                Count("patience", 10),
                Number("threshold", 1e-4),
                Text("threshold_mode", "rel"),
                Count("cooldown", 0),
                [Number("min_lr", 0)]),
        };
    }
}
