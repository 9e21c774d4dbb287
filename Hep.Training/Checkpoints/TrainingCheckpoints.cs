using System.Diagnostics;
using Hep.Training.Cards;

namespace Hep.Training.Checkpoints;

/// <summary>Writes the state of a training when the run card wants it, and brings back the one to go on from.</summary>
/// <param name="folder">Where they are.</param>
/// <param name="options">When they are written.</param>
/// <param name="run">What else a run has to remember; it loads by itself.</param>
/// <param name="from">What to go on from; null: the training begins.</param>
internal sealed class TrainingCheckpoints(CheckpointFolder folder, CheckpointOptions options, IStateful run, TrainingState? from)
{
    private const string TrainingName = "training";
    private const string RunName = "run";
    private readonly Stopwatch age = Stopwatch.StartNew();
    private readonly Stopwatch writing = new();
    private int batches;

    /// <summary>The state of the loop to go on from; null: the training begins.</summary>
    public TrainingState? From => from?.Section(TrainingName);

    /// <summary>The time that writing has taken.</summary>
    public TimeSpan Spent => writing.Elapsed;

    /// <summary>What a run has to remember besides its training.</summary>
    public static TrainingState OfRun(TrainingState state) => state.Section(RunName);

    /// <summary>Writes a checkpoint.</summary>
    /// <exception cref="IOException">It cannot be written; the one before is still there.</exception>
    public void Write(TrainingLoop loop)
    {
        writing.Start();
        var state = new TrainingState();
        loop.Save(state.Section(TrainingName));
        run.Save(state.Section(RunName));
        folder.Write(state, loop.At.Epoch - 1, loop.At.Batch);
        writing.Stop();
        batches = 0;
        age.Restart();
    }

    /// <summary>Writes a checkpoint if the card wants one within the epoch.</summary>
    public void AfterBatch(TrainingLoop loop)
    {
        batches++;
        if (batches >= options.Batches || age.Elapsed.TotalMinutes >= options.Minutes)
            Write(loop);
    }
}
