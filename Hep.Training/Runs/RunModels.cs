using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using Hep.Training.Progress;

namespace Hep.Training.Runs;

/// <summary>
/// The models and the history that a training leaves in its run folder, epoch by epoch. A checkpoint holds the best model too, so that it does not
/// depend on files that have changed since.
/// </summary>
/// <param name="folder">The run folder.</param>
/// <param name="writer">Writes the files.</param>
/// <param name="card">The card as the run has settled it but for the threads, which are known when the training begins.</param>
/// <param name="classifier">The model.</param>
/// <param name="memory">What <c>data.memory</c> came to, in bytes.</param>
/// <param name="times">How long it has taken.</param>
internal sealed class RunModels(RunFolder folder, DiskWriter writer, Func<RunCard> card, Classifier classifier, long memory, RunTimes times) : IStateful
{
    private const string CardKey = "card";
    private const string MemoryKey = "memory";
    private const string BestKey = "best";
    private const string BestEpochKey = "best_epoch";
    private const string TimesKey = "times";
    private IReadOnlyList<SafeTensor> best = [];
    private int bestEpoch;
    private string? cardText;

    /// <summary>The card of a run, as its checkpoint has it.</summary>
    /// <param name="state">What <see cref="Save"/> has put in.</param>
    /// <param name="name">The card's name in messages.</param>
    public static RunCard CardOf(TrainingState state, string name) => RunCard.FromSource(state.Text(CardKey), name);

    /// <summary>What <c>data.memory</c> came to when the run began, in bytes.</summary>
    /// <param name="state">What <see cref="Save"/> has put in.</param>
    public static long MemoryOf(TrainingState state) => state.Integer(MemoryKey);

    /// <summary>Writes the model of an epoch, and the history.</summary>
    public void AfterEpoch(EpochSummary epoch, TrainingHistory history)
    {
        var (now, last, text) = (card(), Checkpoint.Pack(classifier), history.ToCsv());
        if (epoch.IsBest)
            (best, bestEpoch) = (last, epoch.Epoch);
        writer.Post(() =>
        {
            Classifiers.Save(folder.Last, now, last, epoch.Epoch);
            if (epoch.IsBest)
                Classifiers.Save(folder.Best, now, last, epoch.Epoch);
            TrainingHistory.Save(folder.History, text);
        });
    }

    /// <summary>Writes the model as it is, averaged if the card wants that: the training was interrupted within its first epoch, and there is no better one.</summary>
    public void AsItIs(TrainingHistory history)
    {
        Classifiers.Save(folder.Last, card(), classifier, 0);
        Classifiers.Save(folder.Best, card(), classifier, 0);
        history.Save(folder.History);
    }

    /// <inheritdoc/>
    public void Save(TrainingState state)
    {
        // It is the same for the whole training, and takes longer to write than all the rest.
        state.Put(CardKey, cardText ??= card().ToYaml());
        state.Put(MemoryKey, memory);
        state.Put(BestEpochKey, bestEpoch);
        foreach (var entry in best)
            state.Section(BestKey).Put(entry);
        times.Save(state.Section(TimesKey));
    }

    /// <summary>Takes over the best model, and writes it; and the times.</summary>
    /// <param name="state">What was saved.</param>
    public void Load(TrainingState state)
    {
        times.Load(state.Section(TimesKey));
        (best, bestEpoch) = (state.Section(BestKey).Entries, (int)state.Integer(BestEpochKey));
        if (bestEpoch > 0)
            Classifiers.Save(folder.Best, card(), best, bestEpoch);
    }
}
