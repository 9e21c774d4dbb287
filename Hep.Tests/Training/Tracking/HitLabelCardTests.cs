using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Tracking;
using Xunit;

namespace Hep.Tests.Training.Tracking;

/// <summary>Cards of hit labels: what is read, what is written back, and what is said where it cannot be.</summary>
public sealed class HitLabelCardTests
{
    public static TheoryData<string, string, string> Problems { get; } = new()
    {
        { "tracks: 0", "", "card.yaml:2: model.tracks: found 0, expected a whole number from 1 to 100000" },
        { "candidates: 3", "", "card.yaml:2: model.candidates: found 3, expected a whole number from 4 to 100000" },
        { "bidirectionl: true", "", "card.yaml:2: model.bidirectionl: found an unknown key, expected name, cell, hidden, layers, dropout, bidirectional, tracks, candidates; did you mean model.bidirectional?" },
        { "tracks: 3", "evaluation: {densities: [20]}", "card.yaml:4: evaluation.densities: found an unknown key, expected beside, matching, label, energy, luminosity, figures" },
        { "tracks: 3", "training: {epochs: 1, class_balance: false}", "card.yaml:3: training.class_balance: found it in a card for tracks, expected none: there are no classes" },
        { "tracks: 3", "data: {source: tracking_toy, skip: [long_tracks]}", "card.yaml:1: data.skip: found long_tracks, expected empty_events, outside_hits, unknown_particles, duplicate_hits, long_events, many_seeds, seedless_events" },
        { "tracks: 3", "export: {tolerance: 1e-3}", "card.yaml:4: export.tolerance: found 1e-3, expected a number greater than 0 and at most 1e-05" },
    };

    [Fact]
    public void Every_key_is_read_and_written_back()
    {
        var card = Card("cell: gru, hidden: 8, layers: 2, dropout: 0.1, bidirectional: false, tracks: 7, candidates: 9", "evaluation: {matching: {minimum_hits: 4}, label: none}");
        Assert.Equal(
            new HitClassifierOptions { Recurrent = new RecurrentOptions { Cell = RecurrentCell.Gru, Hidden = 8, Layers = 2, Dropout = 0.1 }, Tracks = 7, Candidates = 9 },
            card.Model);
        Assert.Equal(4, card.Evaluation.Matching.MinimumHits);
        Assert.Null(card.Evaluation.Label);
        Assert.Equal(card, RunCards.FromSource(card.ToYaml(), "again.yaml"));
    }

    [Fact]
    public void What_is_not_said_is_the_default()
    {
        var card = Card("", "");
        Assert.Equal(new HitClassifierOptions(), card.Model);
        Assert.True(card.Model.Recurrent.Bidirectional);
        Assert.Equal(100_000, card.Data.Longest);
        Assert.Equal(1e-5, card.Export.Tolerance);
        Assert.Equal(card, RunCards.FromSource(card.ToYaml(), "again.yaml"));
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void What_cannot_be_is_said_where_it_stands(string model, string section, string expected)
    {
        var message = Assert.Throws<InvalidDataException>(() => Card(model, section)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    private static HitLabelCard Card(string model, string section)
    {
        string Or(string name, string otherwise) => section.StartsWith(name, StringComparison.Ordinal) ? section : otherwise;
        string[] lines =
        [
            Or("data", "data: {source: tracking_toy}"),
            model.Length > 0 ? $"model: {{name: hit_classifier, {model}}}" : "model: {name: hit_classifier}",
            Or("training", "training: {epochs: 1}"),
            section.StartsWith("evaluation", StringComparison.Ordinal) || section.StartsWith("export", StringComparison.Ordinal) ? section : "",
        ];
        return (HitLabelCard)RunCards.FromSource(string.Join('\n', lines) + "\n", "card.yaml");
    }
}
