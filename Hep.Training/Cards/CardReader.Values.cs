using System.Globalization;
using Hep.Data;
using Hep.Models;

namespace Hep.Training.Cards;

// Single values: what a scalar of the card is, and what is said if it is something else.
internal sealed partial class CardReader
{
    private const int LongestText = 1000;

    private static string WholeNumber(int min, int max) => "a whole number" + new Interval(
        min == int.MinValue ? double.NegativeInfinity : min,
        max == int.MaxValue ? double.PositiveInfinity : max);

    private static string Number(Interval range) => $"a number{range}";

    private static int? AsInt(CardNode node, int min, int max)
    {
        if (node is not CardNode.Scalar { IsQuoted: false } scalar)
            return null;
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent;
        return decimal.TryParse(scalar.Value, style, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max && decimal.Truncate(value) == value
            ? (int)value
            : null;
    }

    private static double? AsDouble(CardNode node, Interval range)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent | NumberStyles.AllowDecimalPoint;
        return node is CardNode.Scalar { IsQuoted: false } scalar
            && double.TryParse(scalar.Value, style, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value) && range.Contains(value)
            ? value
            : null;
    }

    // A number, a space, a decimal unit: 1.5 GB.
    private static long? AsSize(CardNode node)
    {
        const decimal mega = 1_000_000;
        if (node is not CardNode.Scalar { IsQuoted: false } scalar || scalar.Value.Split(' ') is not [var number, var unit])
            return null;
        var scale = unit switch { "MB" => mega, "GB" => 1000 * mega, _ => 0 };
        return decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value <= 1_000_000 && value * scale >= mega
            ? (long)(value * scale)
            : null;
    }

    private static bool? AsBool(CardNode node) =>
        node is CardNode.Scalar { IsQuoted: false, Value: "true" or "false" } scalar ? scalar.Value == "true" : null;

    private static string? AsText(CardNode node) =>
        node is CardNode.Scalar { IsNull: false, Value.Length: > 0 and <= LongestText } scalar && !scalar.Value.AsSpan().Trim().IsEmpty ? scalar.Value : null;

    private string PathTo(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private void Know(string key)
    {
        if (!known.Contains(key))
            known.Add(key);
    }

    private bool IsNone(string key)
    {
        Know(key);
        return map.Find(key)?.Value is CardNode.Scalar { IsNone: true };
    }

    private T? Get<T>(string key, T? fallback, string expected, Func<CardNode, T?> read)
        where T : struct
    {
        Know(key);
        if (map.Find(key) is not { } entry)
        {
            if (fallback is null)
                missing.Add((key, expected));
            return fallback;
        }

        if (read(entry.Value) is { } value)
            return value;
        NotExpected(entry.Value, PathTo(key), expected);
        return fallback;
    }

    private string? GetText(string key, string? fallback, string expected) =>
        Get<TextValue>(key, fallback is null ? null : new(fallback), expected, node => AsText(node) is { } text ? new TextValue(text) : null)?.Text;

    private ValueList<T> List<T>(string key, ValueList<T>? fallback, string expected, Func<CardNode, T?> read, int least, int most)
        where T : struct
    {
        Know(key);
        var count = FormattableString.Invariant($"a list of {least} to {most} values, each {expected}");
        if (map.Find(key) is not { } entry)
        {
            if (fallback is null)
                missing.Add((key, count));
            return fallback ?? [];
        }

        if (entry.Value is not CardNode.Sequence list || list.Items.Count < least || list.Items.Count > most)
        {
            NotExpected(entry.Value, PathTo(key), count);
            return fallback ?? [];
        }

        var values = new List<T>();
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (read(list.Items[i]) is { } value)
                values.Add(value);
            else
                NotExpected(list.Items[i], FormattableString.Invariant($"{PathTo(key)}[{i}]"), expected);
        }

        return [.. values];
    }

    private void NotExpected(CardNode node, string path, string expected) =>
        problems.Add(node.Place, path, $"found {node.Found}, expected {expected}");

    private void Unknown<T>(CardNode.Entry entry, NameTable<T> table)
    {
        var typed = (entry.Value as CardNode.Scalar)?.Value;
        var hint = typed is not null && NearestNames.Meant(typed, table) is { } nearest ? $"; did you mean {nearest}?" : "";
        NotExpected(entry.Value, PathTo(entry.Key), $"one of {string.Join(", ", table)}{hint}");
    }

    private readonly record struct TextValue(string Text);
}
