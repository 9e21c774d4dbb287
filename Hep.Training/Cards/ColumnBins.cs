using Hep.Models;
using Hep.Training.Runs;

namespace Hep.Training.Cards;

/// <summary>A column in whose bins the figures of merit are given: an entry of <c>evaluation.bins</c>.</summary>
/// <param name="Column">The column, a feature or not.</param>
/// <param name="Edges">The edges of its bins, rising; 2 to 101. A bin holds its lower edge, the last one its upper edge too.</param>
public sealed record ColumnBins(string Column, ValueList<double> Edges)
{
    private const int MostEdges = 101;

    internal static ValueList<ColumnBins> Read(CardReader reader)
    {
        var bins = new List<ColumnBins>();
        foreach (var column in reader.Keys)
        {
            var problems = reader.Problems;
            var edges = reader.Doubles(column, [], Interval.Any, MostEdges);
            if (Predictions.IsReserved(column))
                reader.Refuse(column, BaselineOptions.Reserved(column));
            else if (reader.Problems == problems && (edges.Count < 2 || edges.Zip(edges.Skip(1)).Any(pair => !(pair.Second > pair.First))))
                reader.Refuse(column, "found edges that do not rise, or a single one, expected two or more numbers that rise");
            bins.Add(new ColumnBins(column, edges));
        }

        return [.. bins];
    }
}
