namespace Hep.Data;

/// <summary>A column of texts as a field of packed structures; each format has its own way to keep them.</summary>
internal sealed class PackedTexts(string name, IReadOnlyList<string> values) : PackedColumn(name, typeof(string), 0, values.Count)
{
    /// <summary>The texts.</summary>
    public IReadOnlyList<string> Values { get; } = values;

    /// <inheritdoc/>
    public override void Pack(int first, Span<byte> rows, int stride, int offset) => throw new InvalidOperationException("texts are packed by the format");
}
