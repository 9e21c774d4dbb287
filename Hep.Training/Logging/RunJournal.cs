using System.Text.Json;
using Hep.Training.Cards;
using Hep.Training.Logging.TensorBoard;
using Hep.Training.Progress;
using Hep.Training.Runs;

namespace Hep.Training.Logging;

/// <summary>
/// What a run writes down while it goes on: passes on what it is told, times the stages, and keeps <c>log.jsonl</c> and, if the card wants them,
/// TensorBoard's files.
/// </summary>
internal sealed class RunJournal : ITrainingProgress, IDisposable
{
    /// <summary>The last line of a run that came to its end is of this kind.</summary>
    public const string EndKind = "end";

    private const string Training = "training";

    // Often enough to see a loss explode within an epoch, seldom enough to cost nothing.
    private const int BatchesBetween = 50;

    private readonly ITrainingProgress inner;
    private readonly TimeProvider clock;
    private readonly JsonLog log;
    private readonly Dictionary<string, double> seconds = new(StringComparer.Ordinal);
    private readonly List<string> order = [];
    private EventFile? events;
    private string? stage;
    private long began;
    private long eventsPerEpoch;
    private (int Epoch, long Events, long Batches) at;

    /// <summary>A journal that keeps what it is told until <see cref="Open"/>.</summary>
    /// <param name="inner">Is told everything too.</param>
    /// <param name="clock">The time.</param>
    public RunJournal(ITrainingProgress inner, TimeProvider clock) => (this.inner, this.clock, log) = (inner, clock, new JsonLog(clock));

    /// <summary>Wall time of the stages so far, the one at hand included, in seconds, in the order of the work.</summary>
    public IReadOnlyDictionary<string, double> StageSeconds
    {
        get
        {
            Pause();
            return new OrderedDictionary<string, double>(order.Select(name => KeyValuePair.Create(name, Math.Round(seconds[name], 3))));
        }
    }

    /// <summary>Begins the files of a run.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="card">The run card.</param>
    /// <param name="facts">What is known of the run so far.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void Open(RunFolder folder, IRunCard card, RunFacts facts)
    {
        log.Open(folder.Log);
        log.Add("run", null, json =>
        {
            json.WriteString("id", facts.Id);
            json.WriteString("version", facts.Version);
            json.WriteString("commit", facts.Commit);
            json.WriteNumber("seed", facts.Seed);
            json.WriteString("input", facts.Input);
            json.WriteString("machine", facts.Machine);
            json.WriteString("device", facts.Device);
            json.WriteNumber("process", Environment.ProcessId);
        });
        if (card.Training.TensorBoard)
            events = new EventFile(folder.TensorBoard, clock);
    }

    /// <summary>A stage has had wall time in a process before this one.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="before">How much, in seconds.</param>
    public void Add(string stage, double before)
    {
        if (seconds.TryAdd(stage, 0))
            order.Add(stage);
        seconds[stage] += before;
    }

    /// <inheritdoc/>
    public void Stage(string stage, long events = 0)
    {
        Enter(stage);
        inner.Stage(stage, events);
    }

    /// <inheritdoc/>
    public void Advance(long events) => inner.Advance(events);

    /// <inheritdoc/>
    public void Begin(int epochs, long eventsPerEpoch)
    {
        this.eventsPerEpoch = eventsPerEpoch;
        Enter(Training);
        inner.Begin(epochs, eventsPerEpoch);
    }

    /// <inheritdoc/>
    public void Resume(long events)
    {
        at = ((int)(events / eventsPerEpoch) + 1, events % eventsPerEpoch, 0);
        inner.Resume(events);
    }

    /// <inheritdoc/>
    public void Batch(int epoch, int events, double loss)
    {
        at = at.Epoch == epoch ? (epoch, at.Events + events, at.Batches + 1) : (epoch, events, 1);
        if (this.events is not null && at.Batches % BatchesBetween == 1)
            this.events.Add(((epoch - 1) * eventsPerEpoch) + at.Events, ("batch/loss", loss));
        inner.Batch(epoch, events, loss);
    }

    /// <inheritdoc/>
    public void Epoch(EpochSummary summary)
    {
        var rate = summary.Seconds > 0 ? eventsPerEpoch / summary.Seconds : double.NaN;
        log.Add("epoch", stage, json =>
        {
            json.WriteNumber("epoch", summary.Epoch);
            Number(json, "train_loss", summary.TrainLoss);
            Number(json, "validation_loss", summary.ValidationLoss);
            Number(json, "learning_rate", summary.LearningRate);
            Number(json, "seconds", Math.Round(summary.Seconds, 6));
            Number(json, "events_per_second", Math.Round(rate, 1));
            json.WriteBoolean("is_best", summary.IsBest);
        });
        events?.Add(
            summary.Epoch,
            ("epoch/train_loss", summary.TrainLoss),
            ("epoch/validation_loss", summary.ValidationLoss),
            ("epoch/learning_rate", summary.LearningRate),
            ("epoch/events_per_second", rate));
        inner.Epoch(summary);
    }

    /// <inheritdoc/>
    public void Note(string message)
    {
        Text("note", message);
        inner.Note(message);
    }

    /// <inheritdoc/>
    public void End(string reason)
    {
        Text("note", $"training: {reason}");
        inner.End(reason);
    }

    /// <summary>Writes down what the user should know; the caller shows it.</summary>
    public void Warning(string message) => Text("warning", message);

    /// <summary>Writes down that the run is over.</summary>
    /// <param name="state">How it ended.</param>
    /// <param name="why">Why, of a run that failed.</param>
    public void Close(RunState state, string? why = null) => log.Add(EndKind, stage, json =>
    {
        json.WriteString("state", state.InWords());
        if (why is not null)
            json.WriteString("text", why);
    });

    /// <summary>Writes down that the run ended with an error, where it can still write.</summary>
    public void Close(Exception error)
    {
        try
        {
            Close(error is OperationCanceledException ? RunState.Interrupted : RunState.Failed, error.Message);
        }
        catch (IOException)
        {
            // The disk may be full, which is what the error says already.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        log.Dispose();
        events?.Dispose();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    private void Text(string kind, string message) => log.Add(kind, stage, json => json.WriteString("text", message));

    private void Enter(string next)
    {
        Pause();
        stage = next;
        Add(next, 0);
        log.Add("stage", stage, _ => { });
    }

    private void Pause()
    {
        var now = clock.GetTimestamp();
        if (stage is not null)
            seconds[stage] += clock.GetElapsedTime(began, now).TotalSeconds;
        began = now;
    }
}
