using System.Globalization;

namespace Hep.Data;

/// <summary>Numbers in double precision: weights, scores, sums.</summary>
/// <param name="Name">The name in the file's header.</param>
/// <param name="Values">One value per row, [N].</param>
public sealed record NumberColumn(string Name, double[] Values) : Column(Name)
{
    /// <inheritdoc/>
    public override int Count => Values.Length;

    internal override int Format(int row, Span<byte> target) =>
        Values[row].TryFormat(target, out var written, default, CultureInfo.InvariantCulture) ? written : -1;

    internal override NumberColumn Pick(ReadOnlySpan<int> rows) => this with { Values = Gather(Values, rows) };
}
