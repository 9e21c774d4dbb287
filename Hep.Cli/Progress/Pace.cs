namespace Hep.Cli.Progress;

/// <summary>How fast events go through, and how long it still takes if it goes on like that.</summary>
internal sealed class Pace(TimeProvider clock)
{
    private long start;
    private long events;
    private long allEvents;

    /// <summary>Events a second since the beginning; 0 before the first.</summary>
    public double Rate => Seconds > 0 ? events / Seconds : 0;

    /// <summary>The part of all events that is done, 0 to 1.</summary>
    public double Done => allEvents > 0 ? Math.Min(1, (double)events / allEvents) : 0;

    /// <summary>The time that the remaining epochs take.</summary>
    public TimeSpan Remaining => events == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Seconds * Math.Max(0, allEvents - events) / events);

    private double Seconds => clock.GetElapsedTime(start).TotalSeconds;

    public void Begin(long allEvents) => (start, events, this.allEvents) = (clock.GetTimestamp(), 0, allEvents);

    /// <summary>So many events were done before; they count neither for the rate nor for what remains.</summary>
    public void Skip(long events) => allEvents -= events;

    public void Add(long events) => this.events += events;

    public override string ToString()
    {
        var remaining = Remaining;
        return FormattableString.Invariant($"{Rate:#,0} events/s, {(int)remaining.TotalMinutes}:{remaining.Seconds:00} left");
    }
}
