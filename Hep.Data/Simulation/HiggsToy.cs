using System.Globalization;

namespace Hep.Data;

/// <summary>
/// A first simple toy of the Higgs challenge, under its column names: H, Z and their decay to tau tau, top pairs and W + jet as four-vectors
/// with a smeared detector. It has the physics that separates them (the mass of the pair, the W's transverse mass, the number of jets,
/// momentum balance), and gives the derived columns by the published definitions from the measured ones.
/// <para>
/// What it has not: matrix elements, parton distributions, parton showers, spin correlations, tau polarisation, pile-up, trigger
/// and identification efficiencies, or the correlations of real jets. Numbers of this toy are not physics results.
/// </para>
/// </summary>
public static class HiggsToy
{
    private const ulong FirstEventId = 100_000;

    // The published file's shares of its subsets: training, public test, private test, unused.
    private static readonly (string Name, double Share)[] Subsets = [("t", 0.306), ("b", 0.122), ("v", 0.550), ("u", 0.022)];

    // Share of the generated events, and expected events in the challenge's 20.2 fb^-1: the sums are those of the challenge (about 692 signal and
    // 411,000 background events); how the background divides into its processes is not published, and is our choice.
    private static readonly (HiggsProcess Process, double Share, double Yield)[] Processes =
    [
        (HiggsProcess.Higgs, 0.34, 692),
        (HiggsProcess.ZTauTau, 0.36, 230_000),
        (HiggsProcess.WJets, 0.20, 165_000),
        (HiggsProcess.TopPair, 0.10, 16_000),
    ];

    /// <summary>
    /// Simulates events. Event number i depends on the seed and on i alone: a longer sample begins with the shorter one (its weights
    /// apart, which share the expected yield among more events).
    /// </summary>
    /// <param name="events">The number of events.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>A table in the layout of <see cref="HiggsChallenge.Layout"/>; values are rounded to 0.001 as in the published file.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of events is not positive.</exception>
    public static EventTable Generate(int events, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(events);
        return Generate(0, events, events, seed);
    }

    /// <summary>Simulates a part of a sample: the events from <paramref name="first"/> on.</summary>
    internal static EventTable Generate(int first, int count, int events, ulong seed)
    {
        var layout = HiggsChallenge.Layout;
        var features = layout.Features.Select(f => new FeatureColumn(f.Name, f.Unit, new float[count])).ToArray();
        var labels = new int[count];
        var weights = new double[count];
        var ids = new ulong[count];
        var subsets = new string[count];
        var subsetWeights = new double[count];
        Span<double> row = stackalloc double[features.Length];
        for (var i = 0; i < count; i++)
        {
            var number = (ulong)(first + i);
            var random = new SplitMix64(SplitMix64.Mix(seed) ^ SplitMix64.Mix(SplitMix64.Mix(number)));
            var (process, share, yield) = Choose(random.Uniform());
            var subset = Choose(random.Uniform(), out var subsetShare);
            HiggsGenerator.Next(process, random, row);
            for (var f = 0; f < features.Length; f++)
                features[f].Values[i] = (float)Math.Round(row[f], 3);
            labels[i] = process == HiggsProcess.Higgs ? 1 : 0;
            weights[i] = yield / (share * events);
            ids[i] = FirstEventId + number;
            subsets[i] = subset;
            subsetWeights[i] = weights[i] / subsetShare;
        }

        return new EventTable(
            string.Create(CultureInfo.InvariantCulture, $"simulation 'higgs' ({events} events, seed {seed})"),
            features,
            labels,
            layout.Classes,
            weights,
            ids,
            [new TextColumn("KaggleSet", subsets), new NumberColumn("KaggleWeight", subsetWeights)],
            layout.Missing);
    }

    private static (HiggsProcess Process, double Share, double Yield) Choose(double u)
    {
        foreach (var process in Processes)
        {
            if (u < process.Share)
                return process;
            u -= process.Share;
        }

        return Processes[^1];
    }

    private static string Choose(double u, out double share)
    {
        var last = 0;
        for (; last < Subsets.Length - 1 && u >= Subsets[last].Share; last++)
            u -= Subsets[last].Share;
        share = Subsets[last].Share;
        return Subsets[last].Name;
    }
}
