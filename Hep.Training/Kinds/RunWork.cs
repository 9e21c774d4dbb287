using Hep.Evaluation;
using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using Hep.Training.Objectives;
using Hep.Training.Runs;
using static TorchSharp.torch;

namespace Hep.Training.Kinds;

/// <summary>
/// One run of a kind: its data, its model, and what is made of the trained model. The way through it is the same for all: <see cref="Read"/>, training on
/// <see cref="Objective"/>, <see cref="Finish"/>; folder, checkpoints, journal and resumption are the run's affair, see <see cref="TrainingRun"/>.
/// </summary>
internal abstract class RunWork(RunContext context) : IDisposable
{
    /// <summary>The card, with what the data settled of it; after <see cref="Settle"/> as the run keeps it.</summary>
    public abstract IRunCard Card { get; }

    /// <summary>The module that is saved: all of the way from raw numbers to what is predicted.</summary>
    public abstract nn.Module Model { get; }

    /// <summary>How long the training has waited for events.</summary>
    public virtual TimeSpan Waited => TimeSpan.Zero;

    /// <summary>What <c>data.memory</c> came to, in bytes; 0 where the card has none.</summary>
    public virtual long Memory => 0;

    /// <summary>What the run is done in.</summary>
    protected RunContext Context => context;

    /// <summary>Reads the data, fits what is fitted on it, and makes the untrained model. Checks that the input is that of a run which goes on.</summary>
    /// <param name="facts">What is known of the run without its data.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <returns>The same with the input, the events, and what the user should know of them.</returns>
    /// <exception cref="InvalidDataException">The data cannot be used.</exception>
    public abstract RunFacts Read(RunFacts facts, CancellationToken stop);

    /// <summary>What is kept of the data beside the facts, once the run has begun.</summary>
    public virtual void Keep()
    {
    }

    /// <summary>What is trained on what.</summary>
    public abstract IObjective Objective();

    /// <summary>Writes what the training settled into the card, so that the card alone repeats the run.</summary>
    /// <param name="threads">How many threads libtorch uses.</param>
    public abstract IRunCard Settle(int threads);

    /// <summary>Saves a copy of the model's state.</summary>
    /// <param name="path">The file.</param>
    /// <param name="state">The state.</param>
    /// <param name="epoch">After how many epochs.</param>
    public abstract void Save(string path, IReadOnlyList<SafeTensor> state, int epoch);

    /// <summary>Calibrates, scores, exports, evaluates, draws and reports with the best model.</summary>
    /// <param name="facts">What is known of the run.</param>
    /// <param name="history">Its epochs.</param>
    /// <returns>The facts with what was found, the figures of merit, and what should be known of those.</returns>
    /// <exception cref="RunFailedException">The exported file would not agree with the model.</exception>
    public abstract (RunFacts Facts, MetricsTree Metrics, IReadOnlyList<string> Caveats) Finish(RunFacts facts, TrainingHistory history);

    /// <summary>Releases data and model.</summary>
    public abstract void Dispose();
}
