namespace Hep.Data;

/// <summary>A charged particle of a simulated jet.</summary>
/// <param name="Momentum">Its momentum at its origin.</param>
/// <param name="Charge">Its charge, 1 or -1.</param>
/// <param name="Vertex">Its origin.</param>
/// <param name="Origin">What it comes from.</param>
internal readonly record struct ChargedParticle(FourVector Momentum, int Charge, FlightPoint Vertex, TrackOrigin Origin);
