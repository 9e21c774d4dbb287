namespace Hep.Evaluation.Showers;

/// <summary>The cells of one layer of a calorimeter, centred on the axis of the particle.</summary>
/// <param name="Name">What it is called in variables and figures.</param>
/// <param name="Rows">The number of cells along φ.</param>
/// <param name="Columns">The number of cells along η.</param>
/// <param name="RowLength">The length of a cell along φ, mm.</param>
/// <param name="ColumnLength">The length of a cell along η, mm.</param>
public sealed record ShowerGrid(string Name, int Rows, int Columns, double RowLength, double ColumnLength)
{
    /// <summary>The number of cells.</summary>
    public int Cells => Rows * Columns;
}
