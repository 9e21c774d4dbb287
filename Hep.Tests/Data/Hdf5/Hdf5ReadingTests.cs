using Hep.Data;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Data.Hdf5;

/// <summary>Files of h5py and pandas (golden/make_hdf5.py), number by number.</summary>
public sealed class Hdf5ReadingTests
{
    private const string Golden = "Hep.Tests/Data/Hdf5/golden/";

    public static IEnumerable<object[]> Entries => new[] { "types.h5", "layouts.h5", "frames.h5" }
        .SelectMany(file => GoldenArrays.Load(Golden + "values.json", file).Keys.Where(name => name != "/fixed.label"), (file, name) => new object[] { file, name });

    [Theory]
    [MemberData(nameof(Entries))]
    public void What_h5py_and_pandas_wrote_is_read_in_one_piece_and_in_slices(string path, string name)
    {
        using var file = Open(path);
        GoldenArrays.Compare(GoldenArrays.Load(Golden + "values.json", path)[name], GoldenArrays.Choose(name, file.Array));
    }

    [Fact]
    public void Data_sets_are_listed_with_shape_type_chunk_and_filters()
    {
        using var layouts = Open("layouts.h5");
        Assert.Equal(
            [
                "/checked [23, 5, 4] float32, chunks [8, 5, 4], fletcher32",
                "/gzip [23, 5, 4] float32, chunks [4, 5, 4], shuffle gzip",
                "/jets [11] fields pt float32, eta float64, n int32, is_b bool, name text, axis [3] float32, inner fields a int16, b float32",
                "/lzf [23, 5, 4] float32, chunks [23, 5, 4], lzf",
                "/plain [23, 5, 4] float32",
                "/szip [23, 5, 4] float32, chunks [8, 5, 4], szip",
                "/tiles [23, 5, 4] float32, chunks [6, 2, 3], gzip",
                "/tracks [6, 4] fields pt float16, d0 float32, valid bool, hits uint8",
            ],
            layouts.DataSets.Select(d => d.ToString()));
        using var types = Open("types.h5");
        var names = types.DataSets.Select(d => d.Path).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Contains("/whole/big_u8", names);
        Assert.DoesNotContain(names, n => n.StartsWith("/soft", StringComparison.Ordinal) || n.StartsWith("/dangling", StringComparison.Ordinal));
        Assert.True(types.DataSets.Single(d => d.Path == "/whole/big_i4").Type is { IsBigEndian: true, Kind: ElementKind.Signed, Bytes: 4 });
        Assert.Equal("/texts/fixed [3] text", types.DataSets.Single(d => d.Path == "/texts/fixed").ToString());
        Assert.Equal("/lists [2] lists of variable length", types.DataSets.Single(d => d.Path == "/lists").ToString());
        // A soft link is no data set of its own, but a way to one.
        var value = new double[1];
        types.Array("soft").Read(0, 1, value);
        Assert.Equal(0.1, value[0]);
    }

    [Fact]
    public void Numbers_of_other_types_come_out_as_asked_for_or_are_refused()
    {
        using var file = Open("types.h5");
        var whole = new int[5];
        file.Array("/whole/big_u2").Read(0, 5, whole);
        Assert.Equal([0, 65535, 0, 1, 21845], whole);
        var classes = new int[4];
        file.Array("/classes").Read(0, 4, classes);
        Assert.Equal([0, 2, 1, 2], classes);
        var nan = new float[2];
        file.Array("/nan").Read(0, 2, nan);
        Assert.Equal([1f, float.NaN], nan);

        Refused("/whole/little_i8", "rows 0 to 4: holds int64, and has a number that is too small; it cannot be read as int32", a => a.Read(0, 5, new int[5]));
        Refused("/whole/big_u4", "rows 1 to 1: holds uint32, and has a number that is too large; it cannot be read as int32", a => a.Read(1, 1, new int[1]));
        Refused("/whole/little_i1", "rows 0 to 0: holds int8, and has a number that is too small; it cannot be read as uint64", a => a.Read(0, 1, new ulong[1]));
        Refused("/special", "rows 0 to 2: holds float64, and has a number that is not whole; it cannot be read as int64", a => a.Read(0, 3, new long[3]));
        Refused("/special", "rows 1 to 1: holds float64, and has a number that is too large; it cannot be read as int64", a => a.Read(1, 1, new long[1]));
        Refused("/nan", "rows 1 to 1: holds float32, and has NaN; it cannot be read as int32", a => a.Read(1, 1, new int[1]));
        Refused("/huge", "rows 0 to 1: holds float64, and has a number that is too large; it cannot be read as float32", a => a.Read(0, 2, new float[2]));

        void Refused(string name, string message, Action<StoredArray> read) =>
            Assert.Equal($"{file.Path}, data set '{name}', {message}", Assert.Throws<InvalidDataException>(() => read(file.Array(name))).Message);
    }

    [Fact]
    public void Attributes_are_numbers_or_texts()
    {
        using var file = Open("types.h5");
        var attributes = file.Attributes("scalar").ToDictionary(a => a.Name);
        Assert.Equal(["GeV"], attributes["unit"].Texts);
        Assert.Equal([65.0, 95.0], attributes["window"].Numbers);
        Assert.Equal([2L], attributes["window"].Shape);
        Assert.Equal(["a", "β"], attributes["names"].Texts);
        Assert.Equal(["raw"], attributes["bytes"].Texts);
        Assert.Equal([-7.0], attributes["count"].Numbers);
        Assert.Equal("h5py", Assert.Single(file.Attributes()).Texts[0]);
    }

    [Fact]
    public void Threads_may_read_one_file()
    {
        using var file = Open("layouts.h5");
        var expected = GoldenArrays.Load(Golden + "values.json", "layouts.h5");
        Parallel.ForEach(Enumerable.Range(0, 60), i =>
        {
            var name = new[] { "/gzip", "/tiles", "/jets.eta" }[i % 3];
            GoldenArrays.Compare(expected[name], GoldenArrays.Choose(name, file.Array));
        });
    }

    [SkippableFact]
    public void Showers_of_CaloGAN_are_read()
    {
        using var file = Hdf5File.Open(Repository.SharedData("calogan/test.h5"));
        Assert.Equal(["/energy [51, 1] float64", "/layer_0 [51, 3, 96] float64", "/layer_1 [51, 12, 12] float64", "/layer_2 [51, 12, 6] float64", "/overflow [51, 3] float64"], file.DataSets.Select(d => d.ToString()));
        var energy = new double[51];
        file.Array("energy").Read(0, 51, energy);
        Assert.All(energy, e => Assert.InRange(e, 1, 100));
        var sums = new double[51];
        foreach (var name in new[] { "layer_0", "layer_1", "layer_2" })
        {
            var layer = file.Array(name);
            var cells = new float[layer.RowLength];
            for (var shower = 0; shower < 51; shower++)
            {
                layer.Read(shower, 1, cells);
                sums[shower] += cells.Sum(c => (double)c);
            }
        }

        // Cells are in MeV, the energy in GeV, and some of it leaves the calorimeter.
        Assert.InRange(sums.Zip(energy, (sum, e) => sum / e).Average(), 980, 1005);
    }

    private static Hdf5File Open(string name) => Hdf5File.Open(Repository.PathOf(Golden + name));
}
