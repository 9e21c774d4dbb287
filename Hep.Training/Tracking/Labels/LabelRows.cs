namespace Hep.Training.Tracking;

/// <summary>The labels of one method as they stand in <c>predictions.csv</c>, a row a hit.</summary>
/// <param name="Finder">Its name.</param>
/// <param name="Events">The event of the hit, counted from 0.</param>
/// <param name="Layers">Its layer.</param>
/// <param name="IsOpen">Whether it is no seed's own.</param>
/// <param name="Truths">The seed of its particle, -1: none.</param>
/// <param name="Labels">The seed that it is said to belong to, -1: none.</param>
internal sealed record LabelRows(string Finder, int[] Events, int[] Layers, bool[] IsOpen, int[] Truths, int[] Labels)
{
    /// <summary>The label that says none.</summary>
    public const int None = -1;
}
