using Hep.Evaluation;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>The significance on the leaderboards of a challenge: their own weights, as they are, at a threshold that was chosen elsewhere.</summary>
internal static class ChallengeScore
{
    /// <summary>The branch of the metrics tree.</summary>
    public const string Key = "challenge";

    /// <summary>Sets <c>challenge.public</c> and <c>challenge.private</c>.</summary>
    /// <param name="metrics">The tree.</param>
    /// <param name="predictions">The events of the test split, with the two columns of the options kept.</param>
    /// <param name="options">Which events and weights.</param>
    /// <param name="threshold">The threshold, and how it was chosen.</param>
    /// <param name="regularisation">b_reg of the AMS.</param>
    /// <exception cref="InvalidDataException">A leaderboard lacks a class.</exception>
    public static void Measure(MetricsTree metrics, Predictions predictions, ChallengeOptions options, ThresholdChoice threshold, double regularisation)
    {
        var test = predictions.Sample("test", "test")!;
        var (sets, weights) = (predictions.Texts("test", options.Set), predictions.Numbers("test", options.Weight));
        threshold.Set(metrics, Key);
        foreach (var (name, set) in new[] { ("public", options.Public), ("private", options.Private) })
        {
            int[] rows = [.. Enumerable.Range(0, test.Count).Where(row => sets[row] == set)];
            var board = new BinarySample(
                $"{name} leaderboard",
                Array.ConvertAll(rows, row => test.Scores[row]),
                Array.ConvertAll(rows, row => test.IsSignal[row]),
                Array.ConvertAll(rows, row => weights[row]));
            var scan = new AmsScan(board, new AmsOptions { Regularisation = regularisation });
            var (signal, background) = scan.YieldsAt(threshold.Value);
            metrics.Set($"{Key}.{name}.ams", scan.At(threshold.Value));
            metrics.Set($"{Key}.{name}.selected_signal", signal);
            metrics.Set($"{Key}.{name}.selected_background", background);
            metrics.Set($"{Key}.{name}.events", board.Count);
            metrics.Set($"{Key}.{name}.sum_of_weights.signal", board.Signal.Sum);
            metrics.Set($"{Key}.{name}.sum_of_weights.background", board.Background.Sum);
        }
    }
}
