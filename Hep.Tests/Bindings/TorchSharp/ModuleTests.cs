using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Bindings.TorchSharp;

public sealed class ModuleTests
{
    [Fact]
    public void Names_children_modules_and_parameters()
    {
        using var module = new NestedModule();
        Assert.Equal(["first", "blocks", "last"], module.named_children().Select(child => child.name));
        Assert.Equal(
            ["first", "blocks", "last", "blocks.0", "blocks.1", "blocks.0.0", "blocks.0.1", "blocks.0.2", "blocks.1.0", "blocks.1.1", "blocks.1.2", "last.norm", "last.out"],
            module.named_modules().Select(below => below.name));
        Assert.Same(((Linear)((Sequential)module.named_modules().Single(m => m.name == "blocks.1").module)[0]).weight, module.get_parameter("blocks.1.0.weight"));
        Assert.Same(module.get_buffer("shift"), module.buffers(recurse: false).Single());
        Assert.Null(module.get_parameter("blocks.7.weight"));
        Assert.True(module.has_parameter("last.out.weight"));
        Assert.False(module.has_parameter("last.out.bias"));
        Assert.Equal(nameof(NestedModule), module.GetName());
        var visited = new List<string>();
        module.apply(part => visited.Add(part.GetName()));
        Assert.Equal(14, visited.Count);
        Assert.Equal(nameof(NestedModule), visited[^1]);
    }

    [Fact]
    public void State_goes_from_one_module_to_another_or_is_refused_whole()
    {
        using var scope = NewDisposeScope();
        using var from = new NestedModule();
        using var to = new NestedModule();
        var x = randn(5, 3);
        _ = from.call(x);
        var (missing, unexpected) = to.load_state_dict(from.state_dict());
        Assert.Empty(missing.Concat(unexpected));
        from.eval();
        to.eval();
        Assert.Equal(from.call(x).data<float>().ToArray(), to.call(x).data<float>().ToArray());

        var wrong = from.state_dict();
        wrong.Remove("scale");
        wrong["extra"] = ones(1);
        var e = Assert.Throws<InvalidOperationException>(() => to.load_state_dict(wrong));
        Assert.Equal("The loaded state_dict is not identical to the target dictionary: missing [scale], unexpected [extra].", e.Message);
        (missing, unexpected) = to.load_state_dict(wrong, strict: false);
        Assert.Equal(["scale"], missing);
        Assert.Equal(["extra"], unexpected);

        var before = to.get_parameter("scale")!.data<float>().ToArray();
        wrong = from.state_dict();
        wrong["scale"] = zeros(4);
        wrong["first.bias"] = zeros(1);
        var shape = Assert.Throws<ArgumentException>(() => to.load_state_dict(wrong));
        Assert.Equal("Mismatched shape of 'first.bias': the module has [4], the source [1].", shape.Message);
        Assert.Equal(before, to.get_parameter("scale")!.data<float>().ToArray());
    }

    [Fact]
    public void Converts_as_a_whole_and_keeps_gradients_and_ties()
    {
        using var scope = NewDisposeScope();
        var module = new NestedModule();
        var shared = nn.Linear(3, 3);
        using var tied = nn.Sequential(shared, nn.Linear(shared.weight));
        module.call(randn(5, 3)).sum().backward();
        var gradient = module.get_parameter("scale")!.grad!.data<float>().ToArray();

        Assert.Same(module, module.to(ScalarType.Float64));
        Assert.All(module.parameters(), p => Assert.Equal(ScalarType.Float64, p.dtype));
        Assert.Equal(ScalarType.Int64, module.get_buffer("blocks.0.1.num_batches_tracked")!.dtype);
        Assert.Equal(ScalarType.Float64, module.get_buffer("blocks.0.1.running_mean")!.dtype);
        Assert.Equal(gradient, module.get_parameter("scale")!.grad!.data<double>().ToArray().Select(v => (float)v));
        Assert.True(module.get_parameter("scale")!.requires_grad);
        Assert.Equal(ScalarType.Float64, module.call(randn(5, 3).@double()).dtype);
        Assert.Throws<ArgumentException>(() => module.to(ScalarType.Int64));

        tied.@double();
        Assert.Equal(3, tied.parameters().Count() + 1);
        Assert.Same(shared.weight, ((Linear)tied[1]).weight);
        var kept = module.get_parameter("scale");
        Assert.Same(kept, module.to(CPU).get_parameter("scale"));
        module.Dispose();
    }

    [Fact]
    public void What_a_scope_sees_made_survives_it_and_ends_with_the_module()
    {
        DisposeScopeManager.Statistics.Reset();
        NestedModule module;
        using (NewDisposeScope())
            module = new NestedModule();
        Assert.Equal(module.state_dict().Count, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        using (NewDisposeScope())
            Assert.Equal([2L, 1], module.call(randn(2, 3)).shape);
        var weight = module.get_parameter("first.weight")!;
        module.Dispose();
        module.Dispose();
        Assert.True(weight.IsInvalid);
        Assert.Equal(0, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_thousand_steps_leave_nothing_behind()
    {
        manual_seed(1);
        using var module = nn.Sequential(nn.Linear(4, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Dropout(0.1), nn.Linear(16, 1));
        using var loss = nn.BCEWithLogitsLoss();
        using var x = randn(32, 4);
        using var y = (x.sum(1, keepdim: true) > 0).@float();
        void Step()
        {
            using var scope = NewDisposeScope();
            module.zero_grad();
            loss.call(module.call(x), y).backward();
        }

        Step();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 1000; i++)
            Step();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_chain_releases_what_it_has_passed_on_without_a_scope()
    {
        using var module = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Identity(), nn.Dropout(0.5), nn.Flatten(), nn.Linear(16, 1));
        using var x = randn(8, 4);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (var y = module.call(x))
        {
            Assert.Equal(before + 1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            y.sum().backward();
        }

        Assert.False(x.IsInvalid);
        using var own = nn.Sequential(new Same(), new Same());
        Assert.Same(x, own.call(x));
        Assert.False(x.IsInvalid);
        using var empty = nn.Sequential();
        using var alias = empty.call(x);
        Assert.NotSame(x, alias);
    }

    [Fact]
    public void Mistakes_are_exceptions_and_the_process_lives()
    {
        using var scope = NewDisposeScope();
        using var linear = nn.Linear(3, 2);
        var e = Assert.Throws<ExternalException>(() => linear.call(zeros(5, 4)));
        Assert.Equal("mat1 and mat2 shapes cannot be multiplied (5x4 and 3x2)", e.Message);
        using var norm = nn.BatchNorm1d(3);
        Assert.Equal("expected 2D or 3D input, but got 1D input.", Assert.Throws<ArgumentException>(() => norm.call(zeros(3))).Message);
        Assert.StartsWith("Expected more than 1 value per channel when training", Assert.Throws<ArgumentException>(() => norm.call(zeros(1, 3))).Message);
        Assert.Throws<ExternalException>(() => norm.call(zeros(5, 4)));
        Assert.Throws<ExternalException>(() => nn.functional.cross_entropy(zeros(2, 3), tensor([0L, 7L])));
        Assert.Throws<InvalidOperationException>(() => norm.register_buffer("running_mean", zeros(3)));
        Assert.Throws<ArgumentException>(() => norm.register_module("a.b", linear));
        Assert.Equal([5L, 2], linear.call(zeros(5, 3)).shape);
    }

    [Fact]
    public void Batch_statistics_with_no_momentum_are_those_of_all_batches()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.BatchNorm1d(2);
        norm.momentum = null;
        foreach (var mean in new[] { 1.0, 2.0, 6.0 })
            _ = norm.call(tensor([mean - 1, 0, mean + 1, 4], [2, 2], dtype: ScalarType.Float32));
        Assert.Equal([3f, 2f], norm.running_mean!.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(3, norm.num_batches_tracked!.item<long>());
        norm.reset_running_stats();
        Assert.Equal([0f, 0f], norm.running_mean.data<float>().ToArray());
    }

    [Fact]
    public void Hooks_see_and_change_what_goes_through()
    {
        using var scope = NewDisposeScope();
        using var relu = nn.ReLU();
        var seen = new List<string>();
        var pre = relu.register_forward_pre_hook((module, input) =>
        {
            seen.Add("pre " + module.GetName());
            return input - 1;
        });
        var post = relu.register_forward_hook((_, _, result) =>
        {
            seen.Add("post");
            return result * 10;
        });
        Assert.Equal([0f, 10f], relu.call(tensor([1f, 2f])).data<float>().ToArray());
        Assert.Equal([1f, 2f], relu.forward(tensor([1f, 2f])).data<float>().ToArray());
        pre.remove();
        Assert.Equal([10f, 20f], relu.call(tensor([1f, 2f])).data<float>().ToArray());
        post.remove();
        Assert.Equal([1f, 2f], relu.call(tensor([1f, 2f])).data<float>().ToArray());
        Assert.Equal(["pre ReLU", "post", "post"], seen);
    }

    [Fact]
    public void A_call_of_a_chain_allocates_no_more_than_its_operators()
    {
        using var still = no_grad();
        using var chain = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 1));
        var (first, last) = ((Linear)chain[0], (Linear)chain[2]);
        using var x = randn(8, 4);
        var bare = Allocated(() =>
        {
            using var hidden = nn.functional.linear(x, first.weight, first.bias);
            using var active = nn.functional.relu(hidden);
            nn.functional.linear(active, last.weight, last.bias).Dispose();
        });
        Assert.Equal(bare, Allocated(() => chain.call(x).Dispose()));

        static long Allocated(Action action)
        {
            for (var i = 0; i < 10; i++)
                action();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10; i++)
                action();
            return (GC.GetAllocatedBytesForCurrentThread() - before) / 10;
        }
    }

    [Fact]
    public void Gradients_are_dropped_or_set_to_zero()
    {
        using var scope = NewDisposeScope();
        using var linear = nn.Linear(3, 2);
        linear.call(randn(5, 3)).square().sum().backward();
        Assert.All(linear.parameters(), p => Assert.True(p.grad!.abs().sum().ToSingle() > 0));
        linear.zero_grad(set_to_none: false);
        Assert.All(linear.parameters(), p => Assert.Equal(0, p.grad!.abs().sum().ToSingle()));
        linear.call(randn(5, 3)).square().sum().backward(create_graph: true);
        Assert.False(linear.weight.grad!.is_leaf);
        linear.zero_grad(set_to_none: false);
        Assert.True(linear.weight.grad!.is_leaf);
        Assert.Equal(0, linear.weight.grad!.abs().sum().ToSingle());
        linear.zero_grad();
        Assert.All(linear.parameters(), p => Assert.True(p.grad is null));
    }

    [Theory]
    [InlineData(1 << 20, 500)]
    [InlineData(10, 300_000)]
    [InlineData(15_000, 35_000)]
    public void Forgotten_tensors_are_collected(long elements, int times)
    {
        const long Megabyte = 1 << 20;
        var before = Resident();
        for (var i = 0; i < times; i++)
            Forget(elements);
        Assert.InRange((Resident() - before) / Megabyte, long.MinValue, 500);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget(long elements) => _ = ones(elements);

        static long Resident() => long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], provider: null) * Environment.SystemPageSize;
    }

    [Fact]
    public void Hooks_of_several_inputs_see_them_all()
    {
        using var scope = NewDisposeScope();
        using var difference = new Difference();
        using var sum = new WeightedSum();
        difference.register_forward_pre_hook((_, a, b) => (b, a));
        sum.register_forward_pre_hook((_, a, b, c) => (a, b, c + 1));
        sum.register_forward_hook((_, a, _, _, result) => result - a);
        var called = 0;
        sum.register_forward_hook(_ => called++);
        var (two, three, four) = (tensor(2f), tensor(3f), tensor(4f));
        Assert.Equal(1, difference.call(two, three).ToSingle());
        Assert.Equal(2 + (3 * 5) - 2, sum.call(two, three, four).ToSingle());
        Assert.Equal(2 + (3 * 4), sum.forward(two, three, four).ToSingle());
        Assert.Equal(1, called);
    }

    private sealed class Same : nn.Module<Tensor, Tensor>
    {
        public Same()
            : base(nameof(Same))
        {
        }

        public override Tensor forward(Tensor input) => input;
    }

    private sealed class Difference : nn.Module<Tensor, Tensor, Tensor>
    {
        public Difference()
            : base(nameof(Difference))
        {
        }

        public override Tensor forward(Tensor input1, Tensor input2) => input1 - input2;
    }

    private sealed class WeightedSum : nn.Module<Tensor, Tensor, Tensor, Tensor>
    {
        public WeightedSum()
            : base(nameof(WeightedSum))
        {
        }

        public override Tensor forward(Tensor input1, Tensor input2, Tensor input3) => input1 + (input2 * input3);
    }
}
