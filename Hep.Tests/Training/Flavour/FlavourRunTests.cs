using Hep.Data;
using Hep.Data.Flavour;
using Hep.Evaluation;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Cards;
using Hep.Training.Flavour;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Microsoft.ML.OnnxRuntime;
using Xunit;

namespace Hep.Tests.Training.Flavour;

/// <summary>A run that tags jets, from card to report; and what is said of cards and files that will not do.</summary>
[Collection(nameof(LibTorchState))]
public sealed class FlavourRunTests : IDisposable
{
    private static readonly string[] Results = ["best.safetensors", "last.safetensors", "history.csv", "predictions.csv", "metrics.json", "card.yaml"];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_learns_and_is_exported_for_any_number_of_tracks()
    {
        var run = Run("run", Card(events: 12_000, more: ", epochs: 6"));
        Assert.Equal(12_000, run.Facts.Events.Values.Sum());

        // Four flavours by chance: 1.386.
        var losses = TrainingHistory.Losses(run.Folder.History);
        Assert.True(losses[^1].Validation < 1.0, $"{losses[^1].Validation}");
        Assert.InRange(run.Metrics.Figure("test.accuracy").Value, 0.5, 0.9);
        Assert.InRange(run.Metrics.Figure("test.taggers.IP3D.at_85.light_rejection").Value, 10, 40);
        Assert.Equal(new Estimate(1, 0), run.Metrics.Figure("test.taggers.IP3D.at_70.light_over_baseline"));
        Assert.InRange(run.Facts.Export!.OnnxDifference, 0, 5e-6);
        Assert.True(run.Facts.Export.EventsPerSecond > 1000);
        Assert.True(File.Exists(folder.File("run/plots/input_spectrum_after.png")) && File.Exists(folder.File("run/plots/charm_fraction.png")));

        // Raw numbers in; none, one, seven and the most tracks; D_b is that of the probabilities.
        var jets = JetSets.Load(((FlavourCard)RunCards.Load(run.Folder.Card)).Data).Test;
        using var session = new InferenceSession(run.Folder.Onnx);
        using var options = new RunOptions();
        foreach (var length in new[] { 0, 1, 7, jets.Tracks.Longest })
        {
            var jet = Enumerable.Range(0, jets.Count).First(row => jets.Tracks.Length(row) == length);
            using var tracks = OrtValue.CreateTensorValueFromMemory(jets.Tracks.Of(jet).ToArray(), [1, length, 6]);
            using var numbers = OrtValue.CreateTensorValueFromMemory(jets.JetNumbers([jet]), [1, 2]);
            using var found = session.Run(options, ["tracks", "jets"], [tracks, numbers], ["probabilities", "discriminant"]);
            var p = found[0].GetTensorDataAsSpan<float>().ToArray();
            Assert.Equal(1, p.Sum(), 1e-5);
            Assert.Equal(Math.Log(p[2] / ((0.07 * p[1]) + (0.93 * p[0]))), found[1].GetTensorDataAsSpan<float>()[0], 1e-4);
        }

        var again = RunExport.Export(RunFolder.Open(run.Folder.FullPath), folder.File("again.onnx"));
        Assert.Equal(run.Facts.Export.OnnxDifference, again.OnnxDifference);
    }

    [Fact]
    public void The_same_card_gives_the_same_files_and_what_is_written_is_enough_to_evaluate_it_again()
    {
        var (one, _) = (Run("one", Card()), Run("two", Card()));
        foreach (var file in Results)
            Assert.Equal(File.ReadAllBytes(folder.File($"one/{file}")), File.ReadAllBytes(folder.File($"two/{file}")));
        foreach (var gone in new[] { "metrics.json", "best.safetensors", "last.safetensors", "report.html" })
            File.Delete(folder.File($"one/{gone}"));
        Assert.Equal(one.Metrics.ToJson(), RunEvaluation.Evaluate(RunFolder.Open(one.Folder.FullPath)).ToJson());
        Assert.Contains("Inputs", File.ReadAllText(folder.File("one/report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void After_Ctrl_C_it_ends_in_the_same_files()
    {
        _ = Run("whole", Card());
        Assert.Equal(StopReason.Interrupted, Run("run", Card(), new RecordedProgress(9)).Stopped);
        Assert.Equal(StopReason.AllEpochs, TrainingRun.Execute(new TrainRequest(null) { Resume = folder.File("run") }, SilentProgress.Instance).Stopped);
        foreach (var file in Results)
            Assert.Equal(File.ReadAllBytes(folder.File($"whole/{file}")), File.ReadAllBytes(folder.File($"run/{file}")));
    }

    [Fact]
    public void A_dense_network_on_the_leading_tracks_stands_beside()
    {
        _ = Run("dense", Card(model: "{name: leading_tracks, tracks: 3}"));
        var run = Run("lstm", Card(evaluation: "beside: [dense]"));
        Assert.Equal(["LSTM", "dense, 3 tracks", "IP3D"], run.Metrics.Keys("test.taggers"));
        _ = Run("other", Card(seed: 2));
        Assert.Equal(
            $"evaluation.beside: the run {folder.File("other")} was tested on other jets, expected one with the same data section",
            Assert.Throws<InvalidDataException>(() => Run("refused", Card(evaluation: "beside: [other]"))).Message);
    }

    [Fact]
    public void The_loss_sees_one_spectrum_and_flavours_alike()
    {
        var sets = JetSets.Load(((FlavourCard)RunCards.FromSource(Card(events: 20_000), folder.File("card.yaml"))).Data);
        Assert.Equal(1, sets.TrainWeights.Average(), 1e-9);
        double Mean(int flavour) => Sum(flavour, jet => sets.Train.Pt[jet] * sets.TrainWeights[jet]) / Sum(flavour, jet => sets.TrainWeights[jet]);
        double Sum(int flavour, Func<int, double> of) => Enumerable.Range(0, sets.Train.Count).Where(jet => sets.Train.Labels[jet] == flavour).Sum(of);
        for (var flavour = 0; flavour < JetSample.Flavours.Count; flavour++)
        {
            Assert.Equal(sets.Train.Count / 4.0, Sum(flavour, jet => sets.TrainWeights[jet]), 1e-6 * sets.Train.Count);

            // Unweighted, means differ by up to 25 GeV; within the bins something is left.
            Assert.Equal(Mean(2), Mean(flavour), 2.5);
        }

        // All jets of an event are in one split.
        var events = sets.Splits.Select(split => split.Jets.EventIds.ToHashSet()).ToArray();
        Assert.False(events[0].Overlaps(events[1]) || events[0].Overlaps(events[2]) || events[1].Overlaps(events[2]));
    }

    [Theory]
    [InlineData("data: {source: flavour_jets, simulation: {pileup: 3}}", "data.simulation: found pileup, expected a number of the simulation; nearest names: 'pile_up'")]
    [InlineData("data: {source: flavour_jets, spectrum_of: bottom}", "data.spectrum_of: found bottom, expected one of light, c, b, tau, or none")]
    [InlineData("data: {source: flavour_jets, pt_edges: [20, 20]}", "data.pt_edges: found edges that do not rise, expected two or more that do")]
    [InlineData("data: {source: flavour_jet}", "data.source: found \"flavour_jet\", expected flavour_jets, or a file of jets and tracks (.h5, .npz)")]
    [InlineData("data: {source: flavour_jets}\nevaluation: {charm_fraction: 0.6, tau_fraction: 0.6}", "evaluation.charm_fraction: found 0.6 beside tau_fraction 0.6, expected shares that leave something to light jets")]
    public void A_card_that_is_wrong_is_refused(string text, string expected) => Assert.Contains(
        expected,
        Assert.Throws<InvalidDataException>(() => RunCards.FromSource($"{text}\nmodel: {{name: rnnip}}\ntraining: {{epochs: 1}}\n", folder.File("card.yaml"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_card_reads_back_as_it_is_written()
    {
        foreach (var model in new[] { "{name: rnnip, cell: gru, bidirectional: true, layers: 2, dropout: 0.1}", "{name: leading_tracks, tracks: 7, dense: [16, 8]}" })
        {
            var card = RunCards.FromSource(Card(model: model, evaluation: "tau_fraction: 0.1"), folder.File("card.yaml"));
            var again = RunCards.FromSource(card.ToYaml(), "elsewhere/card.yaml");
            Assert.Equal(card, again);
            Assert.Equal(card.ToYaml(), again.ToYaml());
        }
    }

    [Fact]
    public void A_split_without_a_flavour_is_refused_and_leaves_nothing()
    {
        Assert.StartsWith("the ", Assert.Throws<InvalidDataException>(() => Run("run", Card(data: ", simulation: {tau_share: 0}"))).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("run")));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("flavour", "jets/HadronConeExclTruthLabelID, jet 5: found the flavour 21, expected one of 0 (light), 4 (c), 5 (b), 15 (tau); skip_bad: true in a run card")]
    [InlineData("infinite", "found d0_significance Infinity, expected a finite number; skip_bad: true in a run card")]
    [InlineData("variance", "skip_bad: true in a run card (SkipBadTracks in code) leaves such tracks out")]
    public void A_file_is_trained_on_and_what_is_wrong_with_it_is_said_or_left_out(string fault, string expected)
    {
        Write(folder.File("jets.h5"), fault);
        var layout = fault == "variance"
            ? ", layout: {d0_significance: none, z0_significance: none, delta_r: none, grade: grade, covariance: {d0: d0, d0_variance: d0_variance, z0: d0, z0_variance: z0_variance, eta: d0, phi: d0, jet_phi: phi}}"
            : ", layout: {grade: grade}";
        if (fault.Length > 0)
        {
            var error = Assert.Throws<InvalidDataException>(() => Run("refused", Card(source: "./jets.h5", data: layout))).Message;
            Assert.StartsWith(folder.File("jets.h5"), error, StringComparison.Ordinal);
            Assert.Contains(expected, error, StringComparison.Ordinal);
            Assert.False(Directory.Exists(folder.File("refused")));
        }

        var run = Run("run", Card(source: "./jets.h5", data: layout + ", skip_bad: true"));
        Assert.Equal(fault == "flavour" ? 2999 : 3000, run.Facts.Events.Values.Sum());
        Assert.Equal(fault.Length > 0, run.Facts.Warnings.Any(warning => warning.EndsWith("were left out", StringComparison.Ordinal)));
        Assert.NotNull(run.Facts.InputSha256);
    }

    [Fact]
    public void A_file_that_is_cut_short_is_refused()
    {
        File.WriteAllBytes(folder.File("jets.h5"), new byte[100]);
        var error = Assert.ThrowsAny<Exception>(() => Run("run", Card(source: "./jets.h5")));
        Assert.IsType<InvalidDataException>(error);
        Assert.StartsWith(folder.File("jets.h5"), error.Message, StringComparison.Ordinal);
    }

    // Jets of the toy as frameworks write them; one thing is wrong.
    private static void Write(string path, string fault)
    {
        var jets = Simulations.Find("flavour_jets").Generate(3000, 3);
        var (tracks, room) = (JetTracks.Of(jets), JetTracks.Of(jets).MostTracks);
        float[] Field(TrackField field) => [.. Enumerable.Range(0, jets.Count * room).Select(i => tracks[i / room, i % room, field])];
        var (valid, significances) = (Field(TrackField.Valid), Field(TrackField.D0Significance));
        double[] variances = [.. Enumerable.Repeat(0.01, valid.Length)];
        var odd = Array.FindIndex(valid, 40, value => value == 1);
        (significances[odd], variances[odd]) = (fault == "infinite" ? float.PositiveInfinity : significances[odd], fault == "variance" ? 0 : 0.01);
        int[] ids = [0, 4, 5, 15], flavours = [.. jets.Labels.Select(label => ids[label])];
        flavours[5] = fault == "flavour" ? 21 : flavours[5];
        Hdf5Writer.Write(path, file =>
        {
            file.CreateTable(
                "jets",
                [
                    new Hep.Data.FeatureColumn("pt_btagJes", "", [.. jets.Features[0].Values.Select(pt => 1000 * pt)]),
                    new Hep.Data.FeatureColumn("eta_btagJes", "", jets.Features[1].Values),
                    new ValueColumn<int>("HadronConeExclTruthLabelID", flavours),
                    new ValueColumn<long>("eventNumber", [.. jets.EventIds.Select(id => (long)id)]),
                    new Hep.Data.FeatureColumn("phi", "", new float[jets.Count]),
                ]);
            file.CreateTable(
                "tracks",
                [
                    new ValueColumn<bool>("valid", [.. valid.Select(value => value == 1)]),
                    new Hep.Data.FeatureColumn("IP3D_signed_d0_significance", "", significances),
                    new Hep.Data.FeatureColumn("IP3D_signed_z0_significance", "", Field(TrackField.Z0Significance)),
                    new Hep.Data.FeatureColumn("ptfrac", "", Field(TrackField.PtFraction)),
                    new Hep.Data.FeatureColumn("dr", "", Field(TrackField.DeltaR)),
                    new Hep.Data.FeatureColumn("grade", "", Field(TrackField.Grade)),
                    new Hep.Data.FeatureColumn("d0", "", Field(TrackField.D0)),
                    new NumberColumn("d0_variance", variances),
                    new NumberColumn("z0_variance", variances.Select(_ => 0.02).ToArray()),
                ],
                [room]);
        });
    }

    private static string Card(int events = 3000, int seed = 1, string model = "{name: rnnip, hidden: 16}", string data = "", string more = "", string evaluation = "charm_fraction: 0.07", string source = "flavour_jets") => $$"""
        data: {source: {{source}}, events: {{events}}, seed: {{seed}}{{data}} }
        model: {{model}}
        training: {batch_size: 128, learning_rate: 5e-3, threads: 1{{(more.Length > 0 ? more : ", epochs: 2")}} }
        evaluation: { {{evaluation}} }
        export: {latency_calls: 100}
        """;

    private RunOutcome Run(string name, string card, RecordedProgress? progress = null)
    {
        File.WriteAllText(folder.File($"{name}.yaml"), card);
        return TrainingRun.Execute(new TrainRequest(folder.File($"{name}.yaml")) { Out = folder.File(name) }, progress is null ? SilentProgress.Instance : progress, progress?.Stop ?? default);
    }
}
