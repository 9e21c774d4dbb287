namespace Hep.Evaluation;

/// <summary>A cut between two points of a ROC curve: what lies before a point is selected, and a share of the events that complete it.</summary>
/// <param name="Point">The first point at or beyond the cut.</param>
/// <param name="Share">How far from the point before the cut lies, 0 to 1: an event of equal score is selected with this probability.</param>
internal readonly record struct RocCut(int Point, double Share)
{
    /// <summary>The probability with which the events that complete a point are selected.</summary>
    public double ShareOf(int point) => point < Point ? 1 : point == Point ? Share : 0;
}
