using System.Globalization;

namespace Hep.Cli.Progress;

/// <summary>
/// Lines about a part of the work that takes more than two seconds: one every tenth where the number of events is known, else the time so far, ever
/// more seldom.
/// </summary>
internal sealed class StageLines(TextWriter output, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Pace pace = new(clock);
    private string? stage;
    private long events;
    private long done;
    private int tenth;
    private long start;
    private TimeSpan next;

    /// <summary>A part begins.</summary>
    /// <param name="stage">What is done.</param>
    /// <param name="events">How many events it goes through; 0: not known.</param>
    public void Begin(string stage, long events)
    {
        lock (gate)
        {
            (this.stage, this.events, done, tenth, start, next) = (stage, events, 0, 0, clock.GetTimestamp(), Patience);
            pace.Begin(events);
        }
    }

    /// <summary>No part is at hand.</summary>
    public void End()
    {
        lock (gate)
            stage = null;
    }

    /// <summary>More events are done.</summary>
    public void Advance(long count)
    {
        lock (gate)
        {
            done += count;
            pace.Add(count);
            if (stage is null || events == 0 || clock.GetElapsedTime(start) < Patience || (int)(10 * pace.Done) <= tenth)
                return;
            tenth = (int)(10 * pace.Done);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stage}: {done:#,0} of {events:#,0} events, {pace}"));
        }
    }

    /// <summary>Time goes by; called about once a second, on any thread.</summary>
    public void Tick()
    {
        lock (gate)
        {
            var elapsed = clock.GetElapsedTime(start);
            if (stage is null || tenth > 0 || elapsed < next)
                return;
            next = elapsed + (elapsed < Longest ? elapsed : Longest);
            var count = done > 0 ? string.Create(CultureInfo.InvariantCulture, $", {done:#,0} events") : "";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stage}: {elapsed.TotalSeconds:0} s so far{count}"));
        }
    }

    /// <summary>Another line; not in the middle of one of these.</summary>
    public void WriteLine(string line)
    {
        lock (gate)
            output.WriteLine(line);
    }
}
