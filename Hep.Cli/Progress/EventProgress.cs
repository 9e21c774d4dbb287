using Hep.Data;

namespace Hep.Cli.Progress;

/// <summary>Says how far a file is whose events come part by part: a line that is overwritten on a terminal, one every tenth elsewhere.</summary>
internal static class EventProgress
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);

    /// <summary>Passes parts on, and says how far it is once it has taken two seconds.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="done">What was done to the events, in a word.</param>
    /// <param name="events">How many events there will be.</param>
    /// <param name="shell">Takes the lines, on standard error.</param>
    /// <param name="clock">The time.</param>
    public static IEnumerable<EventTable> Follow(IEnumerable<EventTable> parts, string done, long events, Shell shell, TimeProvider clock)
    {
        var pace = new Pace(clock);
        pace.Begin(events);
        var (start, last, tenth, count, width) = (clock.GetTimestamp(), 0L, 0, 0L, 0);
        foreach (var part in parts)
        {
            yield return part;
            count += part.Count;
            pace.Add(part.Count);
            if (shell.IsQuiet || clock.GetElapsedTime(start) < Patience)
                continue;
            var line = FormattableString.Invariant($"{done} {count:#,0} of {events:#,0} events, {pace}");
            if (!shell.CanDraw && (int)(10 * pace.Done) > tenth)
            {
                tenth = (int)(10 * pace.Done);
                shell.Error.WriteLine(line);
            }
            else if (shell.CanDraw && clock.GetElapsedTime(last) > Shortest)
            {
                last = clock.GetTimestamp();
                shell.Error.Write("\r" + line.PadRight(width));
                width = line.Length;
            }
        }

        if (width > 0)
            shell.Error.Write("\r" + new string(' ', width) + "\r");
    }
}
