namespace Hep.Training.Runs;

/// <summary>
/// How well the exported file agrees with the trained model on the test split, and how fast it is. Both are compared with an evaluation of
/// the same model in float64; differences are of probabilities, the largest over all events.
/// </summary>
public sealed record ExportFacts
{
    /// <summary>Events compared.</summary>
    public required int Events { get; init; }

    /// <summary>The largest difference between ONNX Runtime and the float64 evaluation.</summary>
    public required double OnnxDifference { get; init; }

    /// <summary>The largest difference between libtorch in float32 and the float64 evaluation.</summary>
    public required double ModelDifference { get; init; }

    /// <summary>The largest difference that was allowed.</summary>
    public required double Tolerance { get; init; }

    /// <summary>Median time of one event through ONNX Runtime on one thread, in microseconds.</summary>
    public double? LatencyP50Us { get; init; }

    /// <summary>The time that 99% of single events stay below, in microseconds.</summary>
    public double? LatencyP99Us { get; init; }

    /// <summary>Events a second through ONNX Runtime on one thread in batches of 256; null: not measured.</summary>
    public double? EventsPerSecond { get; init; }
}
