using Hep.Training.Cards;
using Xunit;

namespace Hep.Tests.Training.Cards;

/// <summary>The keys of the model section that say what a training begins with, and the axis of a study: what they mean, and what is refused.</summary>
public sealed class TransferCardTests
{
    private const string Good = """
        data:
          source: higgs
          features: {DER_mass_MMC: GeV}
          label: {column: Label, signal: s, background: b}
          event_id: EventId
          split: {by: hash}
        training: {epochs: 3}
        model:
          name: mlp
          hidden: [8, 8]
          dropout: 0.1
        """;

    [Fact]
    public void Nothing_is_given_nothing_frozen_by_default() => Assert.Equal(new TransferOptions { From = null, ReplaceHead = false, Freeze = 0 }, Read("").Transfer);

    [Fact]
    public void All_but_the_head_are_frozen_by_a_word()
    {
        var card = Read("  from: runs/first\n  replace_head: true\n  freeze: all_but_head");
        Assert.Equal(new TransferOptions { From = Path.GetFullPath("runs/first"), ReplaceHead = true, Freeze = null }, card.Transfer);
        Assert.Contains("freeze: all_but_head", card.ToYaml(), StringComparison.Ordinal);
        Assert.Equal(card, RunCard.FromSource(card.ToYaml(), "card.yaml"));
    }

    [Theory]
    [InlineData("  from: a\n  freeze: 3", 13, "model.freeze: found 3, expected 0 to 2, or all_but_head: of the 3 layers with weights the last one, the head, is always trained")]
    [InlineData("  freeze: 1", 12, "model.freeze: found 1 without model.from, expected 0: layers that are not trained need weights that were")]
    [InlineData("  freeze: all_but_head", 12, "model.freeze: found all_but_head without model.from, expected 0: layers that are not trained need weights that were")]
    [InlineData("  from: a\n  freeze: -1", 13, "model.freeze: found -1, expected all_but_head, or a whole number, 0 or more")]
    [InlineData("  from: a\n  freeze: all", 13, "model.freeze: found \"all\", expected all_but_head, or a whole number, 0 or more")]
    [InlineData("  replace_head: true", 12, "model.replace_head: found true without model.from, expected false: without given weights the head's are drawn as all others are")]
    [InlineData("  from: a\n  replace_head: 1", 13, "model.replace_head: found 1, expected true or false")]
    public void One_problem_is_one_line(string lines, int line, string message) =>
        Assert.Equal($"card.yaml:{line}: {message}", Assert.Throws<InvalidDataException>(() => Read(lines)).Message);

    [Fact]
    public void A_network_of_one_layer_has_nothing_to_keep_or_to_freeze()
    {
        var card = Good.Replace("[8, 8]", "[]", StringComparison.Ordinal);
        Assert.Equal(
            "card.yaml:13: model.replace_head: found true with a network of one layer, the head, expected false, or hidden layers that take weights from model.from",
            Assert.Throws<InvalidDataException>(() => RunCard.FromSource($"{card}\n  from: a\n  replace_head: true", "card.yaml")).Message);
        Assert.Equal(
            "card.yaml:13: model.freeze: found 1, expected 0 to 0, or all_but_head: of the 1 layers with weights the last one, the head, is always trained",
            Assert.Throws<InvalidDataException>(() => RunCard.FromSource($"{card}\n  from: a\n  freeze: 1", "card.yaml")).Message);
    }

    [Theory]
    [InlineData("{data.train_events: [2, 1]}", "study.against.data.train_events: found [2, 1], expected rising values, each once")]
    [InlineData("{data.train_events: [1, 1]}", "study.against.data.train_events: found [1, 1], expected rising values, each once")]
    [InlineData("{data.train_events: []}", "study.against.data.train_events: found a list of 0 values, expected a list of 1 to 50 values, each a number")]
    [InlineData("{}", "study.against: found 0 keys, expected one, such as data.train_events: [500, 1000, 2000]")]
    [InlineData("{data.train_events: [1], model.dropout: [0.1]}", "study.against: found 2 keys, expected one, such as data.train_events: [500, 1000, 2000]")]
    [InlineData("{data.seed: [1, 2]}", "study.networks.b.set: found data.seed, which is also that of study.against, expected it in one of them")]
    public void An_axis_that_makes_no_sense_is_refused(string axis, string message) =>
        Assert.Equal($"card.yaml:12: {message}", Assert.Throws<InvalidDataException>(() => Read($"study: {{networks: {{a: none, b: {{set: {{data.seed: \"3\"}}}}}}, against: {axis}}}")).Message);

    [Fact]
    public void A_study_has_one_axis()
    {
        var error = Assert.Throws<InvalidDataException>(() => Read("study: {networks: {a: none, b: {for_each: mass}}, against: {data.seed: [1]}}"));
        Assert.Contains("study.networks.b.for_each: found mass with study.against, expected none: a figure is drawn against one of them", error.Message, StringComparison.Ordinal);
        var told = Good.Replace("event_id: EventId", "event_id: EventId\n  parameters: {mass: GeV}", StringComparison.Ordinal);
        error = Assert.Throws<InvalidDataException>(() => RunCard.FromSource($"{told}\nstudy: {{networks: {{a: none}}, against: {{data.seed: [1]}}}}", "card.yaml"));
        Assert.Contains("card.yaml:13: study.against: found it with data.parameters, expected none: a figure is drawn against one of them", error.Message, StringComparison.Ordinal);
    }

    private static RunCard Read(string more) => RunCard.FromSource($"{Good}\n{more}\n", "card.yaml");
}
