using Hep.Evaluation;
using Hep.Evaluation.Calibration;
using Hep.Models;
using Hep.Training.Cards;
using static TorchSharp.torch;

namespace Hep.Training.Runs;

/// <summary>From a fitted calibration to the stage of a classifier that does the same, and from a saved one to a stage that can take it.</summary>
internal static class Calibrations
{
    private const string Prefix = "calibration.";

    /// <summary>Fits.</summary>
    /// <param name="method">How.</param>
    /// <param name="logits">Events whose scores are logits, with the weights of the loss.</param>
    public static LogitMap Fit(CalibrationMethod method, BinarySample logits) => method switch
    {
        CalibrationMethod.None => new TemperatureScaling(1),
        CalibrationMethod.Temperature => TemperatureScaling.Fit(logits),
        CalibrationMethod.Platt => PlattScaling.Fit(logits),
        CalibrationMethod.Beta => BetaCalibration.Fit(logits),
        CalibrationMethod.Isotonic => IsotonicCalibration.Fit(logits),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "not a calibration"),
    };

    /// <summary>The stage.</summary>
    /// <param name="map">The fitted calibration.</param>
    public static nn.Module<Tensor, Tensor> Stage(LogitMap map) => map switch
    {
        TemperatureScaling t => new Temperature((float)t.Temperature),
        PlattScaling p => new Platt((float)p.Slope, (float)p.Offset),
        BetaCalibration b => new Beta((float)b.A, (float)b.B, (float)b.C),
        IsotonicCalibration i => new Isotonic(Single(i.Positions), Single(i.Values)),
        _ => throw new ArgumentOutOfRangeException(nameof(map), map, "not a calibration"),
    };

    /// <summary>The fitted numbers by name; of a line through corners, only how many there are.</summary>
    /// <param name="map">The fitted calibration.</param>
    public static IReadOnlyDictionary<string, double> Parameters(LogitMap map) => map switch
    {
        TemperatureScaling t => new Dictionary<string, double>(StringComparer.Ordinal) { ["temperature"] = t.Temperature },
        PlattScaling p => new Dictionary<string, double>(StringComparer.Ordinal) { ["slope"] = p.Slope, ["offset"] = p.Offset },
        BetaCalibration b => new Dictionary<string, double>(StringComparer.Ordinal) { ["a"] = b.A, ["b"] = b.B, ["c"] = b.C },
        IsotonicCalibration i => new Dictionary<string, double>(StringComparer.Ordinal) { ["corners"] = i.Positions.Length },
        _ => throw new ArgumentOutOfRangeException(nameof(map), map, "not a calibration"),
    };

    /// <summary>A stage into which the calibration of a saved state fits, whatever the card says: a checkpoint of a training at work has none yet.</summary>
    /// <param name="state">Names and shapes of the saved classifier.</param>
    public static nn.Module<Tensor, Tensor> Like(IEnumerable<(string Name, IReadOnlyList<long> Shape)> state)
    {
        var saved = state.Where(entry => entry.Name.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(entry => entry.Name[Prefix.Length..], entry => entry.Shape, StringComparer.Ordinal);
        if (saved.TryGetValue("positions", out var shape) && shape is [>= 2 and <= int.MaxValue])
            return Isotonic.WithCorners((int)shape[0]);
        return saved.ContainsKey("slope") ? new Platt() : saved.ContainsKey("a") ? new Beta() : new Temperature();
    }

    private static float[] Single(ReadOnlySpan<double> values) => Array.ConvertAll(values.ToArray(), value => (float)value);
}
