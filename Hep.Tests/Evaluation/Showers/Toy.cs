using Hep.Evaluation.Showers;

namespace Hep.Tests.Evaluation.Showers;

/// <summary>Small showers of random numbers.</summary>
internal static class Toy
{
    public static IReadOnlyList<ShowerGrid> Grids { get; } = [new("front", 3, 8, 160, 60), new("back", 4, 4, 120, 120)];

    /// <summary>Showers whose cells fall off from the middle, a fifth of them empty.</summary>
    public static ShowerSample Showers(string name, int count, int seed, double slope = 1)
    {
        var random = new Random(seed);
        float[] energies = [.. Enumerable.Range(0, count).Select(_ => (float)(1 + (99 * random.NextDouble())))];
        return new ShowerSample(name, Grids, energies, [.. Grids.Select(grid => Enumerable.Range(0, count * grid.Cells).Select(i =>
        {
            double row = (i % grid.Cells / grid.Columns) + 0.5 - (0.5 * grid.Rows), column = (i % grid.Columns) + 0.5 - (0.5 * grid.Columns);
            return random.NextDouble() < 0.2 ? 0f : (float)(energies[i / grid.Cells] * random.NextDouble() * Math.Exp(-slope * (Math.Abs(row) + Math.Abs(column))));
        }).ToArray())]);
    }
}
