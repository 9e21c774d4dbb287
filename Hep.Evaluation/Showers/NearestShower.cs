namespace Hep.Evaluation.Showers;

/// <summary>The shower of another sample that is most like one.</summary>
/// <param name="Shower">The shower that was asked for.</param>
/// <param name="Neighbour">The most similar one of the other sample.</param>
/// <param name="Distance">The Euclidean distance of their cells, GeV.</param>
public sealed record NearestShower(int Shower, int Neighbour, double Distance);
