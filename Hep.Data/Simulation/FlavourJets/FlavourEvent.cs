namespace Hep.Data;

/// <summary>What the jets of an event have in common.</summary>
/// <param name="Z">The place of the true primary vertex along the beam in mm.</param>
/// <param name="Vertex">The primary vertex as it is found, seen from the true one.</param>
/// <param name="Collisions">The number of further collisions.</param>
internal readonly record struct FlavourEvent(double Z, FlightPoint Vertex, int Collisions);
