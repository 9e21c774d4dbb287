namespace Hep.Data;

/// <summary>A built-in source of events, for use without a file.</summary>
/// <param name="Name">The name in a run card, <c>data.source</c>.</param>
/// <param name="Description">What it simulates, in a sentence.</param>
/// <param name="Layout">Its columns with units, classes and missing value, as if it were a file.</param>
/// <param name="Generate">Makes a sample from the number of events and the seed; the same seed gives the same events.</param>
public sealed record Simulation(string Name, string Description, CsvLayout Layout, Func<int, ulong, EventTable> Generate);
