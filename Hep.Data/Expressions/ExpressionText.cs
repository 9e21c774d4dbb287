using System.Globalization;

namespace Hep.Data;

/// <summary>The text of an expression, cut into words; its errors show the place.</summary>
internal sealed class ExpressionText
{
    /// <summary>The longest text that is read.</summary>
    public const int MostCharacters = 10_000;

    // What a message shows of a long text, to each side of the place.
    private const int Shown = 40;

    private static readonly string[] Signs = ["<=", ">=", "==", "!=", "&&", "||", "+", "-", "*", "/", "^", "<", ">", "!", "(", ")", ","];

    // What people write who come from another language.
    private static readonly (string Sign, string Hint)[] Foreign =
    [
        ("**", "a power is written '^'"),
        ("=", "equality is written '=='"),
        ("&", "'and' is written '&&'"),
        ("|", "'or' is written '||'"),
    ];

    private readonly string text;
    private int at;

    public ExpressionText(string text)
    {
        this.text = text;
        if (text.Length > MostCharacters)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"found an expression of {text.Length} characters, expected at most {MostCharacters}"));
    }

    /// <summary>The next word; the end again and again when all are read.</summary>
    /// <exception cref="InvalidDataException">There is a sign that no expression has.</exception>
    public ExpressionToken Next()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        var start = at;
        if (at == text.Length)
            return new(ExpressionTokenKind.End, "", start);
        var c = text[at];
        if (c is '`')
            return new(ExpressionTokenKind.QuotedName, Quoted(c, "name"), start);
        if (c is '\'' or '"')
            return new(ExpressionTokenKind.Text, Quoted(c, "text"), start);
        if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            return Number();
        if (char.IsLetter(c) || c == '_')
        {
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '.'))
                at++;
            return new(ExpressionTokenKind.Name, text[start..at], start);
        }

        var rest = text.AsSpan(at);
        foreach (var (sign, hint) in Foreign)
        {
            if (rest.StartsWith(sign) && Array.Find(Signs, known => known.Length > sign.Length && text.AsSpan(at).StartsWith(known)) is null)
                throw Error(start, $"found '{sign}': {hint}");
        }

        foreach (var sign in Signs)
        {
            if (!rest.StartsWith(sign))
                continue;
            at += sign.Length;
            return new(ExpressionTokenKind.Sign, sign, start);
        }

        var odd = char.IsControl(c) || char.IsSurrogate(c) ? FormattableString.Invariant($"U+{(int)c:X4}") : $"{c}";
        throw Error(start, $"found '{odd}', which means nothing here; a column's name with other signs than letters, digits, '_' and '.' stands in backquotes, as in `my column`");
    }

    /// <summary>An error at a place: what is wrong, the text, and a mark below it.</summary>
    public InvalidDataException Error(int place, string what)
    {
        var (from, to) = (Math.Max(0, place - Shown), Math.Min(text.Length, place + Shown));
        var (before, after) = (from > 0 ? "..." : "", to < text.Length ? "..." : "");
        return new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture, $"column {place + 1}: {OneLine(what)}\n  {before}{OneLine(text[from..to])}{after}\n  {new string(' ', before.Length + place - from)}^"));
    }

    // One sign of the text is one of the line, so that the mark stands right.
    private static string OneLine(string line) => string.Concat(line.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c));

    private string Quoted(char quote, string what)
    {
        var end = text.IndexOf(quote, at + 1);
        if (end < 0)
            throw Error(at, $"found a {what} that does not end, expected a closing {quote}");
        if (end == at + 1 && what == "name")
            throw Error(at, "found an empty name, expected a column");
        var inside = text[(at + 1)..end];
        at = end + 1;
        return inside;
    }

    private ExpressionToken Number()
    {
        var start = at;
        Digits();
        if (at < text.Length && text[at] == '.')
        {
            at++;
            Digits();
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var sign = at + 1 < text.Length && text[at + 1] is '+' or '-' ? 1 : 0;
            if (at + sign + 1 < text.Length && char.IsAsciiDigit(text[at + sign + 1]))
            {
                at += sign + 1;
                Digits();
            }
        }

        var word = text[start..at];
        if (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '.'))
            throw Error(at, $"found '{text[at]}' right after the number {word}, expected an operator (a name that begins with a digit stands in backquotes)");
        var value = double.Parse(word, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? new(ExpressionTokenKind.Number, word, start, value) : throw Error(start, $"found {word}, which is larger than the largest number");
    }

    private void Digits()
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
    }
}
