using Hep.Data;
using Hep.Training.Cards;
using Xunit;

namespace Hep.Tests.Training.Cards;

/// <summary>What a card writes must read back as it was meant, and what its run writes must be possible: names of classes, values and columns.</summary>
public sealed class KeptColumnCardTests
{
    private const string Good = """
        data:
          source: higgs
          features: {x: 1}
          label: {column: y, signal: s, background: b}
          event_id: EventId
          process: kind
          split: {by: column, column: set, train: [t], validation: [h], test: [b, v]}
        model: {name: mlp, hidden: []}
        training: {epochs: 1}
        evaluation: {challenge: {set: set, weight: kw, public: b, private: v}, variables: [m], systematics: {pdf: {weight_up: w}}}
        """;

    [Theory]
    [InlineData("process: kind", "process: score", "6: data.process: found score, which is what predictions.csv calls a column of its own, expected another column")]
    [InlineData("process: kind", "process: split", "6: data.process: found split, which is what predictions.csv calls a column of its own, expected another column")]
    [InlineData("process: kind", "process: pdf.weight_up", "6: data.process: found pdf.weight_up, which is what predictions.csv calls a column of its own, expected another column")]
    [InlineData("weight: kw", "weight: weight", "10: evaluation.challenge: found weight, which is what predictions.csv calls a column of its own, expected another column")]
    [InlineData("weight: kw", "weight: logit", "10: evaluation.challenge: found logit, which is what predictions.csv calls a column of its own, expected another column")]
    [InlineData("weight: kw", "weight: set", "10: evaluation.challenge: found set, which divides the events, expected columns of numbers")]
    [InlineData("weight: kw", "weight: kind", "10: evaluation.challenge: found kind, which names the processes, expected columns of numbers")]
    [InlineData("[m]", "[m, set]", "10: evaluation.variables: found set, which divides the events, expected columns of numbers")]
    [InlineData("[m]", "[kind]", "10: evaluation.variables: found kind, which names the processes, expected columns of numbers")]
    [InlineData("weight_up: w", "weight_up: 2 * set", "10: evaluation.systematics: found set, which divides the events, expected columns of numbers")]
    public void Columns_that_cannot_stand_in_the_predictions_are_refused(string right, string wrong, string message) => Assert.Equal(
        $"card.yaml:{message}", Assert.Throws<InvalidDataException>(() => RunCard.FromSource(Good.Replace(right, wrong, StringComparison.Ordinal), "card.yaml")).Message);

    [Fact]
    public void A_column_named_split_may_divide_the_events()
    {
        _ = RunCard.FromSource(Good, "card.yaml");
        var card = RunCard.FromSource(Good.Replace("column: set", "column: split", StringComparison.Ordinal).Replace("challenge: {set: set, weight: kw, public: b, private: v}, ", "", StringComparison.Ordinal), "card.yaml");
        Assert.Equal("split", ((SplitOptions.Column)card.Data.Split).Name);
        Assert.Equal(
            "card.yaml:10: evaluation.challenge: found split, which is what predictions.csv calls a column of its own, expected another column",
            Assert.Throws<InvalidDataException>(() => RunCard.FromSource(Good.Replace("column: set", "column: split", StringComparison.Ordinal).Replace("set: set", "set: split", StringComparison.Ordinal), "card.yaml")).Message);
    }

    [Theory]
    [InlineData("{signal: 0, background: 1}")]
    [InlineData("{signal: background, background: signal}")]
    [InlineData("{signal: none, background: '1'}")]
    [InlineData("{signal: Higgs, background: 'Z, tt'}")]
    [InlineData("none")]
    public void The_class_of_a_process_reads_back_as_it_was_meant(string names)
    {
        var card = RunCard.FromSource(Files(names, "signal", "background"), "card.yaml");
        card = card with { Data = card.Data with { Files = [.. card.Data.Files.Select((process, i) => process with { Label = i })] } };
        Assert.Equal(card, RunCard.FromSource(card.ToYaml(), "card.yaml"));
    }

    [Theory]
    [InlineData("none", 1, 0)]
    [InlineData("{signal: Higgs, background: Z}", 1, 0)]
    [InlineData("{signal: '1', background: '0'}", 1, 0)]
    [InlineData("{signal: 0, background: 1}", 0, 1)]
    public void A_label_is_a_name_before_it_is_a_number(string names, int one, int zero)
    {
        var card = RunCard.FromSource(Files(names, "1", "0"), "card.yaml");
        Assert.Equal([one, zero], card.Data.Files.Select(process => process.Label!.Value));
    }

    [Fact]
    public void The_values_that_training_may_find_are_those_that_a_card_may_list()
    {
        var (most, more) = (OneHot.LargestValue, OneHot.LargestValue + 1);
        RunCard Read(int value) => RunCard.FromSource(Good, "card.yaml", [CardOverride.Set(FormattableString.Invariant($"data.preprocessing=[one_hot: {{x: [{-value}, {value}]}}]"))]);
        Assert.Equal(new OneHot("x", [-most, most]), Assert.Single(Read(most).Data.Preprocessing));
        Assert.Throws<InvalidDataException>(() => Read(more));
        Assert.Equal($"one_hot: {{x: [{-most}, {most}]}}", Fit(most).Plan.Steps[0].ToString());
        Assert.Equal(
            "one_hot: found the value 1000001 in the column 'x' of the training events, expected whole numbers from -1,000,000 to 1,000,000",
            Assert.Throws<InvalidDataException>(() => Fit(more)).Message);
    }

    [Fact]
    public void A_plan_that_is_open_cannot_be_used_without_training()
    {
        var plan = new PreprocessingPlan { Columns = [new("x", "1")], Steps = [new OneHot("x", [])] };
        Assert.Equal(
            "one_hot: [x]: found no values, expected those of the training (the card in the run folder has them)",
            Assert.Throws<InvalidDataException>(() => Preprocessing.Unfitted(plan)).Message);
    }

    private static Preprocessing Fit(int value)
    {
        var table = new EventTable("a table", [new FeatureColumn("x", "1", [-OneHot.LargestValue, value])], [0, 1], ["b", "s"]);
        return Preprocessing.Fit(table, new PreprocessingPlan { Columns = [new("x", "1")], Steps = [new OneHot("x", [])] });
    }

    private static string Files(string names, string first, string second) => $$"""
        data:
          files: {a: {path: a.csv, label: {{first}} }, b: {path: b.csv, label: {{second}} } }
          features: {x: 1}
          label: {{names}}
          split: {by: fraction}
        model: {name: mlp, hidden: []}
        training: {epochs: 1}
        """;
}
