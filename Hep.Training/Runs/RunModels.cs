using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using Hep.Training.Kinds;
using Hep.Training.Progress;
using TorchSharp;

namespace Hep.Training.Runs;

/// <summary>
/// The models and the history that a training leaves in its run folder, epoch by epoch. A checkpoint holds the best model too, so that it does not
/// depend on files that have changed since.
/// </summary>
/// <param name="folder">The run folder.</param>
/// <param name="writer">Writes the files.</param>
/// <param name="work">The run's work, with its model.</param>
/// <param name="times">How long it has taken.</param>
internal sealed class RunModels(RunFolder folder, DiskWriter writer, RunWork work, RunTimes times) : IStateful
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
    public static IRunCard CardOf(TrainingState state, string name) => RunCards.FromSource(state.Text(CardKey), name);

    /// <summary>What <c>data.memory</c> came to when the run began, in bytes.</summary>
    /// <param name="state">What <see cref="Save"/> has put in.</param>
    public static long MemoryOf(TrainingState state) => state.Integer(MemoryKey);

    /// <summary>Writes the model of an epoch, and the history.</summary>
    public void AfterEpoch(EpochSummary epoch, TrainingHistory history)
    {
        var (last, text) = (Checkpoint.Pack(work.Model), history.ToCsv());
        if (epoch.IsBest)
            (best, bestEpoch) = (last, epoch.Epoch);
        writer.Post(() =>
        {
            work.Save(folder.Last, last, epoch.Epoch);
            if (epoch.IsBest)
                work.Save(folder.Best, last, epoch.Epoch);
            TrainingHistory.Save(folder.History, text);
        });
    }

    /// <summary>Writes the model as it is, averaged if the card wants that: the training was interrupted within its first epoch, and there is no better one.</summary>
    public void AsItIs(TrainingHistory history)
    {
        var state = Checkpoint.Pack(work.Model);
        work.Save(folder.Last, state, 0);
        work.Save(folder.Best, state, 0);
        history.Save(folder.History);
    }

    /// <inheritdoc/>
    public void Save(TrainingState state)
    {
        // It is the same for the whole training, and takes longer to write than all the rest.
        state.Put(CardKey, cardText ??= work.Settle(torch.get_num_threads()).ToYaml());
        state.Put(MemoryKey, work.Memory);
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
            work.Save(folder.Best, best, bestEpoch);
    }
}
