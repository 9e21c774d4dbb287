using System.Diagnostics;
using System.Globalization;
using Hep.Data;
using Hep.Training.Progress;
using Hep.Training.Runs;

namespace Hep.Benchmarks.Growth;

/// <summary>The Higgs study on the toy from card to report, three epochs; prints one line of a <see cref="Point"/>'s numbers.</summary>
internal static class Study
{
    public static void Run(int events, string memory)
    {
        var folder = Directory.CreateTempSubdirectory("hep-growth-").FullName;
        try
        {
            var card = Path.Combine(folder, "growth.yaml");
            File.WriteAllText(card, Card(events, memory));
            var watch = new Watch();
            var run = TrainingRun.Execute(new TrainRequest(card) { Out = Path.Combine(folder, "run") }, watch);
            var (end, training) = (watch.Now, run.Facts.TrainingSeconds ?? 0);
            double[] numbers =
            [
                end,
                watch.TrainingBegins,
                training,
                watch.EvaluationBegins - watch.TrainingBegins - training,
                end - watch.EvaluationBegins,
                watch.BeforeEvaluation,
                PeakMegabytes,
                run.Facts.WindowRows ?? 0,
                run.Metrics.Figure("test.auc").Value,
            ];
            Console.WriteLine(string.Join(' ', numbers.Select(number => number.ToString("F5", CultureInfo.InvariantCulture))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double PeakMegabytes => (Provenance.PeakMemory() ?? 0) / 1e6;

    /// <summary>Notes when the stages begin, and the peak when all events are scored and exported, before the figures of merit are made of the predictions.</summary>
    private sealed class Watch : ITrainingProgress
    {
        private readonly Stopwatch clock = Stopwatch.StartNew();

        public double Now => clock.Elapsed.TotalSeconds;

        public double TrainingBegins { get; private set; }

        public double EvaluationBegins { get; private set; }

        public double BeforeEvaluation { get; private set; }

        // The figures of the inputs come first.
        public void Stage(string stage, long events = 0)
        {
            if (stage == "figures" && EvaluationBegins == 0)
                (EvaluationBegins, BeforeEvaluation) = (Now, PeakMegabytes);
        }

        public void Advance(long events)
        {
        }

        public void Begin(int epochs, long eventsPerEpoch) => TrainingBegins = Now;

        public void Batch(int epoch, int events, double loss)
        {
        }

        public void Epoch(EpochSummary summary)
        {
        }

        public void Note(string message)
        {
        }

        public void End(string reason)
        {
        }
    }

    private static string Card(int events, string memory) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        data:
          source: higgs
          events: {{events}}
          features: { {{string.Join(", ", HiggsChallenge.Layout.Features.Select(f => $"{f.Name}: {(f.Unit.Length > 0 ? f.Unit : "1")}"))}} }
          label: {column: Label, signal: s, background: b}
          weight: Weight
          event_id: EventId
          missing: -999
          memory: {{memory}}
          split: {by: hash}
        model: {name: mlp, hidden: [64, 64]}
        training: {epochs: 3, batch_size: 256, threads: 1}
        """);
}
