using System.Security.Cryptography;
using System.Text;
using Hep.Data;
using Hep.Data.Flavour;
using Hep.Training.Cards;

namespace Hep.Training.Flavour;

/// <summary>The jets of a study in their splits, with the weights that give all flavours one spectrum.</summary>
internal sealed class JetSets
{
    // Jets read at once.
    private const int RowsAtOnce = 20_000;

    private JetSets(FlavourData card, JetSample jets, string origin, IReadOnlyList<string> skipped)
    {
        var salt = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(card.Split.Salt)));
        var fractions = new SplitFractions(card.Split.Train, card.Split.Validation, card.Split.Test);
        var splits = Array.ConvertAll(jets.EventIds, id => EventSplit.OfEvent(id, fractions, salt));
        (Train, Validation, Test) = (Of("train", 0), Of("validation", 1), Of("test", 2));
        Origin = origin;
        var reweighting = card.SpectrumOf is { } flavour ? SpectrumReweighting.Fit(Train.ToTable(), card.PtEdges, card.EtaEdges, flavour) : null;
        Caveats = [.. skipped, .. reweighting?.Caveats ?? []];
        TrainWeights = Balanced(reweighting, Train, "train");
        ValidationWeights = Balanced(reweighting, Validation, "validation");

        JetSample Of(string name, int split)
        {
            var own = jets.Select([.. Enumerable.Range(0, splits.Length).Where(row => splits[row] == split)]);
            foreach (var (missing, _) in JetSample.Flavours.Select((flavour, place) => (flavour, place)).Where(pair => !own.Labels.Contains(pair.place)))
                throw new InvalidDataException(FormattableString.Invariant($"the {name} split ({own.Count} of {jets.Count} jets) has no {missing} jets, expected all of {string.Join(", ", JetSample.Flavours)}; give more jets, or other fractions in data.split"));
            return own;
        }
    }

    public JetSample Train { get; }

    public JetSample Validation { get; }

    public JetSample Test { get; }

    /// <summary>Weights of the loss, [N]: reweighted, each flavour with the same sum, one on average.</summary>
    public double[] TrainWeights { get; }

    /// <summary>The same of the validation split.</summary>
    public double[] ValidationWeights { get; }

    /// <summary>Where the jets come from, in words.</summary>
    public string Origin { get; }

    /// <summary>What the user should know.</summary>
    public IReadOnlyList<string> Caveats { get; }

    public IEnumerable<(string Name, JetSample Jets)> Splits => [("train", Train), ("validation", Validation), ("test", Test)];

    /// <summary>Makes or reads the jets.</summary>
    /// <param name="card">The card's section.</param>
    /// <exception cref="InvalidDataException">A file is not what it should be, or a split lacks a flavour.</exception>
    public static JetSets Load(FlavourData card)
    {
        if (!card.IsFile)
        {
            var simulation = SimulationNumber.Apply(Simulations.Find(FlavourData.Simulated), card.Simulation);
            var made = JetSample.Of(simulation.Stream(card.Events, (ulong)card.Seed, RowsAtOnce), card.Events);
            return new JetSets(card, made, FormattableString.Invariant($"simulation '{FlavourData.Simulated}', {made.Count} jets, seed {card.Seed}"), []);
        }

        var reader = new FlavourFileReader((card.Layout ?? new FlavourLayout()).ToFileLayout(card.SkipBad));
        var jets = JetSample.Of(reader.Stream(card.Source, RowsAtOnce), card.Events);
        var skipped = new List<string>();
        if (reader.SkippedJets > 0)
            skipped.Add(FormattableString.Invariant($"{reader.SkippedJets:N0} jets of unknown flavours were left out"));
        if (reader.SkippedTracks > 0)
            skipped.Add(FormattableString.Invariant($"{reader.SkippedTracks:N0} tracks with numbers that cannot be were left out"));
        return new JetSets(card, jets, card.Source, skipped);
    }

    private static double[] Balanced(SpectrumReweighting? reweighting, JetSample jets, string split)
    {
        var weights = reweighting?.Weights(jets.ToTable()) ?? [.. jets.Weights];
        var sums = new double[JetSample.Flavours.Count];
        for (var jet = 0; jet < weights.Length; jet++)
            sums[jets.Labels[jet]] += weights[jet];
        if (Array.FindIndex(sums, sum => !(sum > 0)) is var empty and >= 0)
            throw new InvalidDataException(FormattableString.Invariant($"the {JetSample.Flavours[empty]} jets of the {split} split have weights that sum to {sums[empty]}, expected more than 0: they lie outside of data.pt_edges and data.eta_edges, or in bins that other flavours do not fill; give wider bins, more jets, or spectrum_of: none"));
        for (var jet = 0; jet < weights.Length; jet++)
            weights[jet] *= weights.Length / (sums.Length * sums[jets.Labels[jet]]);
        return weights;
    }
}
