using Hep.Training.Progress;
using Spectre.Console;

namespace Hep.Cli.Progress;

/// <summary>A bar that moves, with loss, rate and remaining time, and the finished epochs above it.</summary>
internal sealed class LiveProgress : ITrainingProgress
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private readonly IAnsiConsole console;
    private readonly ProgressContext context;
    private readonly TimeProvider clock;
    private readonly Pace pace;
    private ProgressTask task;
    private string stage = "starting";
    private long drawn;
    private int epochs;

    private LiveProgress(IAnsiConsole console, ProgressContext context, TimeProvider clock)
    {
        (this.console, this.context, this.clock, pace) = (console, context, clock, new(clock));
        task = Bar(isMeasured: false);
    }

    /// <summary>Draws while the body runs; the bar is gone afterwards, whatever happened.</summary>
    public static T Run<T>(IAnsiConsole console, TimeProvider clock, Func<ITrainingProgress, T> body) => console.Progress()
        .AutoClear(true)
        .HideCompleted(true)
        .Columns(new ProgressBarColumn { Width = 30 }, new ElapsedTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context => body(new LiveProgress(console, context, clock)));

    public void Stage(string stage, long events = 0)
    {
        this.stage = stage;
        pace.Begin(events);
        Next(events > 0);
    }

    public void Advance(long events)
    {
        pace.Add(events);
        if (!IsTime())
            return;
        task.Value = pace.Done;
        task.Description = Markup.Escape(FormattableString.Invariant($"{stage}  {pace}"));
    }

    public void Begin(int epochs, long eventsPerEpoch)
    {
        this.epochs = epochs;
        stage = "training";
        pace.Begin(epochs * eventsPerEpoch);
        Next(isMeasured: true);
        Note(FormattableString.Invariant($"training: {epochs} epochs of {eventsPerEpoch:#,0} events"));
    }

    public void Resume(long events) => pace.Skip(events);

    public void Batch(int epoch, int events, double loss)
    {
        pace.Add(events);
        if (!IsTime())
            return;
        task.Value = pace.Done;
        task.Description = Markup.Escape(FormattableString.Invariant($"epoch {epoch}/{epochs}  loss {loss:0.0000}  {pace}"));
    }

    public void Epoch(EpochSummary summary) => Note(LineProgress.Describe(summary, epochs));

    public void Note(string message) => console.MarkupLineInterpolated($"{message}");

    public void End(string reason) => Note("training: " + reason);

    private bool IsTime()
    {
        if (drawn != 0 && clock.GetElapsedTime(drawn) < Shortest)
            return false;
        drawn = clock.GetTimestamp();
        return true;
    }

    // A new bar, so that the time beside it is that of the stage.
    private void Next(bool isMeasured)
    {
        task.IsIndeterminate = false;
        task.Value = task.MaxValue;
        task.StopTask();
        task = Bar(isMeasured);
        context.Refresh();
        drawn = 0;
    }

    private ProgressTask Bar(bool isMeasured)
    {
        var bar = context.AddTask(Markup.Escape(stage), maxValue: 1);
        bar.IsIndeterminate = !isMeasured;
        return bar;
    }
}
