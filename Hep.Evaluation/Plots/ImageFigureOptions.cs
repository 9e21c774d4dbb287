namespace Hep.Evaluation.Plots;

/// <summary>How <see cref="ImageFigure"/> shows images.</summary>
public sealed record ImageFigureOptions
{
    /// <summary>The axis along the columns; null: the images have no coordinates, as filters of a network.</summary>
    public ImageAxis? X { get; init; }

    /// <summary>The axis along the rows; null: the images have no coordinates.</summary>
    public ImageAxis? Y { get; init; }

    /// <summary>What the colours stand for, with its unit, beside the colour bar.</summary>
    public string ValueLabel { get; init; } = "";

    /// <summary>How values become colours.</summary>
    public ImageScale Scale { get; init; }

    /// <summary>The value at which a logarithmic scale starts, above 0, whose colour smaller values above 0 take; null: a millionth of the largest, or the smallest above 0 where that is larger.</summary>
    public double? Floor { get; init; }

    /// <summary>Whether all images have one scale, and one colour bar a row, instead of one each.</summary>
    public bool HasCommonScale { get; init; } = true;

    /// <summary>The width of each image divided by its height, whatever its number of cells, as of grids of different cells over one area; null: all images have one shape, and square cells.</summary>
    public double? Aspect { get; init; }

    /// <summary>How many stand side by side.</summary>
    public int Columns { get; init; } = 3;

    /// <summary>The printed width in millimetres; null: 86 for a single image, 120 for two side by side, 178 for more.</summary>
    public double? WidthMillimetres { get; init; }
}
