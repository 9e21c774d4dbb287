namespace Hep.Data;

/// <summary>
/// What images are, and what is done to each before a network sees it: centre, rotate, re-grid, crop, flip, normalise, compress, as for jet images (L. de Oliveira et al.,
/// arXiv:1511.05190, section 3; J. Cogan et al., arXiv:1407.5675). Moving and turning are one interpolation, so that an image is blurred once. At the end all cells are
/// divided by one number, which is fitted on the training events and makes the mean square of a cell 1.
/// </summary>
public sealed record ImagePlan
{
    /// <summary>The name of the images in the file.</summary>
    public required string Column { get; init; }

    /// <summary>The unit of a cell's content, e.g. <c>GeV</c>; empty for a pure number.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Cells in eta, H: the first axis of an image.</summary>
    public required int Height { get; init; }

    /// <summary>Cells in phi, W: the second axis of an image.</summary>
    public required int Width { get; init; }

    /// <summary>Whether a cell's content may be below zero, as no deposited energy is.</summary>
    public bool IsSigned { get; init; }

    /// <summary>The size of a cell in eta.</summary>
    public double CellEta { get; init; } = 0.1;

    /// <summary>The size of a cell in phi, in rad.</summary>
    public double CellPhi { get; init; } = 0.1;

    /// <summary>Where the subjets are; null: <see cref="Centre"/> and <see cref="Rotation"/> do not ask for them.</summary>
    public SubjetColumns? Subjets { get; init; }

    /// <summary>What comes to lie in the middle.</summary>
    public ImageCentre Centre { get; init; }

    /// <summary>What comes to lie below the middle.</summary>
    public ImageRotation Rotation { get; init; }

    /// <summary>How the content is taken between the middles of cells.</summary>
    public ImageInterpolation Interpolation { get; init; }

    /// <summary>How many cells in eta are kept around the middle; null: all.</summary>
    public int? CropHeight { get; init; }

    /// <summary>How many cells in phi are kept around the middle; null: all.</summary>
    public int? CropWidth { get; init; }

    /// <summary>Whether the image is reflected in eta where its half of smaller eta has more content.</summary>
    public bool Flip { get; init; }

    /// <summary>To what the cells are scaled.</summary>
    public ImageNormalization Normalization { get; init; }

    /// <summary>The power to which the size of each cell's content is raised, its sign kept, so that bright cells do not drown the others; above 0, up to 1 (nothing is changed).</summary>
    public double Power { get; init; } = 1;

    /// <summary>Cells in eta that a network sees.</summary>
    public int OutputHeight => CropHeight ?? Height;

    /// <summary>Cells in phi that a network sees.</summary>
    public int OutputWidth => CropWidth ?? Width;

    /// <summary>Whether images are moved or turned, and therefore interpolated.</summary>
    public bool IsResampled => Centre != ImageCentre.None || Rotation != ImageRotation.None;

    /// <summary>Whether the plan looks at <see cref="Subjets"/>.</summary>
    public bool UsesSubjets => Centre == ImageCentre.Subjet || Rotation == ImageRotation.Subjet;

    /// <summary>The plans that have the first steps alone, from no step at all to this one, each with what was done last.</summary>
    public IReadOnlyList<(string Step, ImagePlan Plan)> Steps()
    {
        var raw = this with { Centre = ImageCentre.None, Rotation = ImageRotation.None, CropHeight = null, CropWidth = null, Flip = false, Normalization = ImageNormalization.None, Power = 1 };
        List<(string Step, ImagePlan Plan)> steps = [("as it comes", raw)];
        Add(Centre != ImageCentre.None, "centred", plan => plan with { Centre = Centre });
        Add(Rotation != ImageRotation.None, "rotated", plan => plan with { Rotation = Rotation });
        Add(CropHeight is not null || CropWidth is not null, "cropped", plan => plan with { CropHeight = CropHeight, CropWidth = CropWidth });
        Add(Flip, "flipped", plan => plan with { Flip = true });
        Add(Normalization != ImageNormalization.None, "normalised", plan => plan with { Normalization = Normalization });
        Add(Power != 1, "compressed", plan => plan with { Power = Power });
        return steps;

        void Add(bool isDone, string step, Func<ImagePlan, ImagePlan> with)
        {
            if (isDone)
                steps.Add((step, with(steps[^1].Plan)));
        }
    }

    /// <summary>What is done, a line a step, for people.</summary>
    public IReadOnlyList<string> InWords() =>
    [
        .. Steps().Skip(1).Select(step => step.Step switch
        {
            "centred" => $"image: centred on {Centre switch { ImageCentre.Subjet => "the leading subjet", ImageCentre.Brightest => "the brightest cell", _ => "the centroid" }}",
            "rotated" => $"image: rotated, {(Rotation == ImageRotation.Subjet ? "the second subjet" : "the principal axis")} towards smaller phi",
            "cropped" => FormattableString.Invariant($"image: cropped to {OutputHeight} x {OutputWidth} cells"),
            "flipped" => "image: flipped, more content at larger eta",
            "compressed" => FormattableString.Invariant($"image: each cell to the power {Power}"),
            _ => $"image: normalised, {(Normalization == ImageNormalization.Sum ? "sum" : "sum of squares")} 1",
        }),
        "image: divided by the root mean square of the training events' cells",
    ];
}
