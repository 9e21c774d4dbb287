using System.Globalization;
using System.Text;
using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>Files of many blocks: parsed on several threads, and read in pieces.</summary>
public sealed class CsvStreamTests : IDisposable
{
    private const int Rows = 20_000;

    private static readonly CsvLayout Layout = new()
    {
        Features = [new("x"), new("y")],
        Label = "label",
        Classes = ["b", "s"],
        Weight = "weight",
        EventId = "id",
        Missing = -999,
        Extras = ["set"],
        Numbers = ["weight", "y"],
    };

    private readonly TemporaryFolder folder = new();

    public static TheoryData<int> Threads => [1, 2, 3, 8];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Threads))]
    public void The_table_is_the_same_to_the_bit_however_many_threads_parse_it(int threads)
    {
        var text = Events(Rows);
        var expected = CsvReader.Read(folder.Write("a.csv", text), Layout, CsvWork.InTurn);
        Assert.Equal(Rows, expected.Count);
        Equal(expected, CsvReader.Read(folder.File("a.csv"), Layout, new CsvWork(threads)));
        Equal(expected, CsvReader.Read(folder.Write("a.csv.gz", TemporaryFolder.Gzip(text)), Layout, new CsvWork(threads)), sameOrigin: false);
        Equal(expected, CsvReader.Read(folder.Write("quoted.csv", Events(Rows, quoted: true)), Layout, new CsvWork(threads)), sameOrigin: false);
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void The_error_is_the_first_one_of_the_file_however_many_threads_parse_it(int threads)
    {
        var lines = Events(Rows).Split('\n');

        // In one block and in several, of different kinds; reading goes on to the last one only if the others are overlooked.
        (int Line, string Content, string Expected)[] faults =
        [
            (3_000, "1,0.5,x7,1,s,t", ", line 3000, column 'y': 'x7' is not a number"),
            (3_001, "1,0.5,1,1,q,t", ", line 3001, column 'label': 'q' is none of the classes 'b', 's'"),
            (3_002, "1,0.5", ", line 3002: 2 cells, but the header names 6 columns: the row is too short, it ends before column 'y'"),
            (3_003, "1,0.5,1,1,s,\"t\"t", ", line 3003, column 'set': text follows the closing quote of a cell"),
            (9_000, "", ", line 9000: the line is blank, but more rows follow; remove it"),
            (9_001, "1,-inf,1,1,s,t", ", line 9001, column 'x': '-inf' is not a finite number in single precision; write a missing value as -999"),
            (15_000, "1,1,1,1,s,t,", ", line 15000: 7 cells, but the header names 6 columns: the row is too long"),
            (19_000, "1,1,,1,s,t", ", line 19000, column 'y': the cell is empty; expected a number; write a missing value as -999"),
        ];
        foreach (var (line, content, _) in faults)
            lines[line - 1] = content;
        foreach (var (line, _, expected) in faults)
        {
            var path = folder.Write("a.csv", string.Join('\n', lines));
            Assert.Equal(path + expected, Assert.Throws<InvalidDataException>(() => CsvReader.Read(path, Layout, new CsvWork(threads))).Message);
            lines[line - 1] = "1,0.5,1,1,s,t";
        }

        Assert.Equal(Rows, CsvReader.Read(folder.Write("a.csv", string.Join('\n', lines)), Layout, new CsvWork(threads)).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_byte_that_is_no_text_is_reported_in_its_turn(int threads)
    {
        var path = folder.Write("a.csv", [.. "x,y,z\n1,2,3\n1,2,"u8, 0xE9, .. "\n1,b,3\n"u8]);
        var layout = new CsvLayout { Features = [new("x"), new("y")] };
        Assert.Equal($"{path}, line 3: byte 0xE9 is not UTF-8 text; is this a CSV file? If so, save it as UTF-8", Fault());

        folder.Write("a.csv", [.. "x,y,z\n1,a,3\n1,2,"u8, 0xE9, .. "\n1,b,3\n"u8]);
        Assert.Equal($"{path}, line 2, column 'y': 'a' is not a number", Fault());

        string Fault() => Assert.Throws<InvalidDataException>(() => CsvReader.Read(path, layout, new CsvWork(threads))).Message;
    }

    [Fact]
    public void What_was_read_before_damaged_gzip_data_is_judged_first()
    {
        var text = Events(Rows);
        var whole = TemporaryFolder.Gzip(text);
        var path = folder.Write("a.csv.gz", whole[..^100]);
        Assert.Contains("the gzip data ends too early", Fault(), StringComparison.Ordinal);

        folder.Write("a.csv.gz", TemporaryFolder.Gzip(text.Replace("\n7,", "\n7;,", StringComparison.Ordinal))[..^100]);
        Assert.StartsWith($"{path}, line 9, column 'id': '7;' is not an event id", Fault(), StringComparison.Ordinal);

        string Fault() => Assert.Throws<InvalidDataException>(() => CsvReader.Read(path, Layout, new CsvWork(3))).Message;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(5_000)]
    [InlineData(Rows)]
    [InlineData(int.MaxValue)]
    public void Pieces_are_the_rows_of_the_file_in_its_order(int rows)
    {
        var count = rows == 1 ? 50 : Rows;
        var path = folder.Write("a.csv", Events(count));
        var whole = CsvReader.Read(path, Layout);
        var from = 0;
        foreach (var piece in CsvReader.Stream(path, Layout, rows))
        {
            Assert.Equal(Math.Min(rows, count - from), piece.Count);
            Equal(whole.Select([.. Enumerable.Range(from, piece.Count)]), piece);
            from += piece.Count;
        }

        Assert.Equal(count, from);
    }

    [Fact]
    public void Without_a_column_of_ids_they_are_row_numbers_that_go_on_from_piece_to_piece()
    {
        var path = folder.Write("a.csv", "x\n5\n6\n7\n8\n9\n");
        var pieces = CsvReader.Stream(path, new CsvLayout { Features = [new("x")] }, 2);
        Assert.Equal([0UL, 1UL], pieces.First().EventIds);

        // Every enumeration begins with the first row.
        Assert.Equal([2, 2, 1], pieces.Select(piece => piece.Count));
        Assert.Equal([0UL, 1UL, 2UL, 3UL, 4UL], pieces.SelectMany(piece => piece.EventIds));
        Assert.Equal([5f, 6f, 7f, 8f, 9f], pieces.SelectMany(piece => piece.Features[0].Values));
    }

    [Fact]
    public void Pieces_before_a_fault_come_out_whole()
    {
        var lines = Events(Rows).Split('\n');
        lines[15_000] = "1,x,1,1,s,t";
        var path = folder.Write("a.csv", string.Join('\n', lines));
        var count = 0;
        var error = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var piece in CsvReader.Stream(path, Layout, 500))
                count += piece.Count;
        });

        Assert.Equal($"{path}, line 15001, column 'x': 'x' is not a number", error.Message);
        Assert.InRange(count, 5_000, 14_500);
    }

    [Fact]
    public void A_piece_needs_rows_and_a_file()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CsvReader.Stream("a.csv", Layout, 0));
        Assert.Throws<ArgumentException>(() => CsvReader.Stream("a.csv", new CsvLayout { Features = [] }, 1));
        Assert.Throws<FileNotFoundException>(() => CsvReader.Stream(folder.File("no.csv"), Layout, 1).Count());
    }

    [Fact]
    public void A_reader_that_stops_early_leaves_the_file_free()
    {
        var path = folder.Write("a.csv", Events(Rows));
        Assert.Equal(10, CsvReader.Stream(path, Layout, 10, new CsvWork(3)).First().Count);
        using var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(alone.CanWrite);
    }

    [Fact]
    public void Memory_of_a_stream_is_that_of_a_piece()
    {
        // About 60 bytes of table a row: 18 MB in all, 0.06 MB a piece.
        var path = folder.Write("a.csv.gz", TemporaryFolder.Gzip(Events(15 * Rows)));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (most, rows) = (0L, 0);
        foreach (var piece in CsvReader.Stream(path, Layout, 1_000))
        {
            rows += piece.Count;
            if (rows % 50_000 == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(15 * Rows, rows);
        Assert.InRange(most, 1, 6_000_000);
    }

    private static string Events(int rows, bool quoted = false)
    {
        var text = new StringBuilder("id,x,y,weight,label,set\n");
        for (var i = 0; i < rows; i++)
        {
            var set = quoted && i % 10 == 3 ? $"\"{i % 7}\"" : $"{i % 7}";
            text.Append(CultureInfo.InvariantCulture, $"{i},{Math.Sin(i):F5},{(i % 3 == 0 ? -999 : i * 0.37)},{Math.Cos(i)},{(i % 5 == 0 ? 's' : 'b')},{set}\n");
        }

        return text.ToString();
    }

    private static void Equal(EventTable expected, EventTable actual, bool sameOrigin = true)
    {
        Assert.Equal(sameOrigin, expected.Origin == actual.Origin);
        Assert.Equal(expected.Count, actual.Count);
        Assert.True(expected.ToRowMajor().AsSpan().SequenceEqual(actual.ToRowMajor()));
        Assert.True(expected.Labels.AsSpan().SequenceEqual(actual.Labels));
        Assert.True(expected.Weights.AsSpan().SequenceEqual(actual.Weights));
        Assert.True(expected.EventIds.AsSpan().SequenceEqual(actual.EventIds));
        Assert.True(expected.Text("set").Values.AsSpan().SequenceEqual(actual.Text("set").Values));
        foreach (var name in Layout.Numbers)
            Assert.True(expected.Numbers(name).Values.AsSpan().SequenceEqual(actual.Numbers(name).Values));
    }
}
