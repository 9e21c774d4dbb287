using Hep.Models;
using Hep.Training.Checkpoints;
using static TorchSharp.torch;

namespace Hep.Training.Flavour;

/// <summary>From a card of flavour tagging to its tagger, fresh or trained.</summary>
internal static class JetTaggers
{
    private const int JetsAtOnce = 2048;

    /// <summary>Makes an untrained tagger, its inputs fitted on training jets and its weights drawn from the card's seed.</summary>
    public static JetTagger Create(FlavourCard card, JetSample train)
    {
        _ = manual_seed(card.Training.Seed);
        return new JetTagger((JetTaggerOptions)card.Model, FitInputs(train), JetSample.Flavours.Count);
    }

    /// <summary>Loads the tagger of a run.</summary>
    /// <exception cref="InvalidDataException">The checkpoint is broken, or of another model.</exception>
    public static JetTagger Load(FlavourCard card, string checkpoint)
    {
        var model = new JetTagger((JetTaggerOptions)card.Model, new TrackInputs(), JetSample.Flavours.Count);
        _ = Checkpoint.Load(checkpoint, model);
        model.eval();
        return model;
    }

    /// <summary>Probabilities of the flavours, [N, C] row by row.</summary>
    /// <param name="model">The tagger; put into evaluation mode.</param>
    /// <param name="jets">The jets.</param>
    /// <param name="type">The type of the tagger's numbers.</param>
    /// <param name="advance">Told how many jets are done.</param>
    public static double[] Score(JetTagger model, JetSample jets, ScalarType type = ScalarType.Float32, Action<long>? advance = null)
    {
        var scores = new double[jets.Count * model.Flavours];
        model.eval();
        using var untracked = no_grad();

        // Jets of one number of tracks together: nothing is filled up.
        foreach (var group in Enumerable.Range(0, jets.Count).GroupBy(jets.Tracks.Length).SelectMany(group => group.Chunk(JetsAtOnce)))
        {
            using var scope = NewDisposeScope();
            var (tracks, numbers) = Batch(jets, group);
            var found = model.Logits(tracks.to(type, model.Device), numbers.to(type, model.Device)).softmax(1).to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
            for (var i = 0; i < group.Length; i++)
                found.AsSpan(i * model.Flavours, model.Flavours).CopyTo(scores.AsSpan(group[i] * model.Flavours));
            advance?.Invoke(group.Length);
        }

        return scores;
    }

    /// <summary>Raw tracks [B, L, 6], one place at least, and numbers of jets [B, 2].</summary>
    public static (Tensor Tracks, Tensor Jets) Batch(JetSample jets, int[] rows)
    {
        var padded = jets.Tracks.Pad(rows);
        var tracks = padded.Length == 0 ? zeros(rows.Length, 1, padded.Width) : tensor(padded.Values, [padded.Count, padded.Length, padded.Width]);
        return (tracks, tensor(jets.JetNumbers(rows), [rows.Length, TrackInputs.JetNumbers]));
    }

    private static TrackInputs FitInputs(JetSample train)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var unscaled = new TrackInputs();
        var jets = unscaled.Jets(tensor(train.JetNumbers([.. Enumerable.Range(0, train.Count)]), [train.Count, TrackInputs.JetNumbers])).to(ScalarType.Float64);
        if (train.Tracks.Places < 2)
            throw new InvalidDataException(FormattableString.Invariant($"the train split ({train.Count} jets) has {train.Tracks.Places} tracks, expected jets with tracks"));
        var tracks = unscaled.Tracks(tensor(train.Tracks.Values.ToArray(), [1, train.Tracks.Places, TrackInputs.Raw])).narrow(2, 0, TrackInputs.Numbers).squeeze(0).to(ScalarType.Float64);
        return new TrackInputs(Mean(tracks), Spread(tracks), Mean(jets), Spread(jets));

        static double[] Mean(Tensor values) => values.mean([0L]).data<double>().ToArray();
        static double[] Spread(Tensor values) => [.. (values - values.mean([0L])).square().mean([0L]).sqrt().data<double>().ToArray().Select(value => value > 0 ? value : 1)];
    }
}
