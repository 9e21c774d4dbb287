using System.IO.Compression;
using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

public sealed class CsvWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Writes_the_shortest_text_that_reads_back_the_same()
    {
        var path = folder.File("a.csv");
        CsvWriter.Write(
            path,
            new IdColumn("id", [0, ulong.MaxValue]),
            new FeatureColumn("x, y", "GeV", [0.1f, -999f]),
            new NumberColumn("w", [0.1, 1e-300]),
            new TextColumn("t", ["a \"b\"\n", " c"]));
        Assert.Equal("id,\"x, y\",w,t\n0,0.1,0.1,\"a \"\"b\"\"\n\"\n18446744073709551615,-999,1E-300,\" c\"\n", File.ReadAllText(path));
        Assert.Equal(["id", "x, y", "w", "t"], CsvColumns.Header(path));
    }

    [Theory]
    [InlineData("r.csv")]
    [InlineData("r.csv.gz")]
    public void Numbers_of_any_size_and_texts_of_any_length_come_back(string name)
    {
        var random = new Random(3);
        double[] numbers = [.. Enumerable.Range(0, 3000).Select(i => Math.ScaleB(random.NextDouble() - 0.5, random.Next(-1000, 1000))), double.Epsilon, double.MaxValue];
        string[] texts = [.. Enumerable.Range(0, numbers.Length).Select(i => new string("x,\"\né "[i % 6], i == 1500 ? 200_000 : i % 300))];
        CsvWriter.Write(folder.File(name), new NumberColumn("n", numbers), new TextColumn("t", texts));

        var read = CsvColumns.Read(folder.File(name), ["n"], ["t", "n"]);
        Assert.Equal(numbers, read.Numbers("n"));
        Assert.Equal(texts, read.Texts("t"));
        Assert.Equal(numbers.Length, read.Count);
        Assert.Equal(name.EndsWith(".gz", StringComparison.Ordinal), File.ReadAllBytes(folder.File(name)) is [0x1F, 0x8B, ..]);
        Assert.Throws<ArgumentException>(() => read.Numbers("t"));
    }

    [Fact]
    public void Leaves_nothing_behind_and_keeps_the_old_file_when_it_fails()
    {
        var path = folder.Write("a.csv", "old");
        var broken = new TextColumn("t", ["a", null!]);
        Assert.ThrowsAny<Exception>(() => CsvWriter.Write(path, broken));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Says_where_it_cannot_write()
    {
        var column = new NumberColumn("x", [1]);
        var path = Path.Combine(folder.Path, "new", "a.csv");
        CsvWriter.Write(path, column);
        var below = Path.Combine(path, "a.csv");
        var missing = Assert.Throws<IOException>(() => CsvWriter.Write(below, column));
        Assert.Equal($"{below}: cannot be written, {path} is a file and not a folder", missing.Message);
        var taken = Assert.Throws<IOException>(() => CsvWriter.Write(folder.Path, column));
        Assert.Equal($"{folder.Path}: cannot be written, there is a folder of this name", taken.Message);
    }

    [Fact]
    public void A_table_comes_back_from_the_challenge_layout_as_it_was()
    {
        var table = HiggsToy.Generate(500, 11);
        var path = folder.File("toy.csv.gz");
        CsvWriter.Write(path, table, HiggsChallenge.Layout);
        var back = CsvReader.Read(path, HiggsChallenge.Layout);

        Assert.Equal(table.ToRowMajor(), back.ToRowMajor());
        Assert.Equal(table.Features.Select(f => (f.Name, f.Unit)), back.Features.Select(f => (f.Name, f.Unit)));
        Assert.Equal(table.Labels, back.Labels);
        Assert.Equal(table.Weights, back.Weights);
        Assert.Equal(table.EventIds, back.EventIds);
        Assert.Equal(table.Text("KaggleSet").Values, back.Text("KaggleSet").Values);
        Assert.Equal(table.Numbers("KaggleWeight").Values, back.Numbers("KaggleWeight").Values);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        Assert.StartsWith("EventId,DER_mass_MMC,DER_mass_transverse_met_lep,", reader.ReadLine(), StringComparison.Ordinal);
    }
}
