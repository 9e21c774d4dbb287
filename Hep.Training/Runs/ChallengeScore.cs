using Hep.Evaluation;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>
/// The significance on the leaderboards of a challenge: their own weights, at a threshold that was chosen elsewhere. The weights of a leaderboard add up to the yields of the
/// whole sample, and are taken as they are; where they do not, a part of its events is missing, and they are scaled to the expected yields.
/// </summary>
internal static class ChallengeScore
{
    /// <summary>The branch of the metrics tree.</summary>
    public const string Key = "challenge";

    private static readonly string[] Boards = ["public", "private"];
    private static readonly string[] Classes = ["signal", "background"];

    /// <summary>Sets <c>challenge.public</c> and <c>challenge.private</c>.</summary>
    /// <param name="metrics">The tree.</param>
    /// <param name="predictions">The events of the test split, with the two columns of the options kept.</param>
    /// <param name="options">Which events and weights.</param>
    /// <param name="threshold">The threshold, and how it was chosen.</param>
    /// <param name="regularisation">b_reg of the AMS.</param>
    /// <param name="expected">The yields of the whole sample; null: they are not known, and all weights are taken as they are.</param>
    /// <exception cref="InvalidDataException">A leaderboard lacks a class.</exception>
    public static void Measure(MetricsTree metrics, Predictions predictions, ChallengeOptions options, ThresholdChoice threshold, double regularisation, ExpectedYields? expected)
    {
        var test = predictions.Sample("test", "test")!;
        var (sets, weights) = (predictions.Texts("test", options.Set), predictions.Numbers("test", options.Weight));
        threshold.Set(metrics, Key);
        foreach (var (name, set) in Boards.Zip([options.Public, options.Private]))
        {
            int[] rows = [.. Enumerable.Range(0, test.Count).Where(row => sets[row] == set)];
            var board = new BinarySample(
                $"{name} leaderboard",
                Array.ConvertAll(rows, row => test.Scores[row]),
                Array.ConvertAll(rows, row => test.IsSignal[row]),
                Array.ConvertAll(rows, row => weights[row]));
            var (signalFactor, backgroundFactor) = (Factor(board.Signal.Sum, expected?.Signal), Factor(board.Background.Sum, expected?.Background));
            var scan = new AmsScan(board, new AmsOptions
            {
                Regularisation = regularisation,
                ExpectedSignal = signalFactor == 1 ? null : expected?.Signal,
                ExpectedBackground = backgroundFactor == 1 ? null : expected?.Background,
            });
            var (signal, background) = scan.YieldsAt(threshold.Value);
            metrics.Set($"{Key}.{name}.ams", scan.At(threshold.Value));
            metrics.Set($"{Key}.{name}.selected_signal", signal);
            metrics.Set($"{Key}.{name}.selected_background", background);
            metrics.Set($"{Key}.{name}.events", board.Count);
            metrics.Set($"{Key}.{name}.sum_of_weights.signal", board.Signal.Sum);
            metrics.Set($"{Key}.{name}.sum_of_weights.background", board.Background.Sum);
            metrics.Set($"{Key}.{name}.factor.signal", signalFactor);
            metrics.Set($"{Key}.{name}.factor.background", backgroundFactor);
        }
    }

    /// <summary>What a reader must know of the leaderboards whose events are not all there, one sentence each.</summary>
    /// <param name="metrics">The tree, after <see cref="Measure"/> or without leaderboards.</param>
    public static IEnumerable<string> Caveats(MetricsTree metrics)
    {
        foreach (var board in Boards.Where(board => metrics.Contains($"{Key}.{board}")))
        {
            var (factors, sums) = (Classes.Select(name => metrics.Number($"{Key}.{board}.factor.{name}")).ToArray(), Classes.Select(name => metrics.Number($"{Key}.{board}.sum_of_weights.{name}")).ToArray());
            if (factors.Any(factor => factor != 1))
                yield return FormattableString.Invariant($"the weights of the {board} leaderboard add up to {sums[0]:#,0.##} signal and {sums[1]:#,0.##} background events, not to evaluation.expected_yields: a part of its events is missing, and the weights are scaled for it (signal x {factors[0]:G4}, background x {factors[1]:G4})");
        }
    }

    private static double Factor(double sum, double? expected) => expected is { } yield && YieldScale.IsNotable(yield / sum) ? yield / sum : 1;
}
