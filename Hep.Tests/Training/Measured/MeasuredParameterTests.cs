using Hep.Tests.Support;
using Hep.Tests.Training.Parameters;
using Hep.Tests.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Measured;

/// <summary>Measured events have no parameter, and a network that is told none asks for none.</summary>
[Collection(nameof(LibTorchState))]
public sealed class MeasuredParameterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_network_that_is_told_nothing_scores_measured_events_without_the_parameter()
    {
        ParameterFiles.Write(folder.File("events.csv"), 1200, ["theta"], i => [(i % 3) - 1]);
        File.WriteAllLines(folder.File("data.csv"), Enumerable.Range(0, 50).Select(i => FormattableString.Invariant($"{i},{0.1 * (i - 25)}")).Prepend("event,x"));
        var run = Studies.Run(folder, "run", ParameterFiles.Card(holdOut: "{theta: [0]}", model: ", conditioning: none", more: "evaluation: {measured: data.csv, variables: [x], bootstrap_replicas: none}"));
        Assert.Equal(50, run.Metrics.Number("measured.events.value"));
        Assert.Equal(["test.at.theta_-1", "test.at.theta_0", "test.at.theta_1"], run.Metrics.Keys("test.at").Select(key => $"test.at.{key}"));
    }
}
