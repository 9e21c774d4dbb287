using Hep.Evaluation.Showers;

namespace Hep.Evaluation.Plots;

/// <summary>Showers layer by layer: energy in the cells on a logarithmic scale, at their true places in the calorimeter; the colours of a layer are those of all samples.</summary>
public static class ShowerImageFigure
{
    // Below this share of the largest cell of a layer nothing is told apart.
    private const double Decades = 1e-5;

    /// <summary>The mean shower of each sample: a row a sample, a column a layer.</summary>
    /// <param name="samples">The samples, in one calorimeter.</param>
    /// <exception cref="ArgumentException">No sample, or other layers.</exception>
    public static Figure Mean(params IReadOnlyList<ShowerSample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return Create([.. samples.Select(sample => (sample.Name, sample, Enumerable.Range(0, sample.Grids.Count).Select(sample.Mean).ToArray()))]);
    }

    /// <summary>Single showers: a row a shower, a column a layer.</summary>
    /// <param name="showers">The showers with what each is called.</param>
    /// <exception cref="ArgumentException">No shower, or other layers.</exception>
    public static Figure Single(params IReadOnlyList<(string Name, ShowerSample Sample, int Shower)> showers)
    {
        ArgumentNullException.ThrowIfNull(showers);
        return Create([.. showers.Select(one => (one.Name, one.Sample, Enumerable.Range(0, one.Sample.Grids.Count).Select(layer => Image(one.Sample, one.Shower, layer)).ToArray()))]);
    }

    private static Figure Create((string Name, ShowerSample Sample, double[][,] Images)[] rows)
    {
        if (rows.Length == 0)
            throw new ArgumentException("found no shower, expected one or more", nameof(rows));
        var first = rows[0].Sample;
        foreach (var (_, sample, _) in rows)
            first.RequireLike(sample);
        var grids = first.Grids;
        double width = grids.Max(grid => grid.Columns * grid.ColumnLength), height = grids.Max(grid => grid.Rows * grid.RowLength);
        var panels = rows.SelectMany(row => row.Images.Select((image, layer) => new ImagePanel($"{row.Name}, {grids[layer].Name}", image)
        {
            Range = [.. rows.Select(other => Floored(other.Images[layer], rows.Max(one => one.Images[layer].Cast<double>().Max())))],
        }));
        return ImageFigure.Create([.. panels], new ImageFigureOptions
        {
            X = new ImageAxis("η", "mm", -0.5 * width, 0.5 * width),
            Y = new ImageAxis("φ", "mm", -0.5 * height, 0.5 * height),
            ValueLabel = "Energy [GeV]",
            Scale = ImageScale.Logarithmic,
            HasCommonScale = false,
            Columns = grids.Count,
            Aspect = width / height,
        });
    }

    private static double[,] Image(ShowerSample sample, int shower, int layer)
    {
        var grid = sample.Grids[layer];
        var cells = sample.Image(shower, layer);
        var image = new double[grid.Rows, grid.Columns];
        for (var cell = 0; cell < cells.Length; cell++)
            image[cell / grid.Columns, cell % grid.Columns] = cells[cell];
        return image;
    }

    // What the scale starts at; a cell below it has its colour.
    private static double[,] Floored(double[,] image, double largest)
    {
        var floored = (double[,])image.Clone();
        for (var row = 0; row < image.GetLength(0); row++)
        {
            for (var column = 0; column < image.GetLength(1); column++)
                floored[row, column] = image[row, column] > 0 ? Math.Max(image[row, column], Decades * largest) : 0;
        }

        return floored;
    }
}
