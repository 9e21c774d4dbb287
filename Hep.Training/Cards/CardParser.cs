using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Hep.Training.Cards;

/// <summary>
/// YAML text to <see cref="CardNode"/>s. Bounded: no anchors (hence no aliases that multiply), no tags, one document, a limited size and depth.
/// </summary>
internal sealed class CardParser
{
    private const int MostCharacters = 1 << 18;
    private const int MostLevels = 16;

    private readonly CardProblems problems;
    private readonly CardOverride? given;
    private readonly Scanner scanner;
    private readonly Parser parser;

    private CardParser(string text, CardOverride? given, CardProblems problems)
    {
        scanner = new Scanner(new StringReader(text));
        parser = new Parser(scanner);
        this.given = given;
        this.problems = problems;
    }

    /// <summary>Reads the text of a card.</summary>
    /// <exception cref="InvalidDataException">The text is not YAML, is not a mapping, or is more than a run card can be.</exception>
    public static CardNode.Mapping ParseCard(string text, CardProblems problems, string file)
    {
        if (text.Length > MostCharacters)
            throw new InvalidDataException(FormattableString.Invariant($"{file}: found {text.Length} characters, expected a run card of at most {MostCharacters}; is this a data file?"));
        RefuseControlCharacters(text, file);
        CardNode? node;
        try
        {
            node = new CardParser(text, null, problems).Read();
        }
        catch (YamlException e)
        {
            throw SyntaxError(text, file, e);
        }

        if (node is null)
            throw new InvalidDataException($"{file}: the run card is empty, expected the sections data, model and training");
        return node as CardNode.Mapping
            ?? throw new InvalidDataException(FormattableString.Invariant($"{file}:{node.Place.Line}: found {node.Found}, expected the sections of a run card (data:, model:, training:)"));
    }

    /// <summary>Reads the value of an override; null, and a problem noted, if it is not one YAML value.</summary>
    public static CardNode? ParseValue(CardOverride given, CardProblems problems)
    {
        var place = new CardPlace(0, given.Origin);
        try
        {
            if (new CardParser(given.Value, given, problems).Read() is { } node)
                return node;
            problems.Add(place, given.Key, "found no value after the '=', expected one");
        }
        catch (YamlException e)
        {
            problems.Add(place, given.Key, $"the value is not YAML: {Sentence(e.Message)}");
        }

        return null;
    }

    private static InvalidDataException SyntaxError(string text, string file, YamlException e)
    {
        var lines = text.Split('\n');
        var at = (int)Math.Clamp(e.Start.Line, 1, lines.Length);

        // The scanner may be past the end of the line when it trips over a tab.
        for (var line = at; line >= Math.Max(1, at - 1); line--)
        {
            var indent = lines[line - 1].AsSpan(0, lines[line - 1].Length - lines[line - 1].TrimStart().Length);
            if (indent.IndexOf('\t') is var column and >= 0)
                return new InvalidDataException(FormattableString.Invariant($"{file}:{line}:{column + 1}: found a tab in the indentation, expected spaces (YAML does not allow tabs there)"), e);
        }

        return new InvalidDataException(FormattableString.Invariant($"{file}:{at}:{Math.Max(1, e.Start.Column)}: not YAML: {Sentence(e.Message)}"), e);
    }

    private static string Sentence(string message)
    {
        var text = CardProblems.OneLine(message).Trim().TrimEnd('.');
        return text.Length == 0 ? "syntax error" : char.ToLowerInvariant(text[0]) + text[1..];
    }

    private static void RefuseControlCharacters(string text, string name)
    {
        var (line, column) = (1, 0);
        foreach (var c in text)
        {
            column++;
            if (c == '\n')
                (line, column) = (line + 1, 0);
            else if (c < ' ' && c is not ('\t' or '\r'))
                throw new InvalidDataException(FormattableString.Invariant($"{name}:{line}:{column}: found the control character 0x{(int)c:X2}, expected text; is this a run card?"));
        }
    }

    private CardNode? Read()
    {
        try
        {
            return Document();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // What YamlDotNet throws on some texts that are no YAML, for instance [3 and then a line with a key.
            var here = scanner.CurrentPosition;
            throw new YamlException(here, here, "syntax error before this place; is a [, { or quote not closed?", e);
        }
    }

    private CardNode? Document()
    {
        parser.Consume<StreamStart>();
        if (parser.TryConsume<StreamEnd>(out _))
            return null;
        parser.Consume<DocumentStart>();
        var isEmpty = parser.Current is Scalar { Value: "", IsPlainImplicit: true };
        var root = Node(1, "");
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
            throw new YamlException(second.Start, second.End, "a run card is one document, found the start of a second one");
        return isEmpty ? null : root;
    }

    private CardNode Node(int level, string path)
    {
        if (level > MostLevels)
            throw Refuse(parser.Current!, FormattableString.Invariant($"more than {MostLevels} levels of nesting"));
        if (parser.Current is AnchorAlias alias)
            throw Refuse(alias, $"run cards have no anchors and aliases; write the value out in place of *{alias.Value}");
        var node = parser.Consume<NodeEvent>();
        if (!node.Anchor.IsEmpty)
            throw Refuse(node, $"run cards have no anchors and aliases; remove &{node.Anchor.Value}");
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
            throw Refuse(node, $"run cards have no tags; remove {node.Tag.Value}");
        return node switch
        {
            Scalar scalar => new CardNode.Scalar(Place(scalar), scalar.Value, scalar.Style != ScalarStyle.Plain),
            SequenceStart => Sequence(Place(node), level, path),
            _ => Mapping(Place(node), level, path),
        };
    }

    private CardNode.Sequence Sequence(CardPlace place, int level, string path)
    {
        var items = new List<CardNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node(level + 1, FormattableString.Invariant($"{path}[{items.Count}]")));
        return new CardNode.Sequence(place, items);
    }

    private CardNode.Mapping Mapping(CardPlace place, int level, string path)
    {
        var mapping = new CardNode.Mapping(place);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (parser.Current is not Scalar { Value.Length: > 0 } key)
                throw Refuse(parser.Current!, "expected a word as the key");
            Node(level, path);
            var keyPath = path.Length == 0 ? key.Value : $"{path}.{key.Value}";
            var entry = new CardNode.Entry(key.Value, Place(key), Node(level + 1, keyPath));
            if (mapping.Find(key.Value) is { } first)
            {
                var where = given is null ? FormattableString.Invariant($"already on line {first.Place.Line}") : "already given";
                problems.Add(entry.Place, keyPath, $"found the key twice ({where}), expected it once");
            }
            else
            {
                mapping.Set(entry);
            }
        }

        return mapping;
    }

    private CardPlace Place(ParsingEvent e) => given is null ? new((int)e.Start.Line) : new(0, given.Origin, !given.IsInCard);

    private static YamlException Refuse(ParsingEvent e, string message) => new(e.Start, e.End, message);
}
