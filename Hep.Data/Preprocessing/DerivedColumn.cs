namespace Hep.Data;

/// <summary>A column that is computed from others, event by event, before the first step of the preprocessing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Formula">A number of columns of numbers: raw ones, and derived ones that stand before it.</param>
/// <param name="Unit">The unit, e.g. <c>GeV</c>; <c>1</c> for a pure number.</param>
public sealed record DerivedColumn(string Name, ColumnExpression Formula, string Unit);
