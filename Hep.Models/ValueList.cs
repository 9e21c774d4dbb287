using System.Collections;
using System.Runtime.CompilerServices;

namespace Hep.Models;

/// <summary>
/// An immutable list that equals another one with equal items in the same order, so that a record which holds
/// lists keeps its value equality. Written as a collection expression: <c>ValueList&lt;int&gt; hidden = [64, 64];</c>
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[] items;

    internal ValueList(ReadOnlySpan<T> items) => this.items = items.ToArray();

    /// <summary>The number of items.</summary>
    public int Count => items.Length;

    /// <summary>The item at a position, counted from zero.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such position.</exception>
    public T this[int index] => items[index];

    /// <summary>The items, without a copy.</summary>
    public ReadOnlySpan<T> AsSpan() => items;

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    /// <summary>True if the other list has equal items in the same order.</summary>
    public bool Equals(ValueList<T>? other) => other is not null && items.AsSpan().SequenceEqual(other.items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    /// <summary>The items in brackets, as a run card writes them.</summary>
    public override string ToString() =>
        "[" + string.Join(", ", items.Select(item => FormattableString.Invariant($"{item}"))) + "]";
}

/// <summary>Makes lists with value equality.</summary>
public static class ValueList
{
    /// <summary>A list of these items, copied.</summary>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => new(items);
}
