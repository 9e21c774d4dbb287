namespace Hep.Data;

/// <summary>What <see cref="OccupancyToy"/> makes, number by number; docs/occupancy_toy.md describes them.</summary>
internal sealed record OccupancyOptions
{
    private static readonly SettingRange Range = new("occupancy maps");

    /// <summary>Hits a cell, on average over cells and runs.</summary>
    public double MeanHits { get; init; } = 100;

    /// <summary>The chance that a map has a failure.</summary>
    public double FailureShare { get; init; } = 0.5;

    /// <summary>How often each kind of failure comes, relative to the others.</summary>
    public double Dead { get; init; } = 1;

    public double Hot { get; init; } = 1;

    public double Noisy { get; init; } = 1;

    public double HalfBoard { get; init; } = 1;

    public double Mistimed { get; init; } = 1;

    /// <summary>The least cells of a patch that is dead or hot, and of noisy cells.</summary>
    public int LeastCells { get; init; } = 1;

    /// <summary>The most cells of a patch that is dead or hot, and of noisy cells.</summary>
    public int MostCells { get; init; } = 16;

    /// <summary>Maps of a run, which have its structure in common.</summary>
    public int MapsPerRun { get; init; } = 20;

    /// <summary>How much the structure varies from run to run; 0: not at all.</summary>
    public double RunVariation { get; init; } = 1;

    /// <summary>The spread of the luminosity from map to map, in the logarithm.</summary>
    public double LuminositySpread { get; init; } = 0.1;

    /// <summary>The spread of the cells' efficiencies, which are always the same.</summary>
    public double CellSpread { get; init; } = 0.03;

    /// <exception cref="ArgumentException">A number is outside its range.</exception>
    public void Check()
    {
        Range.Within(MeanHits, 0.01, 1e6, "mean_hits");
        Range.Within(FailureShare, 0, 1, "failure_share");
        foreach (var (value, name) in new[] { (Dead, "dead"), (Hot, "hot"), (Noisy, "noisy"), (HalfBoard, "half_board"), (Mistimed, "mistimed") })
            Range.Within(value, 0, 1e6, name);
        if (FailureShare > 0 && Dead + Hot + Noisy + HalfBoard + Mistimed == 0)
            throw Range.Refused("failure_share", FailureShare, "0, or a kind of failure that is not 0: dead, hot, noisy, half_board, mistimed");
        Range.Within(LeastCells, 1, OccupancyToy.BoardCells, "least_cells");
        Range.Within(MostCells, LeastCells, OccupancyToy.BoardCells, "most_cells");
        Range.Within(MapsPerRun, 1, 1e6, "maps_per_run");
        Range.Within(RunVariation, 0, 3, "run_variation");
        Range.Within(LuminositySpread, 0, 1, "luminosity_spread");
        Range.Within(CellSpread, 0, 0.2, "cell_spread");
    }

    /// <summary>How often a kind of failure comes, relative to the others.</summary>
    public double ShareOf(OccupancyFailure failure) => failure switch
    {
        OccupancyFailure.Dead => Dead,
        OccupancyFailure.Hot => Hot,
        OccupancyFailure.Noisy => Noisy,
        OccupancyFailure.HalfBoard => HalfBoard,
        OccupancyFailure.Mistimed => Mistimed,
        _ => 0,
    };
}
