using Hep.Common;

namespace Hep.Evaluation;

/// <summary>
/// How often each event is in a replica of the Poisson bootstrap: Poisson numbers of mean 1, one a pair of replica and event, from splitmix64 as a counter. So
/// they depend neither on the order in which the events are visited nor on the number of threads, and are the same for all classifiers on the
/// same events.
/// </summary>
/// <param name="seed">The seed of the bootstrap.</param>
/// <param name="replica">The replica.</param>
/// <param name="attempt">How often the replica was drawn before and lacked a class.</param>
internal readonly struct PoissonWeights(ulong seed, int replica, int attempt = 0)
{
    private static readonly ulong[] Thresholds = Cumulative();

    private readonly ulong stream = Mix64.Mix(Mix64.Mix(seed) + (((ulong)attempt << 32) | (uint)replica));

    /// <summary>How often an event is in the replica.</summary>
    /// <param name="index">The event, counted from 0.</param>
    public int this[int index]
    {
        get
        {
            var bits = Mix64.Mix(stream + ((ulong)index * Mix64.Golden));
            var thresholds = Thresholds;
            // Without branches up to 4, which 99.6% of all events are.
            var count = Above(bits, thresholds[0]) + Above(bits, thresholds[1]) + Above(bits, thresholds[2]) + Above(bits, thresholds[3]);
            if (count == 4)
            {
                while (count < thresholds.Length && bits >= thresholds[count])
                    count++;
            }

            return count;
        }
    }

    private static int Above(ulong bits, ulong threshold) => bits >= threshold ? 1 : 0;

    /// <summary>2^64 times the probability of at most k, as far as it is below 1 in double precision.</summary>
    private static ulong[] Cumulative()
    {
        var thresholds = new List<ulong>();
        var (term, sum) = (Math.Exp(-1), Math.Exp(-1));
        for (var k = 1; sum < 1 - 1e-15; k++)
        {
            thresholds.Add((ulong)(sum * Math.Pow(2, 64)));
            term /= k;
            sum += term;
        }

        return [.. thresholds];
    }
}
