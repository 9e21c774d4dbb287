using Hep.Models;
using Hep.Tests.Models.Tracking;
using Hep.Tests.Support;
using Hep.Training.Cards;
using Hep.Training.Tracking;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training.Tracking;

/// <summary>The ONNX file of a hit classifier gives what the model gives, for any number of events and hits.</summary>
[Collection(nameof(LibTorchState))]
public sealed class HitLabelExportTests
{
    [Theory]
    [InlineData(RecurrentCell.Lstm, 1, true)]
    [InlineData(RecurrentCell.Lstm, 2, false)]
    [InlineData(RecurrentCell.Gru, 1, true)]
    [InlineData(RecurrentCell.Rnn, 2, true)]
    public void The_file_agrees_with_the_model(RecurrentCell cell, int layers, bool bidirectional)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var folder = new TemporaryFolder();
        var options = new HitClassifierOptions { Recurrent = new RecurrentOptions { Cell = cell, Layers = layers, Hidden = 9, Bidirectional = bidirectional }, Tracks = Labelled.Slots, Candidates = 12 };
        var card = new HitLabelCard { Data = new TrackingData { Source = "tracking_toy" }, Model = options, Training = new TrainingSection { Epochs = 1 } };
        _ = manual_seed(3);
        using var model = new HitClassifier(options, [0.03, 0.02, 0.2, 0.05]);
        foreach (var weights in model.parameters())
            weights.mul_(2);
        var path = folder.File("model.onnx");
        File.WriteAllBytes(path, HitClassifierExport.Build(card, model, "run"));
        using var session = new HitLabelSession(path);
        _ = model.to(ScalarType.Float64);
        foreach (var events in new[] { 1, 5 })
        {
            var (hits, seeds, lengths) = Labelled.Padded(events, 0);
            var mean = (long)lengths.Average();
            foreach (var most in new[] { 1, 2, mean, hits.size(1) })
            {
                var cut = hits.narrow(1, 0, most).contiguous();
                var counts = Array.ConvertAll(lengths, length => Math.Min(length, most));
                var wanted = model.Classify(cut, seeds, counts).contiguous().data<double>().ToArray();
                var found = session.Classify(Singly(cut), Singly(seeds), counts);
                Assert.Equal(wanted.Length, found.Length);
                for (var i = 0; i < wanted.Length; i++)
                    Assert.True(Math.Abs(wanted[i] - found[i]) < 1e-5, FormattableString.Invariant($"{events} events of {most} hits: {wanted[i]} against {found[i]}"));
            }
        }
    }

    private static float[] Singly(Tensor values) => values.to(ScalarType.Float32).contiguous().data<float>().ToArray();
}
