using System.Runtime.CompilerServices;
using System.Text;

namespace Hep.Data;

/// <summary>Takes the cells of one column, from the first row to the last, and keeps what they mean.</summary>
internal abstract class CellParser(string name)
{
    /// <summary>The column's name in the header.</summary>
    public string Name { get; } = name;

    /// <summary>Takes a cell. False: it is not acceptable.</summary>
    public abstract bool TryAdd(ReadOnlySpan<byte> cell);

    /// <summary>Forgets the cells taken so far, where they are kept.</summary>
    public virtual void Clear()
    {
    }

    /// <summary>Why a cell is not acceptable, as the end of a message.</summary>
    public abstract string Refusal(ReadOnlySpan<byte> cell);

    /// <summary>A cell as a message shows it.</summary>
    protected static string Show(ReadOnlySpan<byte> cell)
    {
        var text = Encoding.UTF8.GetString(cell).ReplaceLineEndings(" ");
        return text.Length <= 40 ? $"'{text}'" : $"'{text[..37]}...'";
    }
}

/// <summary>A parser that keeps one value per row.</summary>
internal abstract class CellParser<T>(string name) : CellParser(name)
{
    private T[] values = new T[1024];
    private int count;

    /// <summary>The values, [N].</summary>
    public T[] ToArray() => values.AsSpan(0, count).ToArray();

    /// <inheritdoc/>
    public override void Clear() => count = 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected bool Keep(T value)
    {
        if (count == values.Length)
            Array.Resize(ref values, 2 * count);
        values[count++] = value;
        return true;
    }
}
