using Hep.Models;
using Hep.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Models.Flavour;

/// <summary>The tagger of jets: what it makes of tracks, of none, and of places that only fill up.</summary>
[Collection(nameof(LibTorchState))]
public sealed class JetTaggerTests
{
    public static TheoryData<string> Kinds => ["lstm", "two directions", "leading tracks"];

    [Theory]
    [InlineData("lstm", 20_740)]
    [InlineData("two directions", 41_220)]
    [InlineData("leading tracks", 1_380)]
    public void It_has_the_parameters_of_its_page(string kind, long count)
    {
        using var model = Made(kind);
        Assert.Equal(count, model.parameters().Sum(parameter => parameter.numel()));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_fills_up_changes_nothing_and_a_jet_without_tracks_has_probabilities(string kind)
    {
        using var untracked = no_grad();
        using var model = Made(kind);
        var (tracks, jets) = Drawn(places: 9, 9, 3, 0);
        using var together = model.Logits(tracks, jets);
        Assert.True(together.isfinite().all().item<bool>());
        foreach (var (jet, length) in new[] { (0, 9), (1, 3), (2, 0) })
        {
            using var alone = model.Logits(tracks.narrow(0, jet, 1).narrow(1, 0, Math.Max(1, length)), jets.narrow(0, jet, 1));
            Assert.True(together.narrow(0, jet, 1).allclose(alone, 1e-5, 1e-6), kind);
        }

        // Whatever stands there, a grade that is no number included.
        tracks.narrow(0, 1, 1).narrow(1, 3, 6).narrow(2, 1, 5).fill_(float.NaN);
        tracks.narrow(0, 2, 1).narrow(2, 1, 5).fill_(float.PositiveInfinity);
        Assert.True(together.allclose(model.Logits(tracks, jets)));
        var flat = cat([tracks.reshape(3, -1), jets], 1);
        Assert.True(model.call(flat).allclose(together.softmax(1)));
    }

    [Fact]
    public void A_dense_tagger_sees_the_leading_tracks_alone()
    {
        using var untracked = no_grad();
        using var model = Made("leading tracks");
        var (tracks, jets) = Drawn(places: 9, 9, 8);
        using var before = model.Logits(tracks, jets);
        tracks.narrow(1, 5, 4).narrow(2, 1, 4).add_(1);
        Assert.True(before.allclose(model.Logits(tracks, jets)));
        tracks.narrow(1, 4, 1).narrow(2, 1, 4).add_(1);
        Assert.False(before.allclose(model.Logits(tracks, jets)));
    }

    [Fact]
    public void An_infinite_significance_counts_as_a_very_large_one()
    {
        using var untracked = no_grad();
        using var model = Made("lstm");
        var (tracks, jets) = Drawn(places: 4, 4);
        tracks.narrow(1, 0, 1).narrow(2, 1, 1).fill_(float.PositiveInfinity);
        using var infinite = model.Logits(tracks, jets);
        tracks.narrow(1, 0, 1).narrow(2, 1, 1).fill_(1e4f);
        Assert.True(infinite.isfinite().all().item<bool>());
        Assert.True(infinite.allclose(model.Logits(tracks, jets)));
    }

    [Fact]
    public void Tracks_are_prepared_as_their_page_says()
    {
        using var inputs = new TrackInputs([1, 0, 0, 0], [2, 1, 1, 1], [0, 0], [1, 1]);
        using var prepared = inputs.Tracks(tensor(new float[] { 1, (float)(Math.E - 1), (float)(1 - Math.E), 0.999f, -5, 99 }, [1, 1, 6]));
        Assert.Equal([0, -1, 0, MathF.Log(1e-3f), 15], prepared.data<float>().ToArray(), (one, other) => Math.Abs(one - other) < 1e-5);
        using var jets = inputs.Jets(tensor(new float[] { (float)(Math.E - 1), -0.4f }, [1, 2]));
        Assert.Equal([1, 0.4f], jets.data<float>().ToArray(), (one, other) => Math.Abs(one - other) < 1e-5);
    }

    private static JetTagger Made(string kind)
    {
        _ = manual_seed(5);
        var options = kind == "leading tracks" ? new JetTaggerOptions { Recurrent = null } : new JetTaggerOptions { Recurrent = new RecurrentOptions { Bidirectional = kind == "two directions" } };
        var model = new JetTagger(options, new TrackInputs(), 4);
        model.eval();
        return model;
    }

    private static (Tensor Tracks, Tensor Jets) Drawn(int places, params int[] lengths)
    {
        _ = manual_seed(6);
        var tracks = zeros(lengths.Length, places, TrackInputs.Raw);
        for (var jet = 0; jet < lengths.Length; jet++)
        {
            var real = tracks.narrow(0, jet, 1).narrow(1, 0, lengths[jet]);
            real.narrow(2, 0, 1).fill_(1);
            real.narrow(2, 1, 2).copy_(randn(1, lengths[jet], 2) * 4);
            real.narrow(2, 3, 2).copy_(rand(1, lengths[jet], 2) * 0.4);
            real.narrow(2, 5, 1).copy_(randint(0, 6, [1, lengths[jet], 1]).to(ScalarType.Float32));
        }

        return (tracks, cat([(rand(lengths.Length, 1) * 200) + 20, randn(lengths.Length, 1)], 1));
    }
}
