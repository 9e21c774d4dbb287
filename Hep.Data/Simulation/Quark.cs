namespace Hep.Data;

/// <summary>A quark or gluon that becomes a jet, or the jet.</summary>
/// <param name="Momentum">The four-momentum, GeV.</param>
/// <param name="Flavour">The heaviest quark in it.</param>
internal readonly record struct Quark(FourVector Momentum, QuarkFlavour Flavour);
