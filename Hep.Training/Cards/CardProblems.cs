namespace Hep.Training.Cards;

/// <summary>Collects everything that is wrong with a card, so that all of it is reported at once.</summary>
internal sealed class CardProblems(string file)
{
    private const int MostShown = 50;
    private const int LongestShown = 2000;

    private readonly List<(CardPlace Place, string Text)> problems = [];

    public int Count => problems.Count;

    /// <summary>Notes a problem.</summary>
    /// <param name="place">Where the value was written.</param>
    /// <param name="path">The path of its key.</param>
    /// <param name="text">What was found and expected.</param>
    /// <param name="picture">Further lines, taken as they are, each with its line break before: a formula with a mark below it.</param>
    public void Add(CardPlace place, string path, string text, string picture = "") => problems.Add((place, OneLine(path.Length == 0 ? text : $"{path}: {text}") + picture));

    /// <summary>A text without the control characters, and not of the length, that keys and values can bring along.</summary>
    public static string OneLine(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= LongestShown ? line : line[..LongestShown] + "...";
    }

    /// <exception cref="InvalidDataException">There are problems; the message holds all of them, first the card's in the order of its lines.</exception>
    public void ThrowIfAny()
    {
        if (problems.Count == 0)
            return;
        var lines = problems
            .OrderBy(problem => problem.Place.Option is null ? problem.Place.Line : int.MaxValue)
            .Select(problem => Where(problem.Place) + problem.Text)
            .ToList();
        if (lines.Count == 1)
            throw new InvalidDataException(lines[0]);
        var header = FormattableString.Invariant($"{lines.Count} problems in the run card {file}:");
        if (lines.Count > MostShown)
            lines = [.. lines.Take(MostShown), FormattableString.Invariant($"and {lines.Count - MostShown} more")];
        throw new InvalidDataException(header + string.Concat(lines.Select(line => "\n  " + line)));
    }

    private string Where(CardPlace place) => place.Option is { } option ? option + ": " : FormattableString.Invariant($"{file}:{place.Line}: ");
}
