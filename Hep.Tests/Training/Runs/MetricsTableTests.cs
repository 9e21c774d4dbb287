using Hep.Evaluation;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Runs;

public sealed class MetricsTableTests
{
    [Fact]
    public void A_rejection_of_all_background_is_shown_by_its_limit_also_when_it_was_read_back()
    {
        var metrics = new MetricsTree();
        metrics.Set("test.rejection_at_50", new Estimate(120, 4), new Interval(120, 116, 124.3, Interval.OneSigma));
        metrics.Set("test.rejection_at_30", new Estimate(double.PositiveInfinity, double.NaN), new Interval(double.PositiveInfinity, 43.21, double.PositiveInfinity, Interval.OneSigma));
        metrics.Set("test.rejection_at_10", new Estimate(double.NaN, double.NaN), new Interval(double.NaN, double.NaN, double.NaN, Interval.OneSigma));
        metrics.Set("test.threshold", 0.5);
        metrics.Set("test.events", 10L);
        foreach (var tree in new[] { metrics, MetricsTree.Parse(metrics.ToJson()) })
        {
            var cells = MetricsTable.Of("", tree, ["test"]).Rows.ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
            Assert.Equal("120 ± 4", cells["Rejection at 50% signal efficiency"]);
            Assert.Equal("> 43.2 (68.27% CL)", cells["Rejection at 30% signal efficiency"]);
            Assert.StartsWith("NaN", cells["Rejection at 10% signal efficiency"], StringComparison.Ordinal);
        }
    }
}
