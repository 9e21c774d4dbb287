namespace Hep.Evaluation.Showers;

/// <summary>How much of a particle's energy is found in the cells, and how sharply.</summary>
public static class ShowerResponse
{
    /// <summary>Response and resolution in bins of the particle's energy.</summary>
    /// <param name="sample">The showers.</param>
    /// <param name="edges">The bin edges, shape [B + 1], GeV; a bin holds its lower edge, the last one its upper edge too.</param>
    /// <returns>A point a bin.</returns>
    /// <exception cref="ArgumentException">Edges that are not finite and rising.</exception>
    public static IReadOnlyList<ResponsePoint> Of(ShowerSample sample, IReadOnlyList<double> edges)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(edges);
        var axis = new Histogram([.. edges]);
        var ratios = Enumerable.Range(0, axis.Count).Select(_ => new List<(double Energy, double Ratio)>()).ToArray();
        for (var i = 0; i < sample.Count; i++)
        {
            double energy = sample.Energies[i];
            if (energy >= edges[0] && energy <= edges[^1])
                ratios[axis.BinOf(energy)].Add((energy, sample.Sum(i) / energy));
        }

        return [.. ratios.Select((own, bin) => Point(edges[bin], edges[bin + 1], own))];
    }

    private static ResponsePoint Point(double low, double high, List<(double Energy, double Ratio)> showers)
    {
        var count = showers.Count;
        var mean = showers.Select(shower => shower.Ratio).DefaultIfEmpty(double.NaN).Average();
        var spread = count < 2 ? double.NaN : Math.Sqrt(showers.Sum(shower => (shower.Ratio - mean) * (shower.Ratio - mean)) / (count - 1));
        return new ResponsePoint(
            low,
            high,
            count,
            showers.Select(shower => shower.Energy).DefaultIfEmpty(double.NaN).Average(),
            new Estimate(mean, spread / Math.Sqrt(count)),
            new Estimate(spread / mean, spread / mean / Math.Sqrt(2 * (count - 1))));
    }
}
