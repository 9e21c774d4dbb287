namespace Hep.Data;

/// <summary>
/// Maps of the hits that each cell of a barrel has seen, as shifters of a data-quality monitor look at them: 48 cells in η by 72 in φ, a smooth structure that differs from run to run, Poisson counts, and failures
/// with the cells that they are in. docs/occupancy_toy.md has the formula. May be used by several threads.
/// </summary>
internal sealed class OccupancyToy
{
    /// <summary>Cells in η, the rows of a map.</summary>
    public const int Rows = 48;

    /// <summary>Cells in φ, the columns of a map.</summary>
    public const int Columns = 72;

    /// <summary>Cells of a map.</summary>
    public const int Cells = Rows * Columns;

    /// <summary>The largest |η|.</summary>
    public const double LargestEta = 2.4;

    /// <summary>Rows of cells that one board reads.</summary>
    public const int BoardRows = 8;

    /// <summary>Columns of cells that one board reads.</summary>
    public const int BoardColumns = 12;

    /// <summary>Cells that one board reads.</summary>
    public const int BoardCells = BoardRows * BoardColumns;

    // The detector is the same whatever the seed.
    private const ulong DetectorSeed = 48_072;
    private const ulong RunStream = 1UL << 63;

    // Of the structure: the barrel sees more where particles are slow to leave it, and services lie at six angles.
    private const double EtaRise = 0.35, Services = 0.06;
    private const int ServiceSectors = 6;

    // Of its variation: offset of the beam, shift of the collisions along it, and slow waves.
    private const double BeamOffset = 0.05, Asymmetry = 0.04, Wave = 0.02;
    private const int Waves = 3;

    private readonly OccupancyOptions options;
    private readonly OccupancyFaults faults;
    private readonly double[] efficiencies = new double[Cells];
    private readonly double scale;

    /// <exception cref="ArgumentException">A number is outside its range.</exception>
    public OccupancyToy(OccupancyOptions options)
    {
        options.Check();
        (this.options, faults) = (options, new OccupancyFaults(options));
        var detector = new SplitMix64(DetectorSeed);
        for (var cell = 0; cell < Cells; cell++)
            efficiencies[cell] = Math.Max(0, 1 + (options.CellSpread * detector.Normal()));
        var still = new double[Cells];
        Structure(still, new SplitMix64(0), variation: 0);
        scale = options.MeanHits * Cells / still.Sum();
    }

    /// <summary>The run of a map.</summary>
    public long RunOf(long number) => number / options.MapsPerRun;

    /// <summary>The mean counts of a map without a failure.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="number">The number of the map.</param>
    /// <param name="random">The map's source of chance.</param>
    /// <param name="means">[Rows, Columns], row-major.</param>
    public void Expected(ulong seed, long number, SplitMix64 random, Span<double> means)
    {
        Structure(means, EventStream.Of(seed, RunStream | (ulong)RunOf(number)), options.RunVariation);
        var luminosity = scale * Math.Exp((options.LuminositySpread * random.Normal()) - (0.5 * options.LuminositySpread * options.LuminositySpread));
        foreach (ref var mean in means)
            mean *= luminosity;
    }

    /// <summary>Makes a map.</summary>
    /// <param name="seed">The seed; with it and its own number a map is always the same.</param>
    /// <param name="number">The number of the map.</param>
    /// <param name="counts">Takes the hits, [Rows, Columns].</param>
    /// <param name="mask">Takes 1 for cells that the failure is in, 0 for the others, [Rows, Columns].</param>
    public OccupancyFailure Make(ulong seed, long number, Span<float> counts, Span<float> mask)
    {
        var random = EventStream.Of(seed, (ulong)number);
        Span<double> means = stackalloc double[Cells];
        Expected(seed, number, random, means);
        mask.Clear();
        var failure = faults.Strike(random, means, mask);
        for (var cell = 0; cell < Cells; cell++)
            counts[cell] = PoissonCounts.Next(means[cell], random);
        return failure;
    }

    private void Structure(Span<double> means, SplitMix64 run, double variation)
    {
        var (offset, angle) = (variation * BeamOffset * Math.Abs(run.Normal()), run.Uniform(0, 2 * Math.PI));
        var asymmetry = variation * Asymmetry * run.Normal();
        Span<double> waves = stackalloc double[2 * Waves];
        for (var k = 0; k < Waves; k++)
            (waves[2 * k], waves[(2 * k) + 1]) = (variation * Wave * run.Normal(), run.Uniform(0, 2 * Math.PI));
        Span<double> around = stackalloc double[Columns];
        for (var column = 0; column < Columns; column++)
        {
            var phi = ((column + 0.5) / Columns * 2 * Math.PI) - Math.PI;
            around[column] = 1 + (offset * Math.Cos(phi - angle)) - (Services * Math.Pow(Math.Cos(0.5 * ServiceSectors * phi), 8));
            for (var k = 0; k < Waves; k++)
                around[column] += waves[2 * k] * Math.Cos(((k + 2) * phi) - waves[(2 * k) + 1]);
        }

        for (var row = 0; row < Rows; row++)
        {
            var eta = (((row + 0.5) / Rows * 2) - 1) * LargestEta;
            var along = (1 + (EtaRise * eta * eta / (LargestEta * LargestEta))) * (1 + (asymmetry * eta));
            for (var column = 0; column < Columns; column++)
                means[(row * Columns) + column] = Math.Max(0, along * around[column]) * efficiencies[(row * Columns) + column];
        }
    }
}
