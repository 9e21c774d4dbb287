using System.Diagnostics.CodeAnalysis;

namespace Hep.Training.Cards;

// Mappings within the mapping: sections, and variants that a name chooses.
internal sealed partial class CardReader
{
    /// <summary>A section that must be there; null, and a problem noted, if it is not.</summary>
    public T? Section<T>(string key, string expected, Func<CardReader, T> read)
        where T : class
    {
        Know(key);
        if (map.Find(key) is { } entry)
            return TryMap(entry, expected, out var inner) ? Read(inner, entry, read) : null;
        missing.Add((key, expected));
        return null;
    }

    /// <summary>A section that may be absent, in which case all its values are the defaults.</summary>
    public T SectionOrDefault<T>(string key, string expected, Func<CardReader, T> read, T fallback)
        where T : class
    {
        Know(key);
        return map.Find(key) is { } entry && TryMap(entry, expected, out var inner) ? Read(inner, entry, read) : fallback;
    }

    /// <summary>A section, or null for <c>none</c>, which is also what an absent key means.</summary>
    public T? OptionalSection<T>(string key, string expected, Func<CardReader, T> read)
        where T : class =>
        IsNone(key) || !Has(key) ? null : Section(key, $"{expected}, or none", read);

    /// <summary>A value of several kinds: the name of one (<c>adam</c>), or a mapping with the name and options (<c>{name: adam, beta1: 0.8}</c>).</summary>
    /// <param name="key">The key.</param>
    /// <param name="table">The kinds.</param>
    /// <param name="fallback">The value if the key is absent.</param>
    /// <param name="nameKey">The key of the name in the mapping.</param>
    public T Variant<T>(string key, NameTable<Func<CardReader, T>> table, T fallback, string nameKey = "name")
    {
        Know(key);
        if (map.Find(key) is not { } entry)
            return fallback;
        if (entry.Value is CardNode.Scalar { IsNull: false } scalar)
        {
            if (!table.TryFind(scalar.Value, out _))
            {
                Unknown(entry, table);
                return fallback;
            }

            var named = new CardNode.Mapping(scalar.Place);
            named.Set(new(nameKey, entry.Place, scalar));
            return Read(named, entry, reader => reader.Kind(table, nameKey, fallback));
        }

        return TryMap(entry, $"a name, or a mapping with the key {nameKey}", out var given)
            ? Read(given, entry, reader => reader.Kind(table, nameKey, fallback))
            : fallback;
    }

    /// <summary>The kind that this mapping's own name chooses, as <c>model.name</c> does.</summary>
    public T Kind<T>(NameTable<Func<CardReader, T>> table, string nameKey, T fallback)
    {
        Know(nameKey);
        if (map.Find(nameKey) is not { } entry)
        {
            missing.Add((nameKey, "one of " + string.Join(", ", table)));
            KnowAll();
            return fallback;
        }

        if (entry.Value is CardNode.Scalar { IsNull: false } name && table.TryFind(name.Value, out var read))
            return read(this);
        Unknown(entry, table);

        // Which other keys are right depends on the name, so nothing is said of them.
        KnowAll();
        return fallback;
    }

    private T Read<T>(CardNode.Mapping map, CardNode.Entry entry, Func<CardReader, T> read)
    {
        var reader = new CardReader(map, entry.Place, PathTo(entry.Key), folder, problems);
        var value = read(reader);
        reader.Finish();
        return value;
    }

    private bool TryMap(CardNode.Entry entry, string expected, [NotNullWhen(true)] out CardNode.Mapping? map)
    {
        map = entry.Value as CardNode.Mapping;
        if (map is null)
            problems.Add(entry.Value.Place, PathTo(entry.Key), $"found {entry.Value.Found}, expected {expected}");
        return map is not null;
    }

    private void KnowAll()
    {
        foreach (var entry in map.Entries)
            Know(entry.Key);
    }
}
