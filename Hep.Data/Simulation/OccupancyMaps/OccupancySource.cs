namespace Hep.Data;

/// <summary>Maps of <see cref="OccupancyToy"/> as events: hits and affected cells as the arrays <c>map</c> and <c>mask</c>, the kind of failure as text.</summary>
internal static class OccupancySource
{
    private const string Map = "map", Mask = "mask", Hits = "hits", Run = "run", AffectedCells = "affected_cells", Failure = "failure";

    private static readonly CsvLayout Layout = new()
    {
        EventId = "event",
        Features = [new(Hits)],
        Weight = "weight",
        Label = "label",
        Classes = ["good", "bad"],
        Numbers = [Run, AffectedCells],
    };

    private static readonly SimulationSettings<OccupancyOptions> Settings = new(new())
    {
        { "mean_hits", o => o.MeanHits, (o, value) => o with { MeanHits = value } },
        { "failure_share", o => o.FailureShare, (o, value) => o with { FailureShare = value } },
        { "dead", o => o.Dead, (o, value) => o with { Dead = value } },
        { "hot", o => o.Hot, (o, value) => o with { Hot = value } },
        { "noisy", o => o.Noisy, (o, value) => o with { Noisy = value } },
        { "half_board", o => o.HalfBoard, (o, value) => o with { HalfBoard = value } },
        { "mistimed", o => o.Mistimed, (o, value) => o with { Mistimed = value } },
        { "least_cells", o => o.LeastCells, (o, value) => o with { LeastCells = SettingRange.Whole(value, "least_cells") } },
        { "most_cells", o => o.MostCells, (o, value) => o with { MostCells = SettingRange.Whole(value, "most_cells") } },
        { "maps_per_run", o => o.MapsPerRun, (o, value) => o with { MapsPerRun = SettingRange.Whole(value, "maps_per_run") } },
        { "run_variation", o => o.RunVariation, (o, value) => o with { RunVariation = value } },
        { "luminosity_spread", o => o.LuminositySpread, (o, value) => o with { LuminositySpread = value } },
        { "cell_spread", o => o.CellSpread, (o, value) => o with { CellSpread = value } },
    };

    /// <summary>The simulation as it stands in <see cref="Simulations"/>.</summary>
    public static Simulation Simulation { get; } = Make(new());

    private static Simulation Make(OccupancyOptions options)
    {
        var toy = new OccupancyToy(options);
        return new("occupancy_maps", "maps of hits in 48 x 72 cells of a detector, with dead, hot, noisy, half-dead and mistimed regions", Layout, (events, seed) => Generate(0, events, events, seed))
        {
            Part = Generate,
            HasArrays = true,
            CellSize = (2 * OccupancyToy.LargestEta / OccupancyToy.Rows, 2 * Math.PI / OccupancyToy.Columns),
            Truth = [Failure],
            Settings = [.. Settings],
            Configure = values => Make(Settings.With(values)),
        };

        EventTable Generate(int first, int count, int events, ulong seed)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(events);
            const int size = OccupancyToy.Cells;
            var (maps, masks) = (new float[checked(count * size)], new float[checked(count * size)]);
            var failures = new OccupancyFailure[count];
            Parallel.For(0, count, i => failures[i] = toy.Make(seed, (long)first + i, maps.AsSpan(i * size, size), masks.AsSpan(i * size, size)));
            int[] rows = [.. Enumerable.Range(0, count)];
            return new EventTable(
                FormattableString.Invariant($"simulation 'occupancy_maps', {events} events, seed {seed}"),
                [new FeatureColumn(Hits, "", Array.ConvertAll(rows, i => (float)Sum(maps.AsSpan(i * size, size))))],
                Array.ConvertAll(failures, failure => failure == OccupancyFailure.None ? 0 : 1),
                Layout.Classes,
                eventIds: Array.ConvertAll(rows, i => (ulong)((long)first + i)),
                extras:
                [
                    new NumberColumn(Run, Array.ConvertAll(rows, i => (double)toy.RunOf((long)first + i))),
                    new NumberColumn(AffectedCells, Array.ConvertAll(rows, i => Sum(masks.AsSpan(i * size, size)))),
                    new TextColumn(Failure, Array.ConvertAll(failures, NameOf)),
                ],
                arrays:
                [
                    new ArrayColumn(Map, "hits", [OccupancyToy.Rows, OccupancyToy.Columns], maps),
                    new ArrayColumn(Mask, "", [OccupancyToy.Rows, OccupancyToy.Columns], masks),
                ]);
        }
    }

    private static string NameOf(OccupancyFailure failure) => failure switch
    {
        OccupancyFailure.HalfBoard => "half_board",
        _ => failure.ToString().ToLowerInvariant(),
    };

    private static double Sum(ReadOnlySpan<float> cells)
    {
        var sum = 0.0;
        foreach (var cell in cells)
            sum += cell;
        return sum;
    }
}
