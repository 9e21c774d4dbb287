using Hep.Training.Progress;
using Spectre.Console;

namespace Hep.Cli.Progress;

/// <summary>A bar that moves, with loss, rate and remaining time, and the finished epochs above it.</summary>
internal sealed class LiveProgress : ITrainingProgress
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private readonly IAnsiConsole console;
    private readonly ProgressTask task;
    private readonly TimeProvider clock;
    private readonly Pace pace;
    private long drawn;
    private int epochs;

    private LiveProgress(IAnsiConsole console, ProgressTask task, TimeProvider clock) => (this.console, this.task, this.clock, pace) = (console, task, clock, new(clock));

    /// <summary>Draws while the body runs; the bar is gone afterwards, whatever happened.</summary>
    public static T Run<T>(IAnsiConsole console, TimeProvider clock, Func<ITrainingProgress, T> body) => console.Progress()
        .AutoClear(true)
        .HideCompleted(true)
        .Columns(new ProgressBarColumn { Width = 30 }, new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context => body(new LiveProgress(console, context.AddTask("starting", maxValue: 1), clock)));

    public void Begin(int epochs, long eventsPerEpoch)
    {
        this.epochs = epochs;
        pace.Begin(epochs * eventsPerEpoch);
        Note(FormattableString.Invariant($"training: {epochs} epochs of {eventsPerEpoch:#,0} events"));
    }

    public void Resume(long events) => pace.Skip(events);

    public void Batch(int epoch, int events, double loss)
    {
        pace.Add(events);
        if (drawn != 0 && clock.GetElapsedTime(drawn) < Shortest)
            return;
        drawn = clock.GetTimestamp();
        task.Value = pace.Done;
        task.Description = Markup.Escape(FormattableString.Invariant($"epoch {epoch}/{epochs}  loss {loss:0.0000}  {pace}"));
    }

    public void Epoch(EpochSummary summary) => Note(LineProgress.Describe(summary, epochs));

    public void Note(string message) => console.MarkupLineInterpolated($"{message}");

    public void End(string reason) => Note("training: " + reason);
}
