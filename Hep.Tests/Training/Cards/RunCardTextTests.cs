using System.Diagnostics;
using Hep.Tests.Support;
using Hep.Training.Cards;
using Xunit;

namespace Hep.Tests.Training.Cards;

/// <summary>The text of a card as editors, accidents and attackers leave it.</summary>
public sealed class RunCardTextTests
{
    private static string HiggsPath { get; } = Repository.PathOf("configs/higgs.yaml");

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_are_no_problem()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("card.yaml");
        var text = File.ReadAllText(HiggsPath);
        File.WriteAllText(path, "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Equal(RunCard.Load(HiggsPath), RunCard.Load(path));
    }

    [Fact]
    public void Damaged_cards_give_a_card_or_one_message_in_bounded_time()
    {
        var text = File.ReadAllText(HiggsPath);
        var random = new Random(20140512);
        const string inserts = "\t\n :-[]{},#&*!|>'\"%@`?~0e.\u00e9\0\u2028";
        var clock = Stopwatch.StartNew();
        var (cards, messages) = (0, 0);
        for (var i = 0; i < 600; i++)
        {
            var card = text;
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var at = random.Next(card.Length);
                var length = Math.Min(random.Next(1, 40), card.Length - at);
                card = random.Next(5) switch
                {
                    0 => card.Remove(at, 1),
                    1 => card.Insert(at, inserts[random.Next(inserts.Length)].ToString()),
                    2 => card.Remove(at, length),
                    3 => card.Insert(at, card.Substring(random.Next(card.Length - length), length)),
                    _ => card[..at] + inserts[random.Next(inserts.Length)] + card[(at + 1)..],
                };
            }

            try
            {
                Assert.Equal(RunCard.FromSource(card, HiggsPath), RunCard.FromSource(RunCard.FromSource(card, HiggsPath).ToYaml(), HiggsPath));
                cards++;
            }
            catch (InvalidDataException e)
            {
                Assert.Contains(HiggsPath, e.Message, StringComparison.Ordinal);
                messages++;
            }
        }

        Assert.True(cards > 50 && messages > 50, $"{cards} cards, {messages} messages");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [Theory]
    [InlineData("a: [", 20_000)]
    [InlineData("{a: ", 20_000)]
    [InlineData("- ", 60_000)]
    [InlineData("? ", 60_000)]
    [InlineData("a: &a [*a, *a]\n", 10_000)]
    [InlineData("[", 200_000)]
    [InlineData("'", 200_001)]
    public void Hostile_text_is_refused_in_bounded_time(string piece, int times)
    {
        var clock = Stopwatch.StartNew();
        Assert.Throws<InvalidDataException>(() => RunCard.FromSource(string.Concat(Enumerable.Repeat(piece, times)), "card.yaml"));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed}");
    }

    [Fact]
    public void Many_unknown_keys_are_counted_and_not_all_shown()
    {
        var card = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"k{i}: 1\n"));
        var message = Assert.Throws<InvalidDataException>(() => RunCard.FromSource(card, "card.yaml")).Message.Split('\n');
        Assert.Equal("20003 problems in the run card card.yaml:", message[0]);
        Assert.Equal("  and 19953 more", message[^1]);
    }
}
