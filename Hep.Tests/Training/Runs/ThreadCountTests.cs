using Hep.Data;
using Hep.Tests.Support;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Runs;

/// <summary>Another number of threads adds in another order: the results agree as docs/training.md says.</summary>
[Collection(nameof(LibTorchState))]
public sealed class ThreadCountTests
{
    [Theory]
    [InlineData("none", 2e-6, 1e-6)]

    // A bias in front of a batch normalisation has no gradient but for the rounding, which Adam scales up to full steps.
    [InlineData("batch", 5e-3, 5e-4)]
    public void Scores_and_figures_of_one_and_two_threads_agree(string normalization, double scores, double auc)
    {
        using var folder = new TemporaryFolder();
        var card = Studies.Card()
            .Replace("hidden: [8], dropout: 0.2, normalization: batch", $"hidden: [64, 64], normalization: {normalization}", StringComparison.Ordinal)
            .Replace("batch_size: 64", "batch_size: 1024, calibration: none", StringComparison.Ordinal)
            .Replace("events: 1500", "events: 9000", StringComparison.Ordinal);
        var one = Studies.Run(folder, "one", card);
        var two = Studies.Run(folder, "two", card.Replace("threads: 1", "threads: 2", StringComparison.Ordinal));
        Assert.Equal((1, 2), (one.Folder.LoadCard().Training.Threads, two.Folder.LoadCard().Training.Threads));
        Assert.InRange(Scores(one).Zip(Scores(two), (first, second) => Math.Abs(first - second)).Max(), 0, scores);
        Assert.InRange(Math.Abs(one.Metrics.Number("test.auc.value") - two.Metrics.Number("test.auc.value")), 0, auc);
    }

    private static double[] Scores(RunOutcome run) => CsvColumns.Read(run.Folder.Predictions, ["score"]).Numbers("score");
}
