using System.Diagnostics;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using Hep.Training.Runs;
using static TorchSharp.torch;

namespace Hep.Training.Tracking;

/// <summary>Trained hit classifiers: the run's own, and those of the runs beside it.</summary>
internal static class HitClassifiers
{
    private const int EventsAtOnce = 16;
    private static readonly double[] Placeholders = [1, 1, 1, 1];

    /// <summary>Loads the model of a run.</summary>
    /// <param name="card">The run's card.</param>
    /// <param name="checkpoint">One of its checkpoints.</param>
    /// <exception cref="InvalidDataException">The checkpoint is broken, or of another model.</exception>
    public static HitClassifier Load(HitLabelCard card, string checkpoint)
    {
        var model = new HitClassifier(card.Model, Placeholders);
        _ = Checkpoint.Load(checkpoint, model);
        model.eval();
        return model;
    }

    /// <summary>The networks that are compared: the run's own, and those of other runs.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="own">The run's network.</param>
    /// <exception cref="InvalidDataException">A run beside it is none of this kind, has other slots, or the name of another one.</exception>
    public static IReadOnlyList<(string Name, HitClassifier Model)> All(HitLabelCard card, HitClassifier own)
    {
        var all = new List<(string Name, HitClassifier Model)> { (NameOf(card), own) };
        foreach (var path in card.Evaluation.Beside)
        {
            var (other, model) = Beside(card, path);
            var name = all.Any(one => one.Name == NameOf(other)) ? FigureFolder.NameOf(Path.GetFileName(Path.TrimEndingDirectorySeparator(path))) : NameOf(other);
            if (name == NearestHelix.Name || all.Any(one => one.Name == name))
                throw new InvalidDataException($"evaluation.beside: found two runs called {name}, expected folders of different names");
            all.Add((name, model));
        }

        return all;
    }

    /// <summary>Checks that the runs beside are there, before the training.</summary>
    public static void RequireBeside(HitLabelCard card)
    {
        foreach (var path in card.Evaluation.Beside)
            Beside(card, path).Model.Dispose();
    }

    /// <summary>Labels hits with a network, on one thread.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="model">The network, on the processor.</param>
    /// <param name="events">The events.</param>
    public static LabelledHits Label(string name, HitClassifier model, SeededEvents events)
    {
        var (labels, probabilities) = (new int[events.Events.Count][], new float[events.Events.Count][]);
        using var thread = new OneThread();
        var clock = Stopwatch.StartNew();
        using var untracked = no_grad();
        foreach (var batch in events.InOrder(EventsAtOnce))
        {
            using var scope = NewDisposeScope();
            var given = events.Batch(batch, CPU);
            var (most, slots) = model.Classify(given.Hits, given.Seeds, given.Lengths).max(2);
            for (var i = 0; i < batch.Length; i++)
            {
                labels[batch[i]] = Array.ConvertAll(slots[i].narrow(0, 0, given.Lengths[i]).contiguous().data<long>().ToArray(), slot => (int)slot);
                probabilities[batch[i]] = most[i].narrow(0, 0, given.Lengths[i]).contiguous().data<float>().ToArray();
            }
        }

        return new LabelledHits(name, labels, probabilities, clock.Elapsed.TotalSeconds);
    }

    private static string NameOf(HitLabelCard card) => (card.Model.Recurrent.Bidirectional ? "Bi" : "") + card.Model.Recurrent.Cell.ToString().ToUpperInvariant();

    private static (HitLabelCard Card, HitClassifier Model) Beside(HitLabelCard card, string path)
    {
        var run = RunFolder.Open(path);
        if (RunCards.Load(run.Card) is not HitLabelCard other)
            throw new InvalidDataException($"evaluation.beside: found {path}, a run of another kind, expected one that labels hits");
        TrackingSets.RequireApart(card.Data, other.Data, path);
        return other.Model.Tracks == card.Model.Tracks
            ? (other, Load(other, run.Best))
            : throw new InvalidDataException(FormattableString.Invariant($"evaluation.beside: found {path}, a network for {other.Model.Tracks} tracks, expected one for {card.Model.Tracks} (model.tracks)"));
    }
}
