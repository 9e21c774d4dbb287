using System.Globalization;

namespace Hep.Data;

/// <summary>
/// A toy of the Higgs challenge, under its column names: H to tau tau (gluon fusion, and vector boson fusion with its forward jets) against Z to
/// tau tau, W + jets and top pairs. Collisions are made as four-vectors, taus decay collinearly, a detector smears and selects, and the
/// derived columns follow from the measured ones by the published definitions. docs/higgs_toy.md compares it with the real sample.
/// <para>
/// What it has not: matrix elements, parton distributions, parton showers, spin correlations, tau polarisation, the associated production of
/// H, multijet events, and the efficiencies of triggers and identification. Numbers of this toy are not physics results.
/// </para>
/// </summary>
public static class HiggsToy
{
    /// <summary>
    /// The further column of text with the process of each event, <c>higgs</c>, <c>ztautau</c>, <c>wjets</c> or <c>ttbar</c>: not a column of the
    /// challenge, and not in <see cref="HiggsChallenge.Layout"/>.
    /// </summary>
    public const string Process = "Process";

    private const ulong FirstEventId = 100_000;

    // The published file's shares of its subsets: training, public test, private test, unused.
    private static readonly (string Name, double Share)[] Subsets = [("t", 0.306), ("b", 0.122), ("v", 0.550), ("u", 0.022)];

    // Share of the generated events, about as in the published file, and expected events in the challenge's 20.2 fb^-1: the sums are the challenge's (692
    // signal, 411,000 background); the division is that of the real rows, by their weights, the associated production counted as gluon fusion.
    private static readonly (HiggsProcess Kind, string Name, double Share, double Yield)[] Processes =
    [
        (HiggsProcess.GluonFusion, "higgs", 0.17, 629),
        (HiggsProcess.BosonFusion, "higgs", 0.17, 63),
        (HiggsProcess.ZTauTau, "ztautau", 0.21, 46_000),
        (HiggsProcess.WJets, "wjets", 0.40, 358_000),
        (HiggsProcess.TopPair, "ttbar", 0.05, 7_000),
    ];

    /// <summary>
    /// Simulates events. Event number i depends on the seed and on i alone: a longer sample begins with the shorter one (its weights
    /// apart, which share the expected yield among more events).
    /// </summary>
    /// <param name="events">The number of events.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>
    /// A table in the layout of <see cref="HiggsChallenge.Layout"/> with the further column <see cref="Process"/>; values are rounded to 0.001 as in
    /// the published file.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of events is not positive.</exception>
    public static EventTable Generate(int events, ulong seed) => Generate(0, events, events, seed);

    /// <summary>Simulates a part of a sample: <paramref name="count"/> of its <paramref name="events"/> events, from number <paramref name="first"/> on.</summary>
    internal static EventTable Generate(int first, int count, int events, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(events);
        var layout = HiggsChallenge.Layout;
        var features = layout.Features.Select(f => new FeatureColumn(f.Name, f.Unit, new float[count])).ToArray();
        var labels = new int[count];
        var weights = new double[count];
        var ids = new ulong[count];
        var subsets = new string[count];
        var subsetWeights = new double[count];
        var processes = new string[count];
        Span<double> row = stackalloc double[features.Length];
        for (var i = 0; i < count; i++)
        {
            var number = (ulong)first + (ulong)i;
            var random = EventStream.Of(seed, number);
            var process = Processes[Choose(random.Uniform(), Processes, p => p.Share)];
            var subset = Subsets[Choose(random.Uniform(), Subsets, s => s.Share)];
            HiggsGenerator.Next(process.Kind, random, row);
            for (var f = 0; f < features.Length; f++)
                features[f].Values[i] = (float)Math.Round(row[f], 3);
            labels[i] = process.Kind is HiggsProcess.GluonFusion or HiggsProcess.BosonFusion ? 1 : 0;
            weights[i] = process.Yield / (process.Share * events);
            ids[i] = FirstEventId + number;
            subsets[i] = subset.Name;
            subsetWeights[i] = weights[i] / subset.Share;
            processes[i] = process.Name;
        }

        return new EventTable(
            string.Create(CultureInfo.InvariantCulture, $"simulation 'higgs' ({events} events, seed {seed})"),
            features,
            labels,
            layout.Classes,
            weights,
            ids,
            [new TextColumn("KaggleSet", subsets), new NumberColumn("KaggleWeight", subsetWeights), new TextColumn(Process, processes)],
            layout.Missing);
    }

    // The entry that a number in [0, 1) falls to; the last one takes what rounding leaves.
    private static int Choose<T>(double u, T[] entries, Func<T, double> share)
    {
        var chosen = 0;
        for (; chosen < entries.Length - 1 && u >= share(entries[chosen]); chosen++)
            u -= share(entries[chosen]);
        return chosen;
    }
}
