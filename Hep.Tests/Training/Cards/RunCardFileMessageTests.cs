using Hep.Tests.Support;
using Hep.Training.Cards;
using Xunit;

namespace Hep.Tests.Training.Cards;

/// <summary>What a user reads when a file is no card at all, to the letter.</summary>
public sealed class RunCardFileMessageTests
{
    [Theory]
    [InlineData("", "card.yaml: the run card is empty, expected the sections data, model and training")]
    [InlineData("# nothing but a comment\n", "card.yaml: the run card is empty, expected the sections data, model and training")]
    [InlineData("\n- a\n- b\n", "card.yaml:2: found a list of 2 values, expected the sections of a run card (data:, model:, training:)")]
    [InlineData("EventId,Weight", "card.yaml:1: found \"EventId,Weight\", expected the sections of a run card (data:, model:, training:)")]
    [InlineData("a: \u0001", "card.yaml:1:4: found the control character 0x01, expected text; is this a run card?")]
    public void What_is_no_mapping_is_refused(string card, string message) => Assert.Equal(message, MessageOf(card));

    [Fact]
    public void A_missing_file_is_named_with_its_nearest()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("higgs.yaml"), "model: {name: mlp}");
        var wrong = folder.File("higs.yaml");
        Assert.Equal($"{wrong}: no such run card; did you mean {folder.File("higgs.yaml")}?", Assert.Throws<FileNotFoundException>(() => RunCard.Load(wrong)).Message);
        var nowhere = Path.Combine(folder.Path, "cards", "higgs.yaml");
        Assert.Equal(
            $"{nowhere}: no such run card (there is no folder {Path.Combine(folder.Path, "cards")})",
            Assert.Throws<FileNotFoundException>(() => RunCard.Load(nowhere)).Message);
        Assert.Equal(
            $"{folder.Path}: found a folder, expected a run card (a YAML file)",
            Assert.Throws<InvalidDataException>(() => RunCard.Load(folder.Path)).Message);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("card.yaml");
        File.WriteAllBytes(path, [.. "# r\n# "u8, 0xE9, .. "t\u00e9\n"u8]);
        Assert.Equal($"{path}:2: found the byte 0xE9, expected UTF-8 text (save the card as UTF-8)", Assert.Throws<InvalidDataException>(() => RunCard.Load(path)).Message);
    }

    [Fact]
    public void A_table_of_events_is_not_read_as_a_card() => Assert.Equal(
        "card.yaml: found 1000000 characters, expected a run card of at most 262144; is this a data file?",
        MessageOf(new string('x', 1_000_000)));

    private static string MessageOf(string card) => Assert.Throws<InvalidDataException>(() => RunCard.FromSource(card, "card.yaml")).Message;
}
