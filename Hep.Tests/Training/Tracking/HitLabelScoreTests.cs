using Hep.Evaluation;
using Hep.Evaluation.Tracking;
using Hep.Training.Tracking;
using Xunit;

namespace Hep.Tests.Training.Tracking;

/// <summary>Figures of merit of labels, by hand.</summary>
public sealed class HitLabelScoreTests
{
    // Two events: the first has a seed hit, which counts nowhere, one right and one lost hit; the second three right ones (one of them none) and one on a wrong track.
    private static readonly LabelRows Rows = new(
        "BiLSTM",
        [0, 0, 0, 1, 1, 1, 1],
        [0, 4, 5, 4, 4, 5, 5],
        [false, true, true, true, true, true, true],
        [0, 0, 1, 0, -1, 1, 1],
        [-1, 0, -1, 0, -1, 1, 0]);

    [Fact]
    public void Shares_are_those_of_open_hits_and_errors_those_between_events()
    {
        var metrics = new MetricsTree();
        new LabelScore(Rows).Write(metrics, "test");

        // Right 1 of 2 and 3 of 4: ((1 - 2 * 2/3)^2 + (3 - 4 * 2/3)^2) / 6^2.
        var accuracy = metrics.Figure("test.accuracy");
        Assert.Equal(4.0 / 6, accuracy.Value, 12);
        Assert.Equal(Math.Sqrt(2.0 / 9) / 6, accuracy.Error, 12);
        Assert.Equal(1.0 / 6, metrics.Number("test.wrong_track.value"), 12);
        Assert.Equal(1.0 / 6, metrics.Number("test.lost.value"), 12);
        Assert.Equal(1, metrics.Number("test.none_efficiency.value"), 12);
        Assert.Equal(0.5, metrics.Number("test.none_purity.value"), 12);
        Assert.Equal(1, metrics.Number("test.layers.4.accuracy.value"), 12);
        Assert.Equal(1.0 / 3, metrics.Number("test.layers.5.accuracy.value"), 12);
        Assert.Equal(6, metrics.Number("test.hits"));
    }

    [Fact]
    public void A_gain_is_that_on_the_same_hits()
    {
        var other = Rows with { Finder = "Helix", Labels = [0, 0, -1, 0, 0, 0, 0] };
        var gain = new LabelScore(Rows).Gain(new LabelScore(other));

        // Two hits more of the second event: 0 of 2 and 2 of 4, ((0 - 2/3)^2 + (2 - 4/3)^2) / 6^2.
        Assert.Equal(2.0 / 6, gain.Value, 12);
        Assert.Equal(Math.Sqrt(8.0 / 9) / 6, gain.Error, 12);
        var different = Rows with { Truths = [0, 0, 0, 0, 0, 0, 0] };
        Assert.StartsWith("found labels of BiLSTM and BiLSTM for different hits", Assert.Throws<InvalidDataException>(() => new LabelScore(Rows).Gain(new LabelScore(different))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_has_no_share()
    {
        var share = new GroupedShare();
        Assert.True(double.IsNaN(share.Share.Value));
        share.Add(0, 0);
        share.Add(3, 4);
        Assert.Equal(new Estimate(0.75, 0), share.Share);
    }
}
