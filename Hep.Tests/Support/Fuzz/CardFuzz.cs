using Hep.Training.Cards;

namespace Hep.Tests.Support.Fuzz;

/// <summary>Damaged run cards: either a card that can be written and read back, or one error that names the file and the places.</summary>
internal static class CardFuzz
{
    private const int LongestMessage = 110_000;

    /// <summary>A damaged card.</summary>
    public static byte[] Make(Random random, IReadOnlyList<byte[]> seeds) => new Mutator(random, Mutator.Yaml).Mutate(seeds[random.Next(seeds.Count)]);

    /// <summary>Reads the card; true where it was accepted.</summary>
    /// <exception cref="FuzzException">What came out is not what it should be.</exception>
    public static bool Check(string path)
    {
        IRunCard card;
        try
        {
            card = RunCards.Load(path);
        }
        catch (InvalidDataException error)
        {
            RequireClear(error.Message, path);
            return false;
        }
        catch (Exception error)
        {
            throw new FuzzException($"another kind of error: {error.GetType().Name}: {error.Message}", error);
        }

        try
        {
            var text = card.ToYaml();
            var again = RunCards.FromSource(text, path);
            if (!card.Equals(again) || text != again.ToYaml())
                throw new FuzzException("the card that is written reads back as another one");
        }
        catch (Exception error) when (error is not FuzzException)
        {
            throw new FuzzException($"the card that is written cannot be read: {error.Message}", error);
        }

        return true;
    }

    private static void RequireClear(string message, string path)
    {
        var lines = message.Split('\n');
        if (!message.Contains(path, StringComparison.Ordinal) || message.Length > LongestMessage || message.Any(c => char.IsControl(c) && c != '\n')
            || (lines.Length > 1 && !lines[1..].All(line => line.StartsWith($"  {path}:", StringComparison.Ordinal) || line.StartsWith("  and ", StringComparison.Ordinal))))
            throw new FuzzException($"not a list of what is wrong with the file: {message}");
    }
}
