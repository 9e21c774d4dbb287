using System.Runtime.CompilerServices;

namespace Hep.Data.Tracking.Finding;

/// <summary>A symmetric 5x5 matrix: the lower triangle, row by row.</summary>
[InlineArray(15)]
internal struct SymmetricMatrix5
{
    private double first;

    public double this[int row, int column]
    {
        readonly get => row >= column ? this[(row * (row + 1) / 2) + column] : this[(column * (column + 1) / 2) + row];
        set
        {
            if (row >= column)
                this[(row * (row + 1) / 2) + column] = value;
            else
                this[(column * (column + 1) / 2) + row] = value;
        }
    }
}
