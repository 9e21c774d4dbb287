using System.Collections;

namespace Hep.Training.Cards;

/// <summary>The names that a value can have, and what each of them stands for, in the order in which messages list them.</summary>
internal sealed class NameTable<T> : IEnumerable<string>
{
    private readonly List<(string Name, T Value)> rows = [];

    public void Add(string name, T value) => rows.Add((name, value));

    public bool TryFind(string name, out T value)
    {
        var rank = rows.FindIndex(row => row.Name == name);
        value = rank < 0 ? default! : rows[rank].Value;
        return rank >= 0;
    }

    /// <summary>The name of a value which is in the table.</summary>
    public string NameOf(T value) => rows.Find(row => EqualityComparer<T>.Default.Equals(row.Value, value)).Name;

    public IEnumerator<string> GetEnumerator() => rows.Select(row => row.Name).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
