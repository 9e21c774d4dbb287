using Hep.Training.Progress;

namespace Hep.Cli.Progress;

/// <summary>One line an epoch, for log files and terminals without cursor control.</summary>
internal sealed class LineProgress(TextWriter output, TimeProvider clock) : ITrainingProgress
{
    private readonly Pace pace = new(clock);
    private int epochs;

    public void Begin(int epochs, long eventsPerEpoch)
    {
        this.epochs = epochs;
        pace.Begin(epochs * eventsPerEpoch);
        output.WriteLine(FormattableString.Invariant($"training: {epochs} epochs of {eventsPerEpoch:#,0} events"));
    }

    public void Resume(long events) => pace.Skip(events);

    public void Batch(int epoch, int events, double loss) => pace.Add(events);

    public void Epoch(EpochSummary summary) => output.WriteLine($"{Describe(summary, epochs)}  {pace}");

    public void Note(string message) => output.WriteLine(message);

    public void End(string reason) => output.WriteLine("training: " + reason);

    internal static string Describe(EpochSummary summary, int epochs)
    {
        var width = epochs.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        var epoch = summary.Epoch.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(width);
        return FormattableString.Invariant(
            $"epoch {epoch}/{epochs}  loss {summary.TrainLoss:0.00000}  validation {summary.ValidationLoss:0.00000}{(summary.IsBest ? " *" : "  ")}");
    }
}
