namespace Hep.Evaluation.Flavour;

/// <summary>A point of a <see cref="FractionScan"/>.</summary>
/// <param name="Charm">f_c.</param>
/// <param name="LightRejection">1 / efficiency of light jets.</param>
/// <param name="CharmRejection">1 / efficiency of c jets.</param>
public readonly record struct FractionPoint(double Charm, Estimate LightRejection, Estimate CharmRejection);
