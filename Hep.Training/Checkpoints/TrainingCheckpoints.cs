using System.Diagnostics;
using Hep.Training.Cards;

namespace Hep.Training.Checkpoints;

/// <summary>Writes the state of a training when the run card wants it, and brings back the one to go on from.</summary>
/// <param name="folder">Where they are.</param>
/// <param name="writer">Writes them.</param>
/// <param name="options">When they are written.</param>
/// <param name="run">What else a run has to remember; it loads by itself.</param>
/// <param name="from">What to go on from; null: the training begins.</param>
internal sealed class TrainingCheckpoints(CheckpointFolder folder, DiskWriter writer, CheckpointOptions options, IStateful run, TrainingState? from)
{
    private const string TrainingName = "training";
    private const string RunName = "run";
    private readonly Stopwatch age = Stopwatch.StartNew();
    private readonly Stopwatch waiting = new();
    private int batches;

    /// <summary>The state of the loop to go on from; null: the training begins.</summary>
    public TrainingState? From => from?.Section(TrainingName);

    /// <summary>The time for which the training has waited for its checkpoints since its first step: to be copied, and for the disk.</summary>
    public TimeSpan Spent => waiting.Elapsed;

    /// <summary>What a run has to remember besides its training.</summary>
    public static TrainingState OfRun(TrainingState state) => state.Section(RunName);

    /// <summary>Writes the state before the first step, and waits for it: a training on a disk that takes nothing ends here.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Begin(TrainingLoop loop)
    {
        Write(loop);
        Flush();
        waiting.Reset();
    }

    /// <summary>Copies the state, and has it written.</summary>
    /// <exception cref="IOException">One cannot be written; those before are still there.</exception>
    public void Write(TrainingLoop loop)
    {
        waiting.Start();
        var state = new TrainingState();
        loop.Save(state.Section(TrainingName));
        run.Save(state.Section(RunName));
        var (epochs, done) = (loop.At.Epoch - 1, loop.At.Batch);
        writer.Post(() => folder.Write(state, epochs, done));
        waiting.Stop();
        batches = 0;
        age.Restart();
    }

    /// <summary>Writes a checkpoint if the card wants one within the epoch.</summary>
    public void AfterBatch(TrainingLoop loop)
    {
        writer.Check();
        batches++;
        if (batches >= options.Batches || age.Elapsed.TotalMinutes >= options.Minutes)
            Write(loop);
    }

    /// <summary>Waits until everything is on the disk.</summary>
    /// <exception cref="IOException">Something cannot be written.</exception>
    public void Flush()
    {
        waiting.Start();
        writer.Flush();
        waiting.Stop();
    }
}
