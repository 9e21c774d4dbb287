namespace Hep.Training.Cards;

/// <summary>The <c>export</c> section: the ONNX file.</summary>
public sealed record ExportSection
{
    /// <summary>The largest difference of a probability between the ONNX file and the trained network that any export may have.</summary>
    public const double LargestTolerance = 5e-6;

    /// <summary>True if the trained network is exported.</summary>
    public bool Onnx { get; init; } = true;

    /// <summary>
    /// The largest difference on the test split with which the file is written, greater than 0: of a probability, at most <see cref="LargestTolerance"/>; of a predicted hit in units of its predicted error, at most
    /// 0.02, since single precision alone rounds an azimuth at 1 m by 0.1 μm.
    /// </summary>
    public double Tolerance { get; init; } = LargestTolerance;

    /// <summary>Calls at batch 1 whose times give the median and the 99th percentile of the latency; 100 to 10,000,000.</summary>
    public int LatencyCalls { get; init; } = 10_000;

    internal static ExportSection Read(CardReader reader) => Read(reader, LargestTolerance);

    /// <summary>Reads the section of a kind of card whose exports may differ by more, or in another unit.</summary>
    internal static ExportSection Read(CardReader reader, double largest)
    {
        var defaults = new ExportSection { Tolerance = largest };
        return new()
        {
            Onnx = reader.Bool("onnx", defaults.Onnx),
            Tolerance = reader.Double("tolerance", defaults.Tolerance, new(0, largest, HasLow: false)),
            LatencyCalls = reader.Int("latency_calls", defaults.LatencyCalls, 100, 10_000_000),
        };
    }

    internal void Write(CardWriter writer)
    {
        writer.Bool("onnx", Onnx);
        writer.Double("tolerance", Tolerance);
        writer.Int("latency_calls", LatencyCalls);
    }
}
