namespace Hep.Data;

/// <summary>Strikes maps with failures.</summary>
/// <param name="options">How often, of which kinds and sizes.</param>
internal sealed class OccupancyFaults(OccupancyOptions options)
{
    private const int BoardWidth = OccupancyToy.BoardColumns;
    private const double LeastHot = 2, MostHot = 10;

    // Hits of noise, as a share of the hits of a cell on average.
    private const double LeastNoise = 0.3, MostNoise = 3;

    // What a half board and a mistimed sector still see.
    private const double MostOfHalfBoard = 0.5, LeastMistimed = 0.6, MostMistimed = 0.9;

    /// <summary>Changes the mean counts of a map and marks the cells, if there is a failure.</summary>
    /// <param name="random">The map's source of chance.</param>
    /// <param name="means">The mean counts, [Rows, Columns].</param>
    /// <param name="mask">Gets 1 where the failure is.</param>
    public OccupancyFailure Strike(SplitMix64 random, Span<double> means, Span<float> mask)
    {
        if (!(random.Uniform() < options.FailureShare))
            return OccupancyFailure.None;
        var failure = Kind(random);
        switch (failure)
        {
            case OccupancyFailure.Dead:
                Patch(random, mask);
                Scale(means, mask, 0);
                break;
            case OccupancyFailure.Hot:
                Patch(random, mask);
                Scale(means, mask, LogUniform(LeastHot, MostHot, random));
                break;
            case OccupancyFailure.Noisy:
                Scattered(random, mask);
                var noise = options.MeanHits * LogUniform(LeastNoise, MostNoise, random);
                for (var cell = 0; cell < means.Length; cell++)
                    means[cell] += mask[cell] > 0 ? noise + random.Exponential(noise) : 0;
                break;
            case OccupancyFailure.HalfBoard:
                HalfBoard(random, mask);
                Scale(means, mask, random.Uniform(0, MostOfHalfBoard));
                break;
            case OccupancyFailure.Mistimed:
                Fill(mask, random.Below(2) * (OccupancyToy.Rows / 2), OccupancyToy.Rows / 2, random.Below(OccupancyToy.Columns / BoardWidth) * BoardWidth, BoardWidth);
                Scale(means, mask, random.Uniform(LeastMistimed, MostMistimed));
                break;
            default:
                throw new InvalidOperationException($"no failure of the kind {failure}");
        }

        return failure;
    }

    private OccupancyFailure Kind(SplitMix64 random)
    {
        var kinds = Enum.GetValues<OccupancyFailure>();
        var place = random.Uniform() * kinds.Sum(options.ShareOf);
        foreach (var kind in kinds)
        {
            place -= options.ShareOf(kind);
            if (place < 0)
                return kind;
        }

        // Rounding may leave a rest.
        return Array.FindLast(kinds, kind => options.ShareOf(kind) > 0);
    }

    // As near to a square as the number of cells allows; in φ it may go over the seam.
    private void Patch(SplitMix64 random, Span<float> mask)
    {
        var cells = Size(random);
        var height = Math.Max(1, (int)Math.Sqrt(cells));
        var (row, column) = (random.Below(OccupancyToy.Rows - height + 1), random.Below(OccupancyToy.Columns));
        for (var i = 0; i < cells; i++)
            mask[((row + (i % height)) * OccupancyToy.Columns) + ((column + (i / height)) % OccupancyToy.Columns)] = 1;
    }

    private void Scattered(SplitMix64 random, Span<float> mask)
    {
        var (row, column) = Board(random);
        for (var left = Size(random); left > 0;)
        {
            var place = random.Below(OccupancyToy.BoardCells);
            ref var cell = ref mask[((row + (place / BoardWidth)) * OccupancyToy.Columns) + column + (place % BoardWidth)];
            left -= cell == 0 ? 1 : 0;
            cell = 1;
        }
    }

    private static void HalfBoard(SplitMix64 random, Span<float> mask)
    {
        var (row, column) = Board(random);
        Fill(mask, row, OccupancyToy.BoardRows, column + (random.Below(2) * BoardWidth / 2), BoardWidth / 2);
    }

    private static (int Row, int Column) Board(SplitMix64 random) =>
        (random.Below(OccupancyToy.Rows / OccupancyToy.BoardRows) * OccupancyToy.BoardRows, random.Below(OccupancyToy.Columns / BoardWidth) * BoardWidth);

    // As often 1 as 2 to 3 or 4 to 7.
    private int Size(SplitMix64 random) => Math.Min(options.MostCells, (int)LogUniform(options.LeastCells, options.MostCells + 1, random));

    private static double LogUniform(double low, double high, SplitMix64 random) => low * Math.Exp(random.Uniform() * Math.Log(high / low));

    private static void Fill(Span<float> mask, int row, int height, int column, int width)
    {
        for (var i = row; i < row + height; i++)
            mask.Slice((i * OccupancyToy.Columns) + column, width).Fill(1);
    }

    private static void Scale(Span<double> means, Span<float> mask, double factor)
    {
        for (var cell = 0; cell < means.Length; cell++)
            means[cell] *= mask[cell] > 0 ? factor : 1;
    }
}
