using System.Reflection;
using Hep.Data;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Cards;
using Hep.Training.Objectives;
using Hep.Training.Progress;
using Hep.Training.Runs;
using TorchSharp;
using Xunit;

namespace Hep.Tests.Training.Runs;

/// <summary>The features of events in memory stay within their share of <c>data.memory</c>: what is alive is counted, on the managed heap and in tensors.</summary>
[Collection(nameof(LibTorchState))]
public sealed class MemoryBudgetTests
{
    // Of 375 MB, beside 350 MB of programs and 160 bytes of every event.
    private const int Events = 120_000;
    private const int Features = 25_000_000 - (160 * Events);

    // Label, weight and id of every event, which stay in memory beside the features, as a table and while it is cut into splits.
    private const int Besides = 20;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_alive_in_a_training_stays_within_its_share(bool augmented)
    {
        using var folder = new TemporaryFolder();
        var features = HiggsChallenge.Layout.Features.Select(f => $"{f.Name}: {(f.Unit.Length > 0 ? f.Unit : "1")}");
        var card = RunCard.FromSource(
            $$"""
            data:
              source: higgs
              events: {{Events}}
              features: { {{string.Join(", ", features)}} }
              label: {column: Label, signal: s, background: b}
              weight: Weight
              event_id: EventId
              missing: -999
              memory: 375 MB
              split: {by: hash}
            model: {name: mlp, hidden: [8]}
            training: {epochs: 1}
            """,
            folder.File("card.yaml"));
        var before = Alive();
        using var data = StudyData.Load(card.Data, folder: folder.Path);
        using var classifier = Classifiers.Create(card, Fitted(data, card));
        var symmetry = augmented ? new DetectorSymmetry([15, 18, 20, 25, 28], [14, 17, 24, 27], -999) : null;
        var highest = Alive();
        using (var objective = new BinaryClassification(classifier, data.Train, data.Validation, [1, 1], 256, 1, torch.CPU, symmetry))
        {
            Assert.InRange(objective.Windows, 10, 20);
            var watch = new Watch(() => highest = Math.Max(highest, Alive()));
            new Trainer(Toys.Section(1, 0.01), objective, watch).Run(_ => highest = Math.Max(highest, Alive()));
            Assert.True(watch.Looks > 10);
        }

        // All features together are 14 MB.
        Assert.InRange(highest - before, 1, Features + (Besides * Events));
    }

    // As in a run, the events that it is fitted on are gone afterwards, which they would not be if the caller had them.
    private static Preprocessing Fitted(StudyData data, RunCard card) => Preprocessing.Fit(data.TrainingSample(), card.Data.Plan);

    private static long Alive()
    {
        var tensors = typeof(torch).Assembly.GetType("TorchSharp.Native.TensorHandle")!.GetField("alive", BindingFlags.Static | BindingFlags.NonPublic)!;
        return GC.GetTotalMemory(forceFullCollection: true) + (long)tensors.GetValue(null)!;
    }

    private sealed class Watch(Action look) : ITrainingProgress
    {
        private int batches;

        public int Looks { get; private set; }

        public void Stage(string stage, long events = 0)
        {
        }

        public void Advance(long events)
        {
        }

        public void Begin(int epochs, long eventsPerEpoch)
        {
        }

        public void Batch(int epoch, int events, double loss)
        {
            if (batches++ % 23 != 0)
                return;
            Looks++;
            look();
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
}
