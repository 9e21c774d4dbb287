using Hep.Data.Tracking;
using Hep.Data.Tracking.Finding;
using Hep.Models;
using Hep.Tests.Support;
using Xunit;
using static TorchSharp.torch;
using RecurrentCell = Hep.Models.RecurrentCell;

namespace Hep.Tests.Models.Tracking;

/// <summary>The network that corrects the helix: what it says of a step depends on the hits before it, and on nothing else.</summary>
[Collection(nameof(LibTorchState))]
public sealed class HitPredictorTests
{
    [Theory]
    [InlineData(RecurrentCell.Lstm, 20_805)]
    [InlineData(RecurrentCell.Gru, 15_685)]
    [InlineData(RecurrentCell.Rnn, 5_445)]
    public void It_has_the_parameters_of_its_page(RecurrentCell cell, long count)
    {
        using var model = new HitPredictor(new HitPredictorOptions { Recurrent = new RecurrentOptions { Cell = cell } }, [1, 1, 1, 1]);
        Assert.Equal(count, model.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    public void What_fills_a_batch_up_and_who_else_is_in_it_change_nothing()
    {
        using var untracked = no_grad();
        using var model = Drawn();
        var steps = Steps();
        var longest = Enumerable.Range(0, steps.Count).MaxBy(steps.Length);
        var shortest = Enumerable.Range(0, steps.Count).MinBy(steps.Length);
        using var together = model.Network(Features(model, longest, shortest));
        using var alone = model.Network(Features(model, shortest));
        var length = steps.Length(shortest);
        Assert.True(length < steps.Length(longest));
        Assert.True(together.narrow(0, 1, 1).narrow(1, 0, length).allclose(alone, 1e-5, 1e-6));

        Tensor Features(HitPredictor of, params int[] tracks)
        {
            var padded = steps.Pad(tracks);
            return of.Helix.call(tensor(padded.Values, [padded.Count, padded.Length, TrackSteps.Width]).narrow(2, 0, TrackSteps.Window)).narrow(2, 0, HelixStage.Features).to(ScalarType.Float32).nan_to_num();
        }
    }

    [Fact]
    public void Step_by_step_it_says_what_it_says_of_whole_tracks()
    {
        using var untracked = no_grad();
        using var model = Drawn();
        var steps = Steps();
        var track = Enumerable.Range(0, steps.Count).MaxBy(steps.Length);
        using var windows = tensor(steps.Of(track).ToArray(), [1, steps.Length(track), TrackSteps.Width]).narrow(2, 0, TrackSteps.Window);
        using var features = model.Helix.call(windows).narrow(2, 0, HelixStage.Features).to(ScalarType.Float32);
        using var whole = model.Network(features);
        var state = model.Recurrent.Initial(1);
        for (var step = 0; step < steps.Length(track); step++)
        {
            (var said, state) = model.Step(features.select(1, step), state);
            Assert.True(said.allclose(whole.select(1, step), 1e-5, 1e-6));
        }
    }

    [Fact]
    public void A_covariance_is_positive_definite_whatever_the_network_says()
    {
        var helix = new double[HelixStage.Width];
        (helix[HelixStage.Features + 2], helix[HelixStage.Features + 3]) = (0.1, 2);
        foreach (var said in new float[][] { [0, 0, 0, 0, 0], [1, -2, -7, 7, 50], [3, 1, 7, -7, -50] })
        {
            var found = HitPredictor.Predict(helix, said, [1000]);
            Assert.True(found[2] > 0 && found[4] > 0 && (found[2] * found[4]) - (found[3] * found[3]) > 0);
        }

        // m1 = 1 is one scale along the circumference, 0.1 mm of 1000 mm.
        Assert.Equal([1e-4, -4, 0.01, 0, 4], HitPredictor.Predict(helix, [1, -2, 0, 0, 0], [1000]).Select(value => Math.Round(value, 9)));
    }

    [Fact]
    public void Both_directions_are_refused() => Assert.StartsWith(
        "found recurrent layers of both directions, expected one: hits to come are not known",
        Assert.Throws<ArgumentException>(() => new HitPredictor(new HitPredictorOptions { Recurrent = new RecurrentOptions { Bidirectional = true } }, [1, 1, 1, 1])).Message,
        StringComparison.Ordinal);

    private static HitPredictor Drawn()
    {
        _ = manual_seed(4);
        var model = new HitPredictor(new HitPredictorOptions(), [0.02, 0.5, 0.3, 0.7]);
        model.eval();
        return model;
    }

    private static Hep.Data.Sequences.SequenceSet Steps() => TrackSteps.Of(BarrelDetector.Default, new TrackingToy(new TrackingToyOptions { Tracks = 40 }).Generate(2, seed: 9)).Steps;
}
