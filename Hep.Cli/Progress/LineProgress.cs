using Hep.Training.Progress;

namespace Hep.Cli.Progress;

/// <summary>Lines, for log files and terminals without cursor control: one an epoch, and those of <see cref="StageLines"/>.</summary>
internal sealed class LineProgress : ITrainingProgress, IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Pace pace;
    private readonly StageLines stages;
    private readonly ITimer timer;
    private int epochs;

    public LineProgress(TextWriter output, TimeProvider clock)
    {
        pace = new Pace(clock);
        stages = new StageLines(output, clock);
        timer = clock.CreateTimer(_ => stages.Tick(), null, Second, Second);
    }

    public void Stage(string stage, long events = 0) => stages.Begin(stage, events);

    public void Advance(long events) => stages.Advance(events);

    public void Begin(int epochs, long eventsPerEpoch)
    {
        stages.End();
        this.epochs = epochs;
        pace.Begin(epochs * eventsPerEpoch);
        stages.WriteLine(FormattableString.Invariant($"training: {epochs} epochs of {eventsPerEpoch:#,0} events"));
    }

    public void Resume(long events) => pace.Skip(events);

    public void Batch(int epoch, int events, double loss) => pace.Add(events);

    public void Epoch(EpochSummary summary) => stages.WriteLine($"{Describe(summary, epochs)}  {pace}");

    public void Note(string message) => stages.WriteLine(message);

    public void End(string reason) => stages.WriteLine("training: " + reason);

    public void Dispose() => timer.Dispose();

    internal static string Describe(EpochSummary summary, int epochs)
    {
        var width = epochs.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        var epoch = summary.Epoch.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(width);
        return FormattableString.Invariant(
            $"epoch {epoch}/{epochs}  loss {summary.TrainLoss:0.00000}  validation {summary.ValidationLoss:0.00000}{(summary.IsBest ? " *" : "  ")}");
    }
}
