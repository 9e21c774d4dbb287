using System.Globalization;
using System.Text;

namespace Hep.Data;

/// <summary>Reads the Python literals that headers of NumPy files are made of: dictionaries, tuples, lists, texts, whole numbers, True, False, None. Nothing is executed.</summary>
internal ref struct PythonLiteral
{
    private const int Deepest = 32;

    private readonly ReadOnlySpan<char> _text;
    private int _place;

    private PythonLiteral(ReadOnlySpan<char> text) => _text = text;

    /// <summary>The value: a dictionary of texts, an array (tuple or list), a text, a number, a truth value, or null for None.</summary>
    /// <exception cref="FormatException">This is no such literal.</exception>
    public static object? Parse(ReadOnlySpan<char> text)
    {
        var literal = new PythonLiteral(text);
        var value = literal.Value(0);
        literal.SkipSpace();
        return literal._place == text.Length ? value : throw new FormatException("there is more behind its end");
    }

    private object? Value(int depth)
    {
        if (depth > Deepest)
            throw new FormatException("it is nested too deeply");
        return Peek() switch
        {
            '{' => Dictionary(depth),
            '(' => Sequence(')', depth),
            '[' => Sequence(']', depth),
            '\'' or '"' => Text(),
            'b' or 'u' when _place + 1 < _text.Length && _text[_place + 1] is '\'' or '"' => PrefixedText(),
            '-' or (>= '0' and <= '9') => Number(),
            _ => Word(),
        };
    }

    private Dictionary<string, object?> Dictionary(int depth)
    {
        var entries = new Dictionary<string, object?>(StringComparer.Ordinal);
        _place++;
        while (Peek() != '}')
        {
            var key = Value(depth + 1) as string ?? throw new FormatException("a key is no text");
            Take(':');
            entries[key] = Value(depth + 1);
            if (Peek() != '}')
                Take(',');
        }

        _place++;
        return entries;
    }

    private object?[] Sequence(char end, int depth)
    {
        var values = new List<object?>();
        _place++;
        while (Peek() != end)
        {
            values.Add(Value(depth + 1));
            if (Peek() != end)
                Take(',');
        }

        _place++;
        return [.. values];
    }

    private string PrefixedText()
    {
        _place++;
        return Text();
    }

    private string Text()
    {
        var quote = _text[_place++];
        var text = new StringBuilder();
        while (true)
        {
            var letter = Next();
            if (letter == quote)
                return text.ToString();
            _ = letter == '\\' ? text.Append(Escaped()) : text.Append(letter);
        }
    }

    private string Escaped() => Next() switch
    {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        'x' => Code(2),
        'u' => Code(4),
        'U' => Code(8),
        var letter => letter.ToString(),
    };

    private string Code(int digits)
    {
        if (_place + digits > _text.Length)
            throw new FormatException("it ends within a text");
        var code = int.Parse(_text.Slice(_place, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        _place += digits;
        return Rune.IsValid(code) ? new Rune(code).ToString() : throw new FormatException("a letter has no valid code");
    }

    private long Number()
    {
        var start = _place++;
        while (_place < _text.Length && char.IsAsciiDigit(_text[_place]))
            _place++;
        var digits = _text[start.._place];
        // Python 2 wrote 3L.
        if (_place < _text.Length && _text[_place] == 'L')
            _place++;
        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"the number {digits} cannot be");
    }

    private object? Word()
    {
        var start = _place;
        while (_place < _text.Length && char.IsAsciiLetter(_text[_place]))
            _place++;
        return _text[start.._place] switch
        {
            "True" => true,
            "False" => false,
            "None" => null,
            var word => throw new FormatException(word.IsEmpty ? "it ends too early, or has a letter that does not belong there" : $"the word '{word}' does not belong there"),
        };
    }

    private char Peek()
    {
        SkipSpace();
        return _place < _text.Length ? _text[_place] : '\0';
    }

    private char Next() => _place < _text.Length ? _text[_place++] : throw new FormatException("it ends within a text");

    private void Take(char wanted)
    {
        if (Peek() != wanted)
            throw new FormatException($"a '{wanted}' is missing");
        _place++;
    }

    private void SkipSpace()
    {
        while (_place < _text.Length && char.IsWhiteSpace(_text[_place]))
            _place++;
    }
}
