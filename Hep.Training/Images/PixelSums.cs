using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Images;

/// <summary>Weighted sums over images from which means and correlations follow, cell by cell; in double precision.</summary>
internal sealed class PixelSums
{
    private double weight;
    private double[] cells = [];
    private double[] squares = [];
    private double[] products = [];
    private double output;
    private double outputSquare;

    /// <summary>Takes images in.</summary>
    /// <param name="images">[B, cells].</param>
    /// <param name="outputs">One number each, [B, 1].</param>
    /// <param name="weights">The weights, [B, 1].</param>
    public void Add(Tensor images, Tensor outputs, Tensor weights)
    {
        using var scope = NewDisposeScope();
        var (x, y, w) = (images.to(ScalarType.Float64), outputs.to(ScalarType.Float64), weights.to(ScalarType.Float64));
        weight += w.sum().ToDouble();
        output += (w * y).sum().ToDouble();
        outputSquare += (w * y * y).sum().ToDouble();
        cells = Sum(cells, w * x);
        squares = Sum(squares, w * x * x);
        products = Sum(products, w * x * y);
    }

    /// <summary>The weighted mean of each cell.</summary>
    public double[] Mean() => Array.ConvertAll(cells, sum => weight == 0 ? double.NaN : sum / weight);

    /// <summary>Pearson's correlation of each cell with the output; NaN for a cell that never changes.</summary>
    public double[] Correlation()
    {
        var (mean, variance) = (output / weight, (outputSquare / weight) - Math.Pow(output / weight, 2));
        return
        [
            .. cells.Select((sum, cell) =>
            {
                var ofCell = sum / weight;
                var spread = (squares[cell] / weight) - (ofCell * ofCell);
                return spread > 0 && variance > 0 ? ((products[cell] / weight) - (ofCell * mean)) / Math.Sqrt(spread * variance) : double.NaN;
            }),
        ];
    }

    // A list, since 0 alone is a type of numbers.
    private static double[] Sum(double[] before, Tensor values)
    {
        var sums = values.sum([0L]).cpu().data<double>().ToArray();
        return before.Length == 0 ? sums : [.. before.Zip(sums, (a, b) => a + b)];
    }
}
