namespace Hep.Evaluation.Showers;

/// <summary>What the cells of one layer of one shower add up to.</summary>
/// <param name="Energy">The sum, GeV.</param>
/// <param name="Occupancy">The share of cells with energy.</param>
/// <param name="WidthPhi">The standard deviation of φ, weighted with energy, mm; NaN without energy.</param>
/// <param name="WidthEta">That of η.</param>
/// <param name="Leading">The largest energies, falling, GeV; 0 where there are fewer cells.</param>
internal readonly record struct LayerMoments(double Energy, double Occupancy, double WidthPhi, double WidthEta, double[] Leading)
{
    public static LayerMoments Of(ShowerGrid grid, ReadOnlySpan<float> cells, int leading)
    {
        double sum = 0, phi = 0, phiSquared = 0, eta = 0, etaSquared = 0;
        var filled = 0;
        var largest = new double[leading];
        for (var cell = 0; cell < cells.Length; cell++)
        {
            double energy = cells[cell];
            if (!(energy > 0))
                continue;
            filled++;
            Insert(largest, energy);
            double y = ((cell / grid.Columns) + 0.5 - (0.5 * grid.Rows)) * grid.RowLength, x = ((cell % grid.Columns) + 0.5 - (0.5 * grid.Columns)) * grid.ColumnLength;
            sum += energy;
            phi += energy * y;
            phiSquared += energy * y * y;
            eta += energy * x;
            etaSquared += energy * x * x;
        }

        return new(sum, (double)filled / cells.Length, Width(sum, phi, phiSquared), Width(sum, eta, etaSquared), largest);
    }

    private static void Insert(double[] largest, double energy)
    {
        for (var k = largest.Length - 1; k >= 0 && energy > largest[k]; k--)
        {
            if (k + 1 < largest.Length)
                largest[k + 1] = largest[k];
            largest[k] = energy;
        }
    }

    private static double Width(double sum, double first, double second) =>
        sum > 0 ? Math.Sqrt(Math.Max(0, (second / sum) - (first / sum * (first / sum)))) : double.NaN;
}
