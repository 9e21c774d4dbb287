using Hep.Evaluation.Anomaly;

namespace Hep.Evaluation.Showers;

/// <summary>Looks for the most similar showers, to see whether a generator has learned its training set by heart: then its showers lie nearer to it than others of the simulation do.</summary>
public static class NearestShowers
{
    /// <summary>Finds the nearest shower of another sample, by the Euclidean distance of all cells; every one is looked at.</summary>
    /// <param name="sample">The showers, such as generated ones.</param>
    /// <param name="showers">Which of them, 0 to N - 1.</param>
    /// <param name="among">Where to look, such as the training set.</param>
    /// <returns>One a shower, in their order.</returns>
    /// <exception cref="ArgumentException">The samples have other layers.</exception>
    public static IReadOnlyList<NearestShower> Find(ShowerSample sample, IReadOnlyList<int> showers, ShowerSample among)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(showers);
        ArgumentNullException.ThrowIfNull(among);
        sample.RequireLike(among);
        var found = new NearestShower[showers.Count];
        Parallel.For(0, showers.Count, i => found[i] = Nearest(sample, showers[i], among));
        return found;
    }

    /// <summary>The same by the shower-shape variables, in standard deviations of the training set: the distance of each shower to its nearest.</summary>
    /// <param name="showers">The showers.</param>
    /// <param name="among">The training set; its variables vary, but for those that are left out.</param>
    /// <param name="variables">The names of the variables; null: those that vary in the training set.</param>
    /// <returns>Shape [N].</returns>
    /// <exception cref="ArgumentException">A variable that is not there.</exception>
    public static double[] VariableDistances(ShowerVariables showers, ShowerVariables among, IReadOnlyList<string>? variables = null)
    {
        ArgumentNullException.ThrowIfNull(showers);
        ArgumentNullException.ThrowIfNull(among);
        var names = variables ?? [.. among.All.Where(variable => variable.Values.Select(value => float.IsNaN(value) ? 0 : value).Distinct().Skip(1).Any()).Select(variable => variable.Name)];
        return NearestNeighbours.Fit(Chosen(among), neighbours: 1).Score(Chosen(showers));

        FeatureMatrix Chosen(ShowerVariables all) => FeatureMatrix.OfColumns(names, [.. names.Select(name =>
            all.All.FirstOrDefault(variable => variable.Name == name) is { } found
                ? Array.ConvertAll(found.Values, value => float.IsNaN(value) ? 0 : value)
                : throw new ArgumentException($"'{all.Name}' has no variable '{name}'", nameof(variables)))]);
    }

    private static NearestShower Nearest(ShowerSample sample, int shower, ShowerSample among)
    {
        var (best, least) = (-1, double.PositiveInfinity);
        for (var other = 0; other < among.Count; other++)
        {
            var sum = 0.0;
            for (var layer = 0; layer < sample.Grids.Count && sum < least; layer++)
            {
                var one = sample.Image(shower, layer);
                var two = among.Image(other, layer);
                for (var cell = 0; cell < one.Length; cell++)
                    sum += ((double)one[cell] - two[cell]) * ((double)one[cell] - two[cell]);
            }

            if (sum < least)
                (best, least) = (other, sum);
        }

        return new NearestShower(shower, best, Math.Sqrt(least));
    }
}
