namespace Hep.Models;

/// <summary>Rows of numbers in memory, [rows, width]; one row stands for as many as are wanted.</summary>
/// <param name="Values">Row-major.</param>
/// <param name="Width">Numbers of a row.</param>
internal sealed record NumberRows(double[] Values, int Width)
{
    public int Rows => Values.Length / Width;
}
