using Hep.Training.Cards;
using Xunit;

namespace Hep.Tests.Training.Cards;

/// <summary>Baselines, bins and columns that must not be sculpted: what a card may ask for.</summary>
public sealed class ComparisonCardTests
{
    private const string Good = """
        data: {source: higgs, features: {x: 1}, label: {column: y, signal: s, background: b}, process: kind, event_id: id, split: {by: hash}}
        model: {name: mlp}
        training: {epochs: 1}

        """;

    [Theory]
    [InlineData("evaluation: {baselines: {observables: [score]}}", "evaluation.baselines.observables: found score, which is what predictions.csv calls a column of its own, expected another column")]
    [InlineData("evaluation: {baselines: {observables: [fisher]}}", "evaluation.baselines.observables: found fisher, which is what metrics.json calls a figure of its own, expected another column")]
    [InlineData("evaluation: {baselines: {fisher: [DER_mass_vis]}}", "evaluation.baselines.fisher: found one column, expected two or more: a discriminant of one is a cut on it")]
    [InlineData("evaluation: {baselines: {observable: [DER_mass_vis], fisher: [a, b]}}", "evaluation.baselines.observable: found an unknown key, expected observables, fisher; did you mean evaluation.baselines.observables?")]
    [InlineData("evaluation: {baselines: {}}", "evaluation.baselines: found no baselines, expected observables, fisher or both")]
    [InlineData("evaluation: {bins: {pt: [1]}}", "evaluation.bins.pt: found edges that do not rise, or a single one, expected two or more numbers that rise")]
    [InlineData("evaluation: {bins: {pt: [1, 3, 3]}}", "evaluation.bins.pt: found edges that do not rise, or a single one, expected two or more numbers that rise")]
    [InlineData("evaluation: {bins: {weight: [1, 3]}}", "evaluation.bins.weight: found weight, which is what predictions.csv calls a column of its own, expected another column")]
    [InlineData("evaluation: {sculpting: [mass, mass]}", "evaluation.sculpting: found mass twice, expected each column once")]
    [InlineData("evaluation: {bins: {kind: [1, 3]}}", "evaluation.bins: found kind, which names the processes, expected columns of numbers")]
    [InlineData("evaluation: {baselines: {observables: mass}}", "evaluation.baselines.observables: found \"mass\", expected a list of 1 to 50 values, each text")]
    public void What_cannot_be_compared_is_refused(string section, string message) => Assert.Equal(
        $"card.yaml:4: {message}", Assert.Throws<InvalidDataException>(() => RunCard.FromSource(Good + section, "card.yaml")).Message);

    [Fact]
    public void A_card_that_asks_for_nothing_does_not_speak_of_it()
    {
        var text = RunCard.FromSource(Good, "card.yaml").ToYaml();
        foreach (var key in new[] { "baselines", "bins:", "sculpting" })
            Assert.DoesNotContain(key, text.Replace("score_bins:", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
