namespace Hep.Data;

/// <summary>
/// What training images are changed by anew in each epoch, so that a network learns not to look at it. It acts on images as the network sees them, cell by cell; a reflection comes
/// first, then rotation and shift, then the cells' smearing and loss.
/// </summary>
public sealed record ImageAugmentation
{
    /// <summary>Whether images are reflected in eta, half of them.</summary>
    public bool ReflectEta { get; init; }

    /// <summary>Whether images are reflected in phi, half of them.</summary>
    public bool ReflectPhi { get; init; }

    /// <summary>By which angle images are turned at most, uniformly to both sides; 0 to pi; rad. In between cells their content is taken linearly.</summary>
    public double Rotate { get; init; }

    /// <summary>By how many cells images are shifted at most, uniformly in eta and in phi; what leaves the image is lost. 0 or more.</summary>
    public int Shift { get; init; }

    /// <summary>The standard deviation of the Gaussian factor around 1 that each cell is multiplied by, not below 0; 0 or more.</summary>
    public double Smear { get; init; }

    /// <summary>The probability with which a cell is empty; 0 up to but not including 1.</summary>
    public double Drop { get; init; }

    /// <summary>Changes an image in place. How depends on the seed, the epoch and the event's id, and on nothing else: not on threads, batches, or which other events there are.</summary>
    /// <param name="cells">The image, [height, width] row-major.</param>
    /// <param name="width">Cells in phi.</param>
    /// <param name="aspect">The size of a cell in phi over that in eta: an angle is one in the plane of eta and phi.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="copy">Room for the image; overwritten.</param>
    public void Apply(Span<float> cells, int width, double aspect, int seed, int epoch, ulong eventId, Span<float> copy)
    {
        var random = new SplitMix64(SplitMix64.Mix(SplitMix64.Mix((ulong)seed) ^ ((ulong)epoch << 32)) ^ SplitMix64.Mix(eventId));
        var height = cells.Length / width;

        // Every number is drawn, whatever is wanted: one option does not change what another does.
        var (flipEta, flipPhi) = (random.Uniform() < 0.5 && ReflectEta, random.Uniform() < 0.5 && ReflectPhi);
        var angle = Rotate * ((2 * random.Uniform()) - 1);
        var (downBy, rightBy) = (Whole(random.Uniform()), Whole(random.Uniform()));
        if (flipEta || flipPhi || angle != 0 || downBy != 0 || rightBy != 0)
        {
            cells.CopyTo(copy);
            Move(copy, cells, height, width, (flipEta ? -1 : 1, flipPhi ? -1 : 1), angle, aspect, (downBy, rightBy));
        }

        for (var cell = 0; cell < cells.Length && (Smear > 0 || Drop > 0); cell++)
        {
            if (random.Uniform() < Drop)
                cells[cell] = 0;
            else if (Smear > 0)
                cells[cell] *= (float)Math.Max(0, 1 + (Smear * random.Normal()));
        }
    }

    private static void Move(ReadOnlySpan<float> from, Span<float> to, int height, int width, (int Eta, int Phi) signs, double angle, double aspect, (int Down, int Right) shift)
    {
        var (middleEta, middlePhi) = ((height - 1) / 2.0, (width - 1) / 2.0);
        var (sine, cosine) = Math.SinCos(angle);
        for (var i = 0; i < height; i++)
        {
            for (var j = 0; j < width; j++)
            {
                var (u, v) = (i - middleEta - shift.Down, j - middlePhi - shift.Right);
                var (eta, phi) = ((cosine * u) - (sine * aspect * v), (sine / aspect * u) + (cosine * v));
                to[(i * width) + j] = At(from, height, width, middleEta + (signs.Eta * eta), middlePhi + (signs.Phi * phi));
            }
        }
    }

    private static float At(ReadOnlySpan<float> cells, int height, int width, double eta, double phi)
    {
        var (row, column) = ((int)Math.Floor(eta), (int)Math.Floor(phi));
        var (t, s) = (eta - row, phi - column);
        return (float)(((1 - t) * (((1 - s) * Cell(cells, height, width, row, column)) + (s * Cell(cells, height, width, row, column + 1))))
            + (t * (((1 - s) * Cell(cells, height, width, row + 1, column)) + (s * Cell(cells, height, width, row + 1, column + 1)))));
    }

    private static float Cell(ReadOnlySpan<float> cells, int height, int width, int row, int column) =>
        (uint)row < (uint)height && (uint)column < (uint)width ? cells[(row * width) + column] : 0;

    private int Whole(double uniform) => (int)Math.Floor(uniform * ((2 * Shift) + 1)) - Shift;
}
