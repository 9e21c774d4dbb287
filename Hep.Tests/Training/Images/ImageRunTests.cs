using Hep.Data;
using Hep.Tests.Support;
using Hep.Tests.Training.Runs;
using Hep.Training;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Hep.Training.Scoring;
using Hep.Training.Trials;
using Xunit;

namespace Hep.Tests.Training.Images;

/// <summary>A small network of images on few jets, from card to folder: simulated and from a file, in memory and on disk, stopped and resumed, scored again, and what is refused.</summary>
[Collection(nameof(LibTorchState))]
public sealed class ImageRunTests : IDisposable
{
    private const int Jets = 300;
    private const string Kept = "mass";
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string> Refused { get; } = new()
    {
        { "negative", "jets.h5: image: event 5, cell [2, 3]: found -1, expected energies of 0 or more (data.image.signed: true allows for others)" },
        { "outside", "jets.h5: subjet1_eta: event 5: found 3.5, expected a place in the image, within 1.25 of its middle, or data.missing (-999) (data.image.subjets)" },
        { "grid", "jets.h5: image: found images of [24, 25] cells, expected [25, 25] (data.image.cells)" },
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_same_jets_give_the_same_scores_from_simulation_file_and_disk()
    {
        Write("jets.h5", Simulated());
        var simulated = Studies.Run(folder, "simulated", Card("jet_images"));
        var read = Studies.Run(folder, "read", Card("jets.h5"));
        var spooled = Studies.Run(folder, "spooled", Card("jets.h5", data: "memory: 1 MB"));
        Assert.Equal((true, null), (spooled.Facts.WindowRows is not null, simulated.Facts.WindowRows));
        foreach (var other in new[] { read, spooled })
            Assert.Equal(File.ReadAllText(simulated.Folder.Predictions), File.ReadAllText(other.Folder.Predictions));
        foreach (var figure in new[] { "image_steps", "image_classes", "image_difference", "image_correlation", "image_gradient", "image_occlusion", "image_extremes", "image_filters" })
            Assert.True(new FileInfo(Path.Combine(simulated.Folder.Plots, figure + ".png")).Length > 0);
        Assert.Contains("Pearson", File.ReadAllText(simulated.Folder.Report), StringComparison.Ordinal);

        // The run and its ONNX file score the file alike, and hand on what they do not need to the last digit.
        foreach (var model in new[] { read.Folder.FullPath, read.Folder.Onnx })
        {
            Assert.Equal(Jets, FilePrediction.Write(model, folder.File("jets.h5"), folder.File("scores.h5")).Events);
            var scored = EventFiles.Stream(folder.File("scores.h5"), new CsvLayout { Features = [new("score"), new(Kept)], EventId = "event", Missing = -999 }, Jets).Single();
            var own = CsvColumns.Read(read.Folder.Predictions, ["event_id", "score"]);
            var scoreOf = own.Numbers("event_id").Zip(own.Numbers("score")).ToDictionary(pair => (ulong)pair.First, pair => pair.Second);
            Assert.All(Enumerable.Range(0, Jets), row => Assert.Equal(scoreOf[scored.EventIds[row]], scored.Features[0].Values[row], 1e-5));
        }
    }

    [Fact]
    public void A_training_that_goes_on_ends_as_one_that_was_never_stopped()
    {
        var card = Card("jet_images", training: "augmentation: {reflect: [eta], rotate: 0.1, shift: 1, smear: 0.1, drop: 0.05}");
        var whole = Studies.Run(folder, "whole", card);
        var progress = new RecordedProgress(4);
        Assert.Equal(StopReason.Interrupted, Studies.Run(folder, "run", card, progress, progress.Stop).Stopped);
        var resumed = TrainingRun.Execute(new TrainRequest(null) { Resume = folder.File("run") }, SilentProgress.Instance);
        Assert.Equal(StopReason.AllEpochs, resumed.Stopped);
        foreach (var file in new[] { "best.safetensors", "last.safetensors", "history.csv", "predictions.csv", "metrics.json" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole.Folder.FullPath, file)), File.ReadAllBytes(Path.Combine(resumed.Folder.FullPath, file)));
    }

    [Fact]
    public void Jets_are_learned_by_heart_and_a_shifted_subjet_is_scored_anew()
    {
        File.WriteAllText(folder.File("heart.yaml"), Card("jet_images"));
        Assert.Equal(16, OverfitTrial.Execute(new TrainRequest(folder.File("heart.yaml")) { Out = folder.File("heart") }, 16, SilentProgress.Instance).Events);
        var systematics = "systematics: {axis: {column: subjet2_eta, up: subjet2_eta + 0.1, down: subjet2_eta - 0.1}, norm: {scale_up: 1.1, scale_down: 0.9, class: background}}";
        var run = Studies.Run(folder, "systematics", Card("jet_images", evaluation: systematics));
        Assert.True(run.Metrics.Contains("test"));
        var shifted = Assert.Single(CsvColumns.Header(run.Folder.Predictions), name => name.Contains("axis", StringComparison.Ordinal) && name.Contains("up", StringComparison.Ordinal));
        var columns = CsvColumns.Read(run.Folder.Predictions, ["score", shifted], ["split"]);
        int[] test = [.. Enumerable.Range(0, columns.Count).Where(row => columns.Texts("split")[row] == "test")];
        Assert.NotEmpty(test);
        Assert.All(test, row => Assert.InRange(Math.Abs(columns.Numbers("score")[row] - columns.Numbers(shifted)[row]), 0, 0.3));
        Assert.Contains(test, row => columns.Numbers("score")[row] != columns.Numbers(shifted)[row]);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_no_image_of_a_jet_is_refused_before_the_training(string what, string message)
    {
        var events = Simulated();
        var (images, subjet) = ((float[])events.Arrays[0].Values.Clone(), (float[])events.Features.First(feature => feature.Name == "subjet1_eta").Values.Clone());
        images[(5 * 625) + (2 * 25) + 3] = what == "negative" ? -1 : 0;
        subjet[5] = what == "outside" ? 3.5f : subjet[5];
        Write("jets.h5", events.With(
            features: [.. events.Features.Select(feature => feature.Name == "subjet1_eta" ? feature with { Values = subjet } : feature)],
            arrays: [what == "grid" ? new("image", "GeV", [24, 25], images[..(Jets * 600)]) : events.Arrays[0] with { Values = images }]));
        var error = Assert.Throws<InvalidDataException>(() => Studies.Run(folder, "refused", Card("jets.h5")));
        Assert.Equal(message, error.Message.Replace(folder.File("jets.h5"), "jets.h5", StringComparison.Ordinal));
        Assert.False(Directory.Exists(folder.File("refused")));
    }

    private static EventTable Simulated() => Simulations.Find("jet_images").Generate(Jets, 1);

    private void Write(string name, EventTable events) => ArrayEventWriter.Write(folder.File(name), [events], Simulations.Find("jet_images").Layout);

    private static string Card(string source, string data = "seed: 1", string training = "seed: 1", string evaluation = "score_bins: 20") => $$"""
        data:
          source: {{source}}
          events: {{Jets}}
          {{data}}
          features: {subjet1_eta: 1, subjet1_phi: rad, subjet2_eta: 1, subjet2_phi: rad}
          image: {column: image, cells: [25, 25], unit: GeV, cell_size: [0.1, 0.09973310011], subjets: [subjet1_eta, subjet1_phi, subjet2_eta, subjet2_phi], centre: subjet, rotate: subjet, power: 0.5}
          label: {column: label, signal: W, background: QCD}
          weight: weight
          event_id: event
          missing: -999
          split: {by: hash}
        model: {name: cnn, architecture: lenet, hidden: [8]}
        training: {epochs: 2, batch_size: 64, threads: 1, {{training}}}
        evaluation:
          variables: [{{Kept}}]
          {{evaluation}}
        export: {latency_calls: 100}
        """;
}
