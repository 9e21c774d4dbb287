namespace Hep.Data;

/// <summary>A simulated jet.</summary>
/// <param name="Flavour">Its flavour.</param>
/// <param name="Event">The number of its event.</param>
/// <param name="Number">Its number in the event.</param>
/// <param name="Measured">The jet as it is measured: massless.</param>
/// <param name="Truth">What is true of it.</param>
internal readonly record struct FlavourJet(JetFlavour Flavour, ulong Event, int Number, FourVector Measured, JetTruth Truth);
