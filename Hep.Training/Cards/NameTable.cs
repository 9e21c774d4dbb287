using System.Collections;

namespace Hep.Training.Cards;

/// <summary>The names that a value can have, and what each of them stands for, in the order in which messages list them.</summary>
internal sealed class NameTable<T> : IEnumerable<string>
{
    private readonly List<(string Name, T Value)> _rows = [];

    public void Add(string name, T value) => _rows.Add((name, value));

    public bool TryFind(string name, out T value)
    {
        var rank = _rows.FindIndex(row => row.Name == name);
        value = rank < 0 ? default! : _rows[rank].Value;
        return rank >= 0;
    }

    /// <summary>The name of a value which is in the table.</summary>
    public string NameOf(T value) => _rows.Find(row => EqualityComparer<T>.Default.Equals(row.Value, value)).Name;

    public IEnumerator<string> GetEnumerator() => _rows.Select(row => row.Name).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
