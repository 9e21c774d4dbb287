using System.Globalization;

namespace Hep.Data;

/// <summary>Event ids: whole numbers from 0 to 2^64 - 1.</summary>
/// <param name="Name">The name in the file's header.</param>
/// <param name="Values">One id per row, [N].</param>
public sealed record IdColumn(string Name, ulong[] Values) : Column(Name)
{
    /// <inheritdoc/>
    public override int Count => Values.Length;

    internal override int Format(int row, Span<byte> target) =>
        Values[row].TryFormat(target, out var written, default, CultureInfo.InvariantCulture) ? written : -1;

    internal override IdColumn Pick(ReadOnlySpan<int> rows) => this with { Values = Gather(Values, rows) };
}
