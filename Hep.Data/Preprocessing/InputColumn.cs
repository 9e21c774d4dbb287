namespace Hep.Data;

/// <summary>A column that a model takes.</summary>
/// <param name="Name">The name in the file's header.</param>
/// <param name="Unit">The unit, e.g. <c>GeV</c>; empty or <c>1</c> for a pure number.</param>
public sealed record InputColumn(string Name, string Unit);
