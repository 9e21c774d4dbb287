using System.Globalization;
using Hep.Evaluation;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>
/// For which yields a run's significances stand: those that the card expects, or those of the events read; and by which factors the weights were scaled.
/// In the metrics tree as <c>yields.signal.read</c>, <c>.expected</c>, <c>.factor</c>, and the same for background.
/// </summary>
public static class YieldScale
{
    // A file without a few rows, or the fluctuation of a simulation's weights, is no subsample.
    private const double Notable = 0.05;
    private static readonly string[] Classes = ["signal", "background"];

    /// <summary>Sets the branch.</summary>
    internal static void Measure(MetricsTree metrics, Predictions predictions, ExpectedYields? expected, double? signal = null)
    {
        foreach (var name in Classes)
        {
            var read = name == Classes[0] && signal is { } known ? known : predictions.Yield(name == Classes[0]);
            var wanted = expected is null ? read : name == Classes[0] ? expected.Signal : expected.Background;
            metrics.Set($"yields.{name}.read", read);
            metrics.Set($"yields.{name}.expected", wanted);
            metrics.Set($"yields.{name}.factor", wanted / read);
        }
    }

    /// <summary>Whether a factor between expected and read yields says that events are missing.</summary>
    internal static bool IsNotable(double factor) => Math.Abs(factor - 1) > Notable;

    /// <summary>What a reader must know where the events read are not the whole sample; null where they are.</summary>
    internal static string? Caveat(MetricsTree metrics, int events) => Classes.Any(name => IsNotable(Factor(metrics, name)))
        ? FormattableString.Invariant($"the weights of the {events:N0} events in the splits add up to {Both(metrics, "read")} events, not to the {Both(metrics, "expected")} of evaluation.expected_yields: they are scaled to these for AMS and selected yields ({Factors(metrics)})")
        : null;

    /// <summary>The yields in words: <c>for the expected 691.99 signal and 410,999.8 background events</c>.</summary>
    /// <param name="metrics">The figures of merit of a run.</param>
    /// <exception cref="KeyNotFoundException">They do not hold the yields.</exception>
    public static string InWords(MetricsTree metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return Classes.Any(name => Factor(metrics, name) != 1)
            ? $"for the expected {Both(metrics, "expected")} events (those read are scaled: {Factors(metrics)})"
            : $"for the {Both(metrics, "expected")} events read";
    }

    private static double Factor(MetricsTree metrics, string name) => metrics.Number($"yields.{name}.factor");

    private static string Both(MetricsTree metrics, string what) => string.Join(" and ", Classes.Select(
        name => metrics.Number($"yields.{name}.{what}").ToString("#,0.##", CultureInfo.InvariantCulture) + " " + name));

    private static string Factors(MetricsTree metrics) => string.Join(", ", Classes.Select(
        name => name + " x " + Factor(metrics, name).ToString("G4", CultureInfo.InvariantCulture)));
}
