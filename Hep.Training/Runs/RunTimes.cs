using System.Diagnostics;
using Hep.Training.Checkpoints;
using Hep.Training.Logging;

namespace Hep.Training.Runs;

/// <summary>
/// How long a run has taken. Of one that was resumed, the processes before are included as far as their work is: up to the checkpoint that it goes on from.
/// </summary>
/// <param name="journal">Times the stages.</param>
internal sealed class RunTimes(RunJournal journal) : IStateful
{
    private const string TrainingKey = "training";
    private const string LoaderKey = "loader_wait";
    private const string StageKey = "stage";
    private readonly Stopwatch training = new();
    private (double Training, double LoaderWait) before;

    /// <summary>Wall time of the training so far, in seconds.</summary>
    public double Training => before.Training + training.Elapsed.TotalSeconds;

    /// <summary>For how much of it the training waited for events, in seconds.</summary>
    public double LoaderWait => before.LoaderWait + Waited().TotalSeconds;

    /// <summary>For how long this process has waited for events.</summary>
    public Func<TimeSpan> Waited { private get; set; } = () => TimeSpan.Zero;

    /// <summary>The training begins, or goes on.</summary>
    public void BeginTraining() => training.Start();

    /// <inheritdoc/>
    public void Save(TrainingState state)
    {
        state.Put(TrainingKey, Training);
        state.Put(LoaderKey, LoaderWait);
        foreach (var (stage, seconds) in journal.StageSeconds)
            state.Section(StageKey).Put(stage, seconds);
    }

    /// <summary>Goes on from what was saved; a checkpoint of a build that kept no times has none.</summary>
    /// <param name="state">What was saved.</param>
    public void Load(TrainingState state)
    {
        if (!state.Has(TrainingKey))
            return;
        before = (state.Number(TrainingKey), state.Number(LoaderKey));
        var stages = state.Section(StageKey);
        foreach (var stage in stages.Entries)
            journal.Add(stage.Name, stages.Number(stage.Name));
    }
}
