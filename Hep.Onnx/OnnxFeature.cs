namespace Hep.Onnx;

/// <summary>One input column of an exported model.</summary>
/// <param name="Name">The column's name, as in the data file.</param>
/// <param name="Unit">Its unit, as in "GeV"; empty for a number without one.</param>
public sealed record OnnxFeature(string Name, string Unit);
