namespace Hep.Data.Showers;

/// <summary>A layer of a calorimeter: a grid of equal cells across the direction of flight, centred on it.</summary>
/// <param name="Name">What it is called in figures and, where the layers have a data set each, in files.</param>
/// <param name="Rows">The number of cells along φ, the first axis of an image.</param>
/// <param name="Columns">The number of cells along η, the second axis of an image.</param>
/// <param name="RowLength">The length of a cell along φ, mm.</param>
/// <param name="ColumnLength">The length of a cell along η, mm.</param>
/// <param name="Depth">How far the layer reaches along the direction of flight, mm.</param>
public sealed record ShowerLayer(string Name, int Rows, int Columns, double RowLength, double ColumnLength, double Depth)
{
    /// <summary>The number of cells.</summary>
    public int Cells => Rows * Columns;

    /// <summary>What is wrong with it, or null.</summary>
    internal string? Fault =>
        string.IsNullOrWhiteSpace(Name) ? "has no name"
        : Rows < 1 || Columns < 1 || (long)Rows * Columns > 1 << 20 ? FormattableString.Invariant($"has {Rows} x {Columns} cells; expected 1 or more along each axis and at most {1 << 20}")
        : !IsLength(RowLength) || !IsLength(ColumnLength) || !IsLength(Depth)
            ? FormattableString.Invariant($"has cells of {RowLength} x {ColumnLength} mm and is {Depth} mm deep; expected finite lengths above 0")
        : null;

    private static bool IsLength(double value) => double.IsFinite(value) && value > 0;
}
