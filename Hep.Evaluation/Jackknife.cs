using Hep.Common;

namespace Hep.Evaluation;

/// <summary>The delete-d jackknife: the events fall into groups, and each replica leaves one group out.</summary>
public static class Jackknife
{
    /// <summary>
    /// A figure with its error, var = (G - 1) / G sum_g (theta_g - mean)^2 over the G replicas theta_g. The groups are equal in number to one event, and drawn at random;
    /// as many groups as events make the delete-one jackknife.
    /// </summary>
    /// <typeparam name="T">The kind of sample.</typeparam>
    /// <param name="sample">The events.</param>
    /// <param name="groups">The number of groups G, from 2 to the number of events; an error is known to 1 / sqrt(2 (G - 1)) of itself.</param>
    /// <param name="seed">The seed of the groups.</param>
    /// <param name="figure">The figure of a sample; called from several threads.</param>
    /// <param name="threads">The number of threads; 0 takes all cores.</param>
    /// <exception cref="InvalidDataException">A class loses all its weight with one group.</exception>
    public static Estimate Of<T>(T sample, int groups, ulong seed, Func<T, double> figure, int threads = 0)
        where T : IResamplable<T>
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(groups, sample.Count);
        var group = Groups(sample.Count, groups, seed);
        var values = Replicas.Run(groups, threads, left =>
        {
            var weights = sample.Weights.ToArray();
            for (var i = 0; i < weights.Length; i++)
                weights[i] = group[i] == left ? 0 : weights[i];
            return figure(sample.WithWeights(weights));
        });
        var mean = values.Average();
        return new Estimate(figure(sample), Math.Sqrt((groups - 1.0) / groups * values.Sum(value => (value - mean) * (value - mean))));
    }

    /// <summary>The events in the order of random keys, dealt out to the groups in turn.</summary>
    private static int[] Groups(int count, int groups, ulong seed)
    {
        var stream = Mix64.Mix(seed);
        ulong[] keys = [.. Enumerable.Range(0, count).Select(i => Mix64.Mix(stream + ((ulong)i * Mix64.Golden)))];
        int[] order = [.. Enumerable.Range(0, count)];
        Array.Sort(keys, order);
        var group = new int[count];
        for (var i = 0; i < count; i++)
            group[order[i]] = i % groups;
        return group;
    }
}
