using Hep.Data;
using Hep.Tests.Data.Hdf5;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Data.Numpy;

/// <summary>Files of NumPy (golden/make_numpy.py), number by number.</summary>
public sealed class NumpyReadingTests
{
    private const string Golden = "Hep.Tests/Data/Numpy/golden/";

    public static IEnumerable<object[]> Entries => GoldenArrays.Load(Golden + "values.json").Keys.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(Entries))]
    public void What_NumPy_wrote_is_read_in_one_piece_and_in_slices(string name)
    {
        var expected = GoldenArrays.Load(Golden + "values.json")[name];
        if (name.Split(':') is [var archive, var member])
        {
            using var npz = NpzFile.Open(Repository.PathOf($"{Golden}{archive}.npz"));
            Assert.Equal(["images", "labels", "order"], npz.Names);
            GoldenArrays.Compare(expected, npz.Array(member));
            return;
        }

        using var file = NpyFile.Open(Repository.PathOf($"{Golden}{name.Split('.')[0]}.npy"));
        GoldenArrays.Compare(expected, GoldenArrays.Choose(name, _ => file.Array));
    }

    [Fact]
    public void Numbers_that_do_not_fit_are_refused()
    {
        Refused("unsigned", "rows 0 to 1: holds uint64, and has a number that is too large; it cannot be read as int64", a => a.Read(0, 2, new long[2]));
        Refused("big_whole", "rows 0 to 0: holds int64, and has a number that is too large; it cannot be read as int32", a => a.Read(0, 1, new int[2]));
        Refused("signed", "rows 0 to 1: holds int8, and has a number that is too small; it cannot be read as uint64", a => a.Read(0, 2, new ulong[2]));
        Refused("special", "rows 2 to 2: holds float64, and has a number that is not whole; it cannot be read as int64", a => a.Read(2, 1, new long[1]));
        Refused("special", "rows 1 to 1: holds float64, and has a number that is too small; it cannot be read as int64", a => a.Read(1, 1, new long[1]));

        using var folder = new TemporaryFolder();
        NpyWriter.Write<double>(folder.File("x.npy"), new[] { double.NaN, 9223372036854775808.0, 1e300 }, 3);
        using var file = NpyFile.Open(folder.File("x.npy"));
        Assert.EndsWith("and has NaN; it cannot be read as int64", Assert.Throws<InvalidDataException>(() => file.Array.Read(0, 1, new long[1])).Message);
        Assert.EndsWith("too large; it cannot be read as int64", Assert.Throws<InvalidDataException>(() => file.Array.Read(1, 1, new long[1])).Message);
        Assert.EndsWith("too large; it cannot be read as float32", Assert.Throws<InvalidDataException>(() => file.Array.Read(2, 1, new float[1])).Message);

        static void Refused(string name, string message, Action<StoredArray> read)
        {
            using var file = NpyFile.Open(Repository.PathOf($"{Golden}{name}.npy"));
            Assert.Equal($"{file.Path}, {message}", Assert.Throws<InvalidDataException>(() => read(file.Array)).Message);
        }
    }

    [SkippableTheory]
    [InlineData("train.npy")]
    [InlineData("val.npy")]
    public void Events_of_the_LHC_Olympics_are_read(string name)
    {
        using var file = NpyFile.Open(Repository.SharedData("lhco/" + name));
        file.Array.Expect(-1, 6);
        Assert.Equal(60000, file.Array.Rows);
        double signal = 0;
        var events = new float[1000 * 6];
        for (long first = 0; first < 60000; first += 1000)
        {
            file.Array.Read(first, 1000, events);
            for (var i = 0; i < 1000; i++)
            {
                Assert.InRange(events[6 * i], 3.3f, 3.7f);
                signal += events[(6 * i) + 5];
            }
        }

        Assert.InRange(signal / 60000, 0.0060, 0.0072);
    }

    [SkippableFact]
    public void Graphs_of_TrackML_are_read()
    {
        using var file = NpzFile.Open(Repository.SharedData("trackml/graphs_2GeV/event000001000_g000.npz"));
        Assert.Equal(["X", "Ra", "Ri_rows", "Ri_cols", "Ro_rows", "Ro_cols", "y", "pid"], file.Names);
        var edges = file.Array("Ri_rows").Rows;
        file.Array("Ra").Expect(4, edges);
        var nodes = new long[edges];
        file.Array("Ri_rows").Read(0, edges, nodes);
        Assert.All(nodes, n => Assert.InRange(n, 0, file.Array("X").Rows - 1));
    }
}
