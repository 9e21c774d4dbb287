using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

public sealed class EventTableTests
{
    [Fact]
    public void What_is_replaced_is_new_and_the_rest_stays()
    {
        var table = HiggsToy.Generate(10, 1);
        var ids = Enumerable.Range(0, 10).Select(i => (ulong)i).ToArray();
        var other = table.With(origin: "elsewhere", eventIds: ids, extras: []);
        Assert.Equal(("elsewhere", ids, 0), (other.Origin, other.EventIds, other.Extras.Count));
        Assert.Same(table.Features, other.Features);
        Assert.Same(table.Labels, other.Labels);
        Assert.Same(table.Weights, other.Weights);
        Assert.Same(table.Classes, other.Classes);
        Assert.Equal(table.Missing, other.Missing);
        Assert.Throws<ArgumentException>(() => table.With(labels: [1, 0]));
    }

    [Fact]
    public void A_thinned_table_is_spread_over_the_whole()
    {
        var table = HiggsToy.Generate(10, 1);
        Assert.Same(table, table.Thinned(10));
        Assert.Equal(table.Select([0, 2, 5, 7]).EventIds, table.Thinned(4).EventIds);
        Assert.Equal(table.Select([0]).ToRowMajor(), table.Thinned(1).ToRowMajor());
    }

    [Fact]
    public void No_events_cannot_be_joined()
    {
        Assert.Throws<InvalidOperationException>(() => EventTable.Joined([]));
        using var collector = new EventCollector(1, windowRows: _ => 1, "nowhere");
        Assert.Throws<InvalidOperationException>(() => collector.All());
    }
}
