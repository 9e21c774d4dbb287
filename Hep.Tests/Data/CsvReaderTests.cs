using System.Globalization;
using System.Text;
using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

public sealed class CsvReaderTests : IDisposable
{
    private static readonly CsvLayout Layout = new()
    {
        Features = [new("mass", "GeV"), new("pt", "GeV")],
        Label = "label",
        Classes = ["b", "s"],
        Weight = "weight",
        EventId = "id",
        Missing = -999,
        Extras = ["set"],
    };

    private const string Header = "id,mass,pt,weight,label,set\n";
    private const string Row = "7,91.2,-999,0.5,s,train\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Finds_columns_by_name_and_keeps_what_the_layout_says()
    {
        var table = Read("unused,label,set,weight,id,pt,mass\nx,s,A,0.5,18446744073709551615,-999.0,91.2\ny,b,B,-2e-3,0,45,1.5e2\n");

        Assert.Equal(2, table.Count);
        Assert.Equal(["mass", "pt"], table.Features.Select(f => f.Name));
        Assert.Equal(["GeV", "GeV"], table.Features.Select(f => f.Unit));
        Assert.Equal([91.2f, 150f], table.Features[0].Values);
        Assert.Equal([-999f, 45f], table.Features[1].Values);
        Assert.Equal([1, 0], table.Labels);
        Assert.Equal(["b", "s"], table.Classes);
        Assert.Equal([0.5, -0.002], table.Weights);
        Assert.Equal([ulong.MaxValue, 0UL], table.EventIds);
        Assert.Equal(["A", "B"], table.Text("set").Values);
        Assert.Equal(-999f, table.Missing);
        Assert.Equal([91.2f, -999f, 150f, 45f], table.ToRowMajor());
    }

    [Fact]
    public void Without_the_optional_columns_weights_are_one_and_ids_are_row_numbers()
    {
        var layout = new CsvLayout { Features = [new("mass")] };
        var table = CsvReader.Read(folder.Write("a.csv", "mass\n1\n2\n3\n"), layout);

        Assert.False(table.IsLabelled);
        Assert.Equal([-1, -1, -1], table.Labels);
        Assert.Equal([1.0, 1.0, 1.0], table.Weights);
        Assert.Equal([0UL, 1UL, 2UL], table.EventIds);
    }

    [Theory]
    [InlineData(Header + Row)]
    [InlineData("id,mass,pt,weight,label,set\n7,91.2,-999,0.5,s,train")]
    [InlineData("id,mass,pt,weight,label,set\r\n7,91.2,-999,0.5,s,train\r\n")]
    [InlineData("\uFEFFid,mass,pt,weight,label,set\n7,91.2,-999,0.5,s,train\n")]
    [InlineData(Header + Row + "\n\r\n\n")]
    [InlineData("\"id\", mass ,\"pt\",weight,\"label\",set\n\"7\",\"91.2\", -999 ,0.5,\"s\",\"train\"\r\n")]
    public void Ways_to_write_the_same_row(string text)
    {
        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(text), TemporaryFolder.Gzip(text) })
        {
            var table = CsvReader.Read(folder.Write("a.csv", bytes), Layout);
            Assert.Equal([91.2f, -999f], table.ToRowMajor());
            Assert.Equal(1, Assert.Single(table.Labels));
            Assert.Equal(7UL, Assert.Single(table.EventIds));
            Assert.Equal("train", Assert.Single(table.Text("set").Values));
        }
    }

    [Fact]
    public void Quoted_cells_hold_commas_quotes_and_line_breaks_and_lines_are_still_counted()
    {
        var start = Header + "1,2,3,4,s,\"a, \"\"b\"\"\nc\"\n2,2,3,4,b,é\n";
        Assert.Equal(["a, \"b\"\nc", "é"], Read(start).Text("set").Values);

        var error = Assert.Throws<InvalidDataException>(() => Read(start + "3,x,3,4,b,d\n"));
        Assert.Equal($"{folder.File("a.csv")}, line 5, column 'mass': 'x' is not a number", error.Message);
    }

    [Theory]
    [InlineData("1.0", 1)]
    [InlineData("1", 1)]
    [InlineData("0e0", 0)]
    public void Numeric_classes_may_be_written_in_another_way(string cell, int expected)
    {
        var layout = new CsvLayout { Features = [new("x")], Label = "y", Classes = ["0", "1"] };
        Assert.Equal(expected, Assert.Single(CsvReader.Read(folder.Write("a.csv", $"x,y\n3,{cell}\n"), layout).Labels));
    }

    [Theory]
    [InlineData(Header + "7,abc,2,1,s,t\n", ", line 2, column 'mass': 'abc' is not a number")]
    [InlineData(Header + Row + "7,1,1.2.3,1,s,t\n", ", line 3, column 'pt': '1.2.3' is not a number")]
    [InlineData(Header + Row + "7,1,,1,s,t\n", ", line 3, column 'pt': the cell is empty; expected a number; write a missing value as -999")]
    [InlineData(Header + Row + "7,1,1,,s,t\n", ", line 3, column 'weight': the cell is empty; expected a number")]
    [InlineData(Header + Row + "7,1,1,1,s\n", ", line 3: 5 cells, but the header names 6 columns: the row is too short, it ends before column 'set'")]
    [InlineData(Header + Row + "7,1,1,s,t\n", ", line 3: 5 cells, but the header names 6 columns: the row is too short, it ends before column 'set'")]
    [InlineData(Header + Row + "7,1,1,1,s,t,\n", ", line 3: 7 cells, but the header names 6 columns: the row is too long")]
    [InlineData(Header + Row + "\n" + Row, ", line 3: the line is blank, but more rows follow; remove it")]
    [InlineData(Header + "7,NaN,1,1,s,t\n", ", line 2, column 'mass': 'NaN' is not a finite number in single precision; write a missing value as -999")]
    [InlineData(Header + "7,-inf,1,1,s,t\n", ", line 2, column 'mass': '-inf' is not a finite number in single precision; write a missing value as -999")]
    [InlineData(Header + "7,1e39,1,1,s,t\n", ", line 2, column 'mass': '1e39' is not a finite number in single precision; write a missing value as -999")]
    [InlineData(Header + "7,1,1,Infinity,s,t\n", ", line 2, column 'weight': 'Infinity' is not a finite number")]
    [InlineData(Header + "7,1,1,1,q,t\n", ", line 2, column 'label': 'q' is none of the classes 'b', 's'")]
    [InlineData(Header + "-5,1,1,1,s,t\n", ", line 2, column 'id': '-5' is negative; expected an event id, a whole number from 0 to 18446744073709551615")]
    [InlineData(Header + "1.5,1,1,1,s,t\n", ", line 2, column 'id': '1.5' is not an event id; expected an event id, a whole number from 0 to 18446744073709551615")]
    [InlineData(Header + ",1,1,1,s,t\n", ", line 2, column 'id': the cell is empty; expected an event id, a whole number from 0 to 18446744073709551615")]
    [InlineData(Header + "7,1,1,1,s,\"t\n8,1,1,1,s,t\n", ", line 2, column 'set': a cell in quotes is never closed")]
    [InlineData(Header + "7,1,1,1,s,\"t\"x\n", ", line 2, column 'set': text follows the closing quote of a cell")]
    [InlineData("id,mass,pt,weight,label,set,mass\n", ", line 1: the header names 'mass' twice, as column 2 and column 7")]
    [InlineData("id,mass,,weight\n", ", line 1: column 3 has no name; expected a header line with the names of the columns")]
    [InlineData("id,mas,pt,wheight,label,set\n", ", line 1: no column 'mass' (nearest: 'mas'); no column 'weight' (nearest: 'wheight'); the header names 6 columns")]
    [InlineData(Header, ": no rows; line 1 names 6 columns, and no line follows")]
    [InlineData("id;mass;pt;weight;label;set\n7;91,2;2;1;s;t\n", ", line 1: the columns are separated by semicolons; expected commas (and 1.5, not 1,5): save the file as CSV with commas")]
    [InlineData("id\tmass\tpt\tweight\tlabel\tset\n7\t9\t2\t1\ts\tt\n", ", line 1: the columns are separated by tabs; expected commas: save the file as CSV with commas")]
    [InlineData("", ": the file is empty; expected a header line with the names of the columns, then one line per event")]
    public void Says_what_is_wrong_and_where(string text, string expected)
    {
        var error = Assert.Throws<InvalidDataException>(() => Read(text));
        Assert.Equal(folder.File("a.csv") + expected, error.Message);
    }

    [Fact]
    public void Says_which_byte_is_not_text()
    {
        var path = folder.Write("a.csv", [.. Encoding.UTF8.GetBytes(Header + Row), .. Encoding.Latin1.GetBytes("8,1,1,1,s,é\n")]);
        var error = Assert.Throws<InvalidDataException>(() => CsvReader.Read(path, Layout));
        Assert.Equal($"{path}, line 3: byte 0xE9 is not UTF-8 text; is this a CSV file? If so, save it as UTF-8", error.Message);
    }

    [Fact]
    public void A_file_that_is_not_there()
    {
        folder.Write("events.csv", Header);
        var path = folder.File("evnts.csv");
        var error = Assert.Throws<FileNotFoundException>(() => CsvReader.Read(path, Layout));
        Assert.Equal($"{path}: there is no such file; nearest names in its folder: 'events.csv'", error.Message);

        var folderError = Assert.Throws<InvalidDataException>(() => CsvReader.Read(folder.Path, Layout));
        Assert.Equal($"{folder.Path}: this is a folder; expected a file", folderError.Message);
    }

    [Fact]
    public void Gzip_data_must_be_whole()
    {
        var text = Header + string.Concat(Enumerable.Range(0, 5000).Select(i => FormattableString.Invariant($"{i},{i * 0.37},{i % 17},1,b,t\n")));
        var whole = TemporaryFolder.Gzip(text);
        const string Truncated = ": the gzip data ends too early, the file is truncated; copy or download it again";

        // Every place in header and trailer, and some in between.
        foreach (var length in Enumerable.Range(2, 20).Concat([100, whole.Length / 2]).Concat(Enumerable.Range(1, 12).Select(i => whole.Length - i)))
            Assert.Equal(folder.File("t.csv.gz") + Truncated, Fault(whole[..length]));
        Assert.Equal(folder.File("t.csv.gz") + ": after the end of the gzip data something else follows; copy or download the file again", Fault([.. whole, 1, 2, 3]));
        Assert.Equal(
            folder.File("t.csv.gz") + ": named .gz, but not gzip data (it begins with 6964, gzip with 1F8B); is it a plain file?",
            Fault(Encoding.UTF8.GetBytes(text)));

        var damaged = (byte[])whole.Clone();
        damaged[^8] ^= 1;
        Assert.Equal(folder.File("t.csv.gz") + Truncated, Fault(damaged));

        // Legal: members one after the other (cat a.gz b.gz), and zeros that fill a block.
        byte[] joined = [.. whole, .. TemporaryFolder.Gzip("9,1,2,1,s,u\n"), .. new byte[70_000]];
        Assert.Equal(5001, CsvReader.Read(folder.Write("j.csv.gz", joined), Layout).Count);

        string Fault(byte[] bytes) =>
            Assert.Throws<InvalidDataException>(() => CsvReader.Read(folder.Write("t.csv.gz", bytes), Layout)).Message;
    }

    [Fact]
    public void Records_that_reach_over_the_ends_of_blocks_come_out_whole()
    {
        // About 4 MB, 16 blocks; a quoted line break in every 50th row moves them all, and one cell is longer than a block.
        const int Rows = 60_000;
        var text = new StringBuilder(Header);
        for (var i = 0; i < Rows; i++)
        {
            var set = i % 50 == 0 ? $"\"line {i}\n, \"\"two\"\"\"" : i == 31_111 ? new string('x', 700_000) : $"set {i}";
            text.Append(CultureInfo.InvariantCulture, $"{i},{i * 0.25},{i % 1000},{i * 1e-3},{(i % 3 == 0 ? 's' : 'b')},{set}\n");
        }

        var table = Read(text.ToString());
        Assert.Equal(Rows, table.Count);
        for (var i = 0; i < Rows; i++)
        {
            Assert.Equal((ulong)i, table.EventIds[i]);
            Assert.Equal(i * 0.25f, table.Features[0].Values[i]);
            var set = i % 50 == 0 ? $"line {i}\n, \"two\"" : i == 31_111 ? new string('x', 700_000) : $"set {i}";
            Assert.Equal(set, table.Text("set").Values[i]);
        }
    }

    [Fact]
    public void Memory_is_that_of_the_columns_and_not_that_of_the_text()
    {
        Allocated(500);

        // More of the short rows fit into a block, and what is kept of a block grows with its rows.
        Assert.InRange(Allocated(500) - Allocated(5), -1_000_000, 200_000);

        // Bytes allocated while 40,000 rows are read whose text, not asked for, has the given length: 20 MB or 0.2 MB of it.
        long Allocated(int length)
        {
            var path = folder.File($"text{length}.csv.gz");
            CsvWriter.Write(
                path,
                new TextColumn("text", [.. Enumerable.Range(0, 40_000).Select(i => new string((char)('a' + (i % 26)), length))]),
                new NumberColumn("x", [.. Enumerable.Range(0, 40_000).Select(i => i / 8.0)]));
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(40_000, CsvReader.Read(path, new CsvLayout { Features = [new("x")] }, CsvWork.InTurn).Count);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Whatever_is_done_to_a_file_it_is_read_rightly_or_refused_in_one_sentence()
    {
        var text = Encoding.UTF8.GetBytes(Header + Row + "8,1.5,2,1,b,\"a,\"\"b\"\n9,3,-999,2e0,s,é\n");
        var random = new Random(20140916);
        var refused = 0;
        for (var round = 0; round < 600; round++)
        {
            var bytes = text.ToList();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0:
                        bytes[at] = (byte)random.Next(256);
                        break;
                    case 1:
                        bytes.RemoveAt(at);
                        break;
                    case 2:
                        bytes.Insert(at, (byte)",\"\n\r-.e0"[random.Next(8)]);
                        break;
                    default:
                        bytes.RemoveRange(at, bytes.Count - at);
                        bytes.Add((byte)'0');
                        break;
                }
            }

            var path = folder.Write("m.csv", [.. bytes]);
            try
            {
                var table = CsvReader.Read(path, Layout);
                Assert.InRange(table.Count, 1, 5);
                Assert.All(table.ToRowMajor(), value => Assert.True(float.IsFinite(value)));
                Assert.All(table.Weights, value => Assert.True(double.IsFinite(value)));
            }
            catch (InvalidDataException error)
            {
                refused++;
                Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', error.Message);
            }
        }

        Assert.InRange(refused, 100, 600);
    }

    private EventTable Read(string text) => CsvReader.Read(folder.Write("a.csv", text), Layout);
}
