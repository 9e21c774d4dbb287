namespace Hep.Training.Cards;

/// <summary>An input of the network.</summary>
/// <param name="Name">The column's name, as in the file.</param>
/// <param name="Unit">The unit of the column's values (<c>GeV</c>, <c>mm</c>, <c>rad</c>, ...); <c>1</c> if it has none. It goes into the ONNX file's metadata and onto the axes.</param>
public sealed record FeatureColumn(string Name, string Unit);
