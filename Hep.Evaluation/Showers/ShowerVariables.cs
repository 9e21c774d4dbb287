using Hep.Evaluation.Anomaly;

namespace Hep.Evaluation.Showers;

/// <summary>
/// The shower-shape variables of M. Paganini, L. de Oliveira, B. Nachman, arXiv:1705.02355 (table 2 and the figures after it), for any number of layers; docs/showers.md has their formulas.
/// </summary>
public sealed class ShowerVariables
{
    // As many leading cells of a layer have a variable each.
    private const int LeadingCells = 5;

    private ShowerVariables(string name, IReadOnlyList<ShowerVariable> all) => (Name, All) = (name, all);

    /// <summary>What the showers are called.</summary>
    public string Name { get; }

    /// <summary>The variables, shape [K].</summary>
    public IReadOnlyList<ShowerVariable> All { get; }

    /// <summary>The number of showers N.</summary>
    public int Count => All[0].Values.Length;

    /// <summary>Computes them.</summary>
    /// <param name="sample">The showers.</param>
    public static ShowerVariables Of(ShowerSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var all = Columns(sample).Select(column => new ShowerVariable(column.Name, column.Unit, new float[sample.Count])).ToArray();
        EventBlocks.ForEach(sample.Count, shower =>
        {
            var values = ValuesOf(sample, shower);
            for (var k = 0; k < all.Length; k++)
                all[k].Values[shower] = (float)values[k];
        });
        return new ShowerVariables(sample.Name, all);
    }

    /// <summary>The values as features of a distance or a classifier; what is not defined is 0.</summary>
    public FeatureMatrix ToMatrix() => FeatureMatrix.OfColumns(
        [.. All.Select(variable => variable.Name)],
        [.. All.Select(variable => Array.ConvertAll(variable.Values, value => float.IsNaN(value) ? 0 : value))]);

    /// <summary>Pearson's coefficients of all pairs, shape [K, K], each over the showers in which both are defined; NaN where one of them does not vary.</summary>
    public double[,] Correlations()
    {
        var weights = new double[Count];
        Array.Fill(weights, 1);
        // Correlation leaves out what equals a number, which no NaN does.
        var filled = All.Select(variable => Array.ConvertAll(variable.Values, value => float.IsNaN(value) ? float.MinValue : value)).ToArray();
        var matrix = new double[All.Count, All.Count];
        EventBlocks.ForEach(All.Count, row =>
        {
            for (var column = 0; column <= row; column++)
                matrix[row, column] = matrix[column, row] = Correlation.Pearson(filled[row], filled[column], weights, float.MinValue);
        });
        return matrix;
    }

    private static List<(string Name, string Unit)> Columns(ShowerSample sample)
    {
        var columns = new List<(string, string)> { ("e_total", "GeV"), ("deepest_layer", ""), ("depth_energy", "GeV"), ("depth", ""), ("depth_width", "") };
        foreach (var name in sample.Grids.Select(grid => grid.Name))
        {
            columns.AddRange([($"e_{name}", "GeV"), ($"fraction_{name}", ""), ($"sparsity_{name}", ""), ($"width_phi_{name}", "mm"), ($"width_eta_{name}", "mm"), ($"e_ratio_{name}", "")]);
            columns.AddRange(Enumerable.Range(1, LeadingCells).Select(k => (FormattableString.Invariant($"cell{k}_{name}"), "")));
        }

        return columns;
    }

    private static List<double> ValuesOf(ShowerSample sample, int shower)
    {
        var layers = Enumerable.Range(0, sample.Grids.Count).Select(layer => LayerMoments.Of(sample.Grids[layer], sample.Image(shower, layer), LeadingCells)).ToArray();
        double total = layers.Sum(layer => layer.Energy), first = layers.Select((layer, i) => i * layer.Energy).Sum(), second = layers.Select((layer, i) => i * i * layer.Energy).Sum();
        var depth = Over(first, total);
        var values = new List<double>
        {
            total, Array.FindLastIndex(layers, layer => layer.Energy > 0) is var deepest and >= 0 ? deepest : double.NaN, first, depth, Root(Over(second, total) - (depth * depth)),
        };
        foreach (var layer in layers)
        {
            var (leading, next) = (layer.Leading[0], layer.Leading[1]);
            values.AddRange([layer.Energy, Over(layer.Energy, total), layer.Occupancy, layer.WidthPhi, layer.WidthEta, Over(leading - next, leading + next)]);
            values.AddRange(layer.Leading.Select(energy => Over(energy, layer.Energy)));
        }

        return values;
    }

    private static double Over(double part, double whole) => whole > 0 ? part / whole : double.NaN;

    // Rounding may leave a little less than 0.
    private static double Root(double square) => double.IsNaN(square) ? square : Math.Sqrt(Math.Max(0, square));
}
