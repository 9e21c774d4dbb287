using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

public sealed class DataSummaryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Tells_numbers_whole_numbers_text_and_nothing_apart()
    {
        var path = folder.Write("a.csv", "n,x,t,e,w\n1,2.5,a,,1\n2,-999,b,,-0.5\n3,nan,a,,2\n-4,,7,,1e1\n");
        var summary = DataSummary.Read(path, -999);

        Assert.Equal(4, summary.Rows);
        Assert.Equal([ColumnKind.Integer, ColumnKind.Number, ColumnKind.Text, ColumnKind.Empty, ColumnKind.Number], summary.Columns.Select(c => c.Kind));
        var (n, x, t, e, w) = (summary.Columns[0], summary.Columns[1], summary.Columns[2], summary.Columns[3], summary.Columns[4]);
        Assert.Equal((4L, -4.0, 3.0, 0.5, 1L), (n.Values, n.Min, n.Max, n.Mean, n.Negative));
        Assert.Equal((1L, 1L, 1L, 1L, 2.5), (x.Values, x.Missing, x.Empty, x.NotFinite, x.Mean));
        Assert.Equal([new("a", 2), new("7", 1), new("b", 1)], t.Texts!);
        Assert.True(double.IsNaN(t.Mean));
        Assert.Equal((0L, 4L), (e.Values, e.Empty));
        Assert.Equal((12.5, 1L), (w.Sum, w.Negative));
    }

    [Fact]
    public void Many_different_texts_are_not_listed()
    {
        var path = folder.Write("a.csv", "t\n" + string.Concat(Enumerable.Range(0, 21).Select(i => $"name{i}\n")));
        Assert.Null(DataSummary.Read(path).Columns[0].Texts);
    }

    [Fact]
    public void The_fingerprint_is_the_published_sha256()
    {
        // FIPS 180-2, appendix B.1.
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", InputFingerprint.Sha256(folder.Write("abc", "abc")));
        Assert.Throws<FileNotFoundException>(() => InputFingerprint.Sha256(folder.File("none")));
    }
}
