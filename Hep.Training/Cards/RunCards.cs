using Hep.Training.Kinds;

namespace Hep.Training.Cards;

/// <summary>Run cards of every kind: <c>model.name</c> tells which.</summary>
public static class RunCards
{
    /// <summary>Reads a card from a file; its paths are relative to it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Values that replace the card's before anything is checked, the last one of a key counting.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The card is not one; the message holds everything that is wrong.</exception>
    public static IRunCard Load(string path, IReadOnlyList<CardOverride>? overrides = null) => Read(CardSource.Load(path, overrides));

    /// <summary>Reads a card from its text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="name">The card's name in messages; the paths in the card are relative to its folder.</param>
    /// <exception cref="InvalidDataException">The card is not one; the message holds everything that is wrong.</exception>
    public static IRunCard FromSource(string text, string name) => Read(CardSource.Of(text, name));

    private static IRunCard Read(CardSource source) => RunKind.Of(source.Model).Read(source);
}
