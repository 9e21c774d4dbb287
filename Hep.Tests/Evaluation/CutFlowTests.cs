using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

public class CutFlowTests
{
    [Fact]
    public void Counts_yields_and_binomial_efficiencies()
    {
        var flow = new CutFlow(["one jet", "tau"]);
        for (var i = 0; i < 100; i++)
            flow.Fill("ztautau", "background", i < 40 ? 0 : i < 90 ? 1 : 2, 0.5);
        flow.Fill("higgs", "signal", 2, -1);
        Assert.Equal(["all events", "one jet", "tau"], flow.Steps);
        Assert.Equal([("ztautau", "background"), ("higgs", "signal")], flow.Processes);
        var sums = flow["ztautau", "background"];
        Assert.Equal([(100, 50.0, 25.0), (60, 30.0, 15.0), (10, 5.0, 2.5)], sums.Select(sum => (sum.Count, sum.Sum, sum.SumOfSquares)));

        // For equal weights eps (1 - eps) / N, whatever the weight.
        var efficiency = CutFlow.Efficiency(sums[2], sums[1]);
        Assert.Equal(1 / 6.0, efficiency.Value, 1e-15);
        Assert.Equal(Math.Sqrt(1 / 6.0 * (5 / 6.0) / 60), efficiency.Error, 1e-15);
        Assert.Equal(new Estimate(-1, 1), flow["higgs", "signal"][2].Yield);
        Assert.Equal(new Estimate(1, 0), CutFlow.Efficiency(flow["higgs", "signal"][2], flow["higgs", "signal"][0]));
    }

    [Fact]
    public void A_factor_on_the_weights_moves_yields_and_leaves_efficiencies()
    {
        var flow = Filled();
        var (before, kept) = (flow["a", "background"].ToList(), flow["b", "background"].ToList());
        flow.Scale("a", 3);
        var after = flow["a", "background"];
        Assert.Equal(kept, flow["b", "background"]);
        for (var step = 0; step < flow.Steps.Count; step++)
        {
            Assert.Equal(before[step].Count, after[step].Count);
            Assert.Equal(3 * before[step].Yield.Value, after[step].Yield.Value, 1e-12);
            Assert.Equal(3 * before[step].Yield.Error, after[step].Yield.Error, 1e-12);
            var (one, other) = (CutFlow.Efficiency(before[step], before[0]), CutFlow.Efficiency(after[step], after[0]));
            Assert.Equal(one.Value, other.Value, 1e-14);
            Assert.Equal(one.Error, other.Error, 1e-14);
        }
    }

    [Fact]
    public void A_class_is_the_sum_of_its_processes_and_a_process_that_of_its_classes()
    {
        var flow = Filled();
        for (var step = 0; step < flow.Steps.Count; step++)
            Assert.Equal(flow["a", "background"][step] + flow["b", "background"][step], flow.Total("background")[step]);
        Assert.Equal(flow["a", "background"][0].Sum + flow["a", "signal"][0].Sum, flow.Before("a"), 1e-12);
        Assert.Equal(0, flow.Before("c"));
    }

    [Fact]
    public void Nothing_before_a_cut_leaves_no_efficiency()
    {
        var flow = new CutFlow(["cut"]);
        flow.Fill("a", "signal", 1, 0.1);
        flow.Fill("a", "signal", 1, -0.1);
        Assert.True(double.IsNaN(CutFlow.Efficiency(flow["a", "signal"][1], flow["a", "signal"][0]).Value));
        Assert.True(double.IsNaN(CutFlow.Efficiency(default, default).Value));
    }

    private static CutFlow Filled()
    {
        var (flow, random) = (new CutFlow(["first", "second", "third"]), new Random(1));
        for (var i = 0; i < 500; i++)
            flow.Fill(i % 3 == 0 ? "a" : "b", i % 6 == 0 ? "signal" : "background", random.Next(4), random.NextDouble() - 0.1);
        return flow;
    }
}
