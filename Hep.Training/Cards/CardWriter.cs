using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Hep.Training.Cards;

/// <summary>Writes the values of a card as YAML that reads back as the same values: the counterpart of <see cref="CardReader"/>.</summary>
internal sealed class CardWriter
{
    private readonly StringWriter text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
    private readonly Emitter emitter;

    private CardWriter() => emitter = new Emitter(text, EmitterSettings.Default.WithBestWidth(int.MaxValue));

    /// <summary>The YAML of one mapping.</summary>
    public static string Write(Action<CardWriter> write)
    {
        var writer = new CardWriter();
        writer.emitter.Emit(new StreamStart());
        writer.emitter.Emit(new DocumentStart(null, null, true));
        writer.Map(write);
        writer.emitter.Emit(new DocumentEnd(true));
        writer.emitter.Emit(new StreamEnd());
        return writer.text.ToString();
    }

    /// <summary>A key with a mapping, or <c>none</c>.</summary>
    public void Section(string key, Action<CardWriter>? write)
    {
        Plain(key);
        if (write is null)
            Plain("none");
        else
            Map(write);
    }

    /// <summary>A key with a whole number, or with the word that stands for its absence.</summary>
    public void Int(string key, int? value, string absent = "none")
    {
        Plain(key);
        Plain(value?.ToString(CultureInfo.InvariantCulture) ?? absent);
    }

    /// <summary>A key with a number, shortest form that reads back as the same, or <c>none</c>.</summary>
    public void Double(string key, double? value)
    {
        Plain(key);
        Plain(value is { } number ? Interval.Show(number) : "none");
    }

    /// <summary>A key with a size of memory, or <c>auto</c>.</summary>
    public void Size(string key, long? bytes)
    {
        Plain(key);
        Plain(bytes is { } size ? string.Create(CultureInfo.InvariantCulture, $"{size / 1_000_000m:0.######} MB") : "auto");
    }

    /// <summary>A key with <c>true</c> or <c>false</c>.</summary>
    public void Bool(string key, bool value)
    {
        Plain(key);
        Plain(value ? "true" : "false");
    }

    /// <summary>A key with text, or <c>none</c>.</summary>
    public void Text(string key, string? value)
    {
        TextOf(key);
        if (value is null)
            Plain("none");
        else
            TextOf(value);
    }

    /// <summary>A key with a name from a table.</summary>
    public void Choice<T>(string key, NameTable<T> table, T value)
    {
        Plain(key);
        Plain(table.NameOf(value));
    }

    /// <summary>A key with a list of numbers.</summary>
    public void Doubles(string key, IEnumerable<double> values) => List(key, values, value => Plain(Interval.Show(value)));

    /// <summary>A key of the user's own, such as the name of a column, with a list of numbers.</summary>
    public void DoublesOf(string name, IEnumerable<double> values)
    {
        TextOf(name);
        Sequence(values, value => Plain(Interval.Show(value)));
    }

    /// <summary>A key with a list of whole numbers.</summary>
    public void Ints(string key, IEnumerable<int> values) => List(key, values, value => Plain(value.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A key with a list of texts.</summary>
    public void Texts(string key, IEnumerable<string> values) => List(key, values, TextOf);

    /// <summary>A key with a list of names alone, or mappings of a name to its options.</summary>
    /// <param name="key">The key.</param>
    /// <param name="values">The values.</param>
    /// <param name="alone">The name of a value that has no options; null: it has some.</param>
    /// <param name="write">Writes the name and the options of a value.</param>
    public void Items<T>(string key, IReadOnlyCollection<T> values, Func<T, string?> alone, Action<CardWriter, T> write)
    {
        Plain(key);
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, values.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
        foreach (var value in values)
        {
            if (alone(value) is { } name)
                TextOf(name);
            else
                Map(writer => write(writer, value));
        }

        emitter.Emit(new SequenceEnd());
    }

    private void Map(Action<CardWriter> write)
    {
        emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, true, MappingStyle.Block));
        write(this);
        emitter.Emit(new MappingEnd());
    }

    private void List<T>(string key, IEnumerable<T> values, Action<T> write)
    {
        Plain(key);
        Sequence(values, write);
    }

    private void Sequence<T>(IEnumerable<T> values, Action<T> write)
    {
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, SequenceStyle.Flow));
        foreach (var value in values)
            write(value);
        emitter.Emit(new SequenceEnd());
    }

    private void Plain(string word) => Emit(word, ScalarStyle.Plain);

    // Words that mean the absence of a value are text only in quotes; for the rest the emitter sees what needs them.
    private void TextOf(string text) =>
        Emit(text, new CardNode.Scalar(default, text, false) is { IsNone: true } or { IsNull: true } || text.AsSpan().Trim().Length != text.Length
            ? ScalarStyle.DoubleQuoted
            : ScalarStyle.Any);

    private void Emit(string text, ScalarStyle style) => emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, true, true));
}
