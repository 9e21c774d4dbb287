namespace Hep.Evaluation.Showers;

/// <summary>A quantity of showers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit; empty: a pure number.</param>
/// <param name="Values">One value a shower, [N]; NaN where it is not defined, as the width of a layer without energy.</param>
public sealed record ShowerVariable(string Name, string Unit, float[] Values);
