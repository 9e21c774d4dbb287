using System.Globalization;

namespace Hep.Data;

/// <summary>An input of a network: a physical quantity, one number per event.</summary>
/// <param name="Name">The name in the file's header.</param>
/// <param name="Unit">The unit, e.g. <c>GeV</c>; empty for a pure number.</param>
/// <param name="Values">One value per event, [N]; missing values hold the table's sentinel (<see cref="EventTable.Missing"/>).</param>
public sealed record FeatureColumn(string Name, string Unit, float[] Values) : Column(Name)
{
    /// <inheritdoc/>
    public override int Count => Values.Length;

    internal override int Format(int row, Span<byte> target) =>
        Values[row].TryFormat(target, out var written, default, CultureInfo.InvariantCulture) ? written : -1;

    internal override FeatureColumn Pick(ReadOnlySpan<int> rows) => this with { Values = Gather(Values, rows) };
}
