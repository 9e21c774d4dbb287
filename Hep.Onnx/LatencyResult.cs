namespace Hep.Onnx;

/// <summary>How long one event takes, from features in memory to scores in memory.</summary>
/// <param name="P50">The median, microseconds.</param>
/// <param name="P99">The time that 99 of 100 calls stay below, microseconds.</param>
/// <param name="Calls">How many calls were timed.</param>
public sealed record LatencyResult(double P50, double P99, int Calls);
