using Hep.Training.Progress;
using Spectre.Console;

namespace Hep.Cli.Progress;

/// <summary>A bar that moves, with loss, rate and remaining time, and the finished epochs above it.</summary>
internal sealed class LiveProgress : ITrainingProgress
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private readonly IAnsiConsole _console;
    private readonly ProgressTask _task;
    private readonly TimeProvider _clock;
    private readonly Pace _pace;
    private long _drawn;
    private int _epochs;

    private LiveProgress(IAnsiConsole console, ProgressTask task, TimeProvider clock) => (_console, _task, _clock, _pace) = (console, task, clock, new(clock));

    /// <summary>Draws while the body runs; the bar is gone afterwards, whatever happened.</summary>
    public static T Run<T>(IAnsiConsole console, TimeProvider clock, Func<ITrainingProgress, T> body) => console.Progress()
        .AutoClear(true)
        .HideCompleted(true)
        .Columns(new ProgressBarColumn { Width = 30 }, new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context => body(new LiveProgress(console, context.AddTask("starting", maxValue: 1), clock)));

    public void Begin(int epochs, long eventsPerEpoch)
    {
        _epochs = epochs;
        _pace.Begin(epochs * eventsPerEpoch);
        Note(FormattableString.Invariant($"training: {epochs} epochs of {eventsPerEpoch:#,0} events"));
    }

    public void Batch(int epoch, int events, double loss)
    {
        _pace.Add(events);
        if (_drawn != 0 && _clock.GetElapsedTime(_drawn) < Shortest)
            return;
        _drawn = _clock.GetTimestamp();
        _task.Value = _pace.Done;
        _task.Description = Markup.Escape(FormattableString.Invariant($"epoch {epoch}/{_epochs}  loss {loss:0.0000}  {_pace}"));
    }

    public void Epoch(EpochSummary summary) => Note(LineProgress.Describe(summary, _epochs));

    public void Note(string message) => _console.MarkupLineInterpolated($"{message}");

    public void End(string reason) => Note("training: " + reason);
}
