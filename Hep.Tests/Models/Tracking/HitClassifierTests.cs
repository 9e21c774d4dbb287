using Hep.Models;
using Hep.Tests.Support;
using Hep.Training.Cards;
using Hep.Training.Tracking;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Models.Tracking;

/// <summary>What a hit classifier says of hits beside seeds, whatever stands around them.</summary>
[Collection(nameof(LibTorchState))]
public sealed class HitClassifierTests
{
    private static readonly double[] Scales = [0.03, 0.02, 0.2, 0.05];

    [Fact]
    public void The_shipped_card_has_as_many_parameters_as_its_page_says()
    {
        var card = (HitLabelCard)RunCards.Load(Repository.PathOf("configs/tracking_labels.yaml"));
        using var model = new HitClassifier(card.Model, Scales);
        Assert.Equal(12_354, model.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(12_354, Recurrent.CountParameters(card.Model.Recurrent, SeedStage.Features) + (2 * 32) + 1 + 1);
        Assert.Contains("12,354", File.ReadAllText(Repository.PathOf("docs/models/hit_classifier.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Neither_padding_nor_the_other_events_matter(bool bidirectional)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = Make(bidirectional);
        var (hits, seeds, lengths) = Labelled.Padded(4, double.NaN);
        var together = model.Classify(hits, seeds, lengths);
        for (var i = 0; i < lengths.Length; i++)
        {
            var alone = model.Classify(hits.narrow(0, i, 1).narrow(1, 0, lengths[i]), seeds.narrow(0, i, 1), [lengths[i]]);
            Labelled.Agree(alone, together.narrow(0, i, 1).narrow(1, 0, lengths[i]), 1e-12);
            Assert.Equal(0, together.narrow(0, i, 1).narrow(1, lengths[i], together.size(1) - lengths[i]).abs().sum().ToDouble());
        }

        var turned = tensor(new long[] { 3, 1, 0, 2 });
        Labelled.Agree(together.index_select(0, turned), model.Classify(hits.index_select(0, turned), seeds.index_select(0, turned), [lengths[3], lengths[1], lengths[0], lengths[2]]), 1e-12);
    }

    [Fact]
    public void Another_order_of_the_seeds_is_the_same_order_of_the_probabilities()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = Make(bidirectional: true);
        var (hits, seeds, lengths) = Labelled.Padded(3, 0);
        long[] order = [4, 2, 5, 0, 1, 3];
        var expected = model.Classify(hits, seeds, lengths).index_select(2, tensor([.. order, (long)order.Length]));
        Labelled.Agree(expected, model.Classify(hits, seeds.index_select(1, tensor(order)), lengths), 1e-12);
    }

    [Fact]
    public void Seed_hits_are_their_seeds_and_nothing_is_a_seed_that_is_none()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = Make(bidirectional: true);
        var (hits, seeds, lengths) = Labelled.Padded(2, 0);

        // The sixth slot is empty: there are five particles.
        var said = model.Classify(hits, seeds, lengths);
        Assert.Equal(0, said.narrow(2, 5, 1).abs().sum().ToDouble());
        for (var slot = 0; slot < 5; slot++)
        {
            for (var hit = 0; hit < 3; hit++)
            {
                var own = seeds[0, slot].narrow(0, 3 * hit, 3);
                var place = hits[0].eq(own).all(1).to(ScalarType.Int64).argmax().ToInt64();
                Assert.Equal(1, said[0][place][slot].ToDouble());
            }
        }

        var sums = said.sum(2);
        for (var i = 0; i < lengths.Length; i++)
            Labelled.Agree(ones(lengths[i], ScalarType.Float64), sums[i].narrow(0, 0, lengths[i]), 1e-12);
    }

    [Fact]
    public void One_hit_and_one_seed_in_closed_form()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = Make(bidirectional: false, scales: [0.03, 1e-9, 0.2, 1e-9]);
        foreach (var weights in model.parameters())
            weights.zero_();
        model.Head.weight.narrow(1, model.Recurrent.Outputs, 1).fill_(-0.7);
        model.Head.bias!.fill_(1.5);

        // A straight track along x: r phi is extrapolated by a parabola through three hits, z by a line through the outer two.
        double[] at = [30, 70, 120];
        const double Target = 260, Azimuth = 2e-4, Z = 0.7;
        float[] seed = [30, 0, 0, 70, 0, 0, 120, 0, 0];
        float[] all = [.. seed, (float)Target, (float)Azimuth, (float)Z];
        var said = model.Classify(tensor(all, [1, 4, 3]).to(ScalarType.Float64), tensor([.. seed, .. new float[45]], [1, 6, 9]), [4])[0, 3];
        double Weight(int i) => at.Index().Where(other => other.Index != i).Aggregate(1.0, (product, other) => product * (Target - other.Item) / (at[i] - other.Item));
        var spread = 0.03 * Math.Sqrt(1 + Enumerable.Range(0, 3).Sum(i => Weight(i) * Weight(i)));
        var beyond = (Target - 120) / (120.0 - 30);
        var spreadZ = 0.2 * Math.Sqrt(1 + (beyond * beyond) + ((1 + beyond) * (1 + beyond)));
        var logit = 1.5 - (0.7 * Math.Log(1 + Math.Pow(Target * (float)Azimuth / spread, 2) + Math.Pow((float)Z / spreadZ, 2)));
        Assert.Equal(1 / (1 + Math.Exp(-logit)), said[0].ToDouble(), 1e-6);
        Assert.Equal(1 / (1 + Math.Exp(logit)), said[6].ToDouble(), 1e-6);
    }

    [Fact]
    public void A_hit_beyond_the_candidates_of_all_seeds_belongs_to_none()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = Make(bidirectional: true, candidates: 4);
        float[] seed = [30, 0, 0, 70, 0, 0, 120, 0, 0];
        var said = model.Classify(tensor([.. seed, 260, 0, 0, 360, 2, 100], [1, 5, 3]), tensor([.. seed, .. new float[45]], [1, 6, 9]), [5]);
        Assert.True(said[0][3][0].ToDouble() > 0);
        Assert.Equal(1, said[0][4][6].ToDouble());
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        using var scope = NewDisposeScope();
        using var model = Make(bidirectional: true);
        string Message(long[] hits, long[] seeds, params long[] lengths) =>
            Assert.Throws<ArgumentException>(() => model.Classify(zeros(hits), zeros(seeds), lengths)).Message;
        Assert.StartsWith("SeedStage: found an input of shape [1, 4, 2], expected [batch, length, 3]", Message([1, 4, 2], [1, 6, 9], 4), StringComparison.Ordinal);
        Assert.StartsWith("SeedStage: found an input of shape [1, 6, 8], expected [batch, length, 9]", Message([1, 4, 3], [1, 6, 8], 4), StringComparison.Ordinal);
        Assert.StartsWith("SeedStage: found hits of 1 events, seeds of 2 and 1 lengths, expected as many of each", Message([1, 4, 3], [2, 6, 9], 4), StringComparison.Ordinal);
        Assert.StartsWith("SeedStage: found the lengths [5], expected 0 to 4", Message([1, 4, 3], [1, 6, 9], 5), StringComparison.Ordinal);
        Assert.StartsWith("found the scales [1, 0, 1, 1], expected four numbers above 0", Assert.Throws<ArgumentException>(() => new SeedStage([1, 0, 1, 1])).Message, StringComparison.Ordinal);
    }

    private static HitClassifier Make(bool bidirectional, int candidates = 12, IReadOnlyList<double>? scales = null)
    {
        _ = manual_seed(5);
        var model = new HitClassifier(
            new HitClassifierOptions { Recurrent = new RecurrentOptions { Hidden = 7, Bidirectional = bidirectional }, Tracks = Labelled.Slots, Candidates = candidates }, scales ?? Scales);
        _ = model.to(ScalarType.Float64);
        return model;
    }
}
