using System.Text;
using Hep.Data;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Data.Hdf5;

/// <summary>Bad files and wrong wishes: one message each, with what was found, what was expected, and what to do.</summary>
public sealed class Hdf5BadInputTests
{
    private const string Golden = "Hep.Tests/Data/Hdf5/golden/";

    [Fact]
    public void Names_that_are_not_there()
    {
        using var file = Hdf5File.Open(Repository.PathOf(Golden + "layouts.h5"));
        const string Contents = "it has /checked [23, 5, 4] float32, /gzip [23, 5, 4] float32, "
            + "/jets [11] fields pt float32, eta float64, n int32, is_b bool, name text, axis [3] float32, inner fields a int16, b float32, "
            + "/lzf [23, 5, 4] float32, /plain [23, 5, 4] float32, /szip [23, 5, 4] float32, /tiles [23, 5, 4] float32, "
            + "/tracks [6, 4] fields pt float16, d0 float32, valid bool, hits uint8";
        Says($"{file.Path}: there is no data set '/track'; nearest names: '/tracks'; {Contents}", () => file.Array("track"));
        Says($"{file.Path}: '/' is a group and no data set; {Contents}", () => file.Array("/"));
        Says($"{file.Path}, data set '/jets': there is no field 'ptt'; nearest names: 'pt'", () => file.Array("jets").Field("ptt"));
        Says($"{file.Path}, data set '/plain': holds float32 without fields; there is no field 'pt'", () => file.Array("plain").Field("pt"));
        Says($"{file.Path}, data set '/jets': field 'axis' holds [3] float32, expected one number to stand beside other fields", () => file.Array("jets").FieldMatrix("pt", "axis"));

        using var types = Hdf5File.Open(Repository.PathOf(Golden + "types.h5"));
        Says($"{types.Path}: '/texts' is a group and no data set; it has /texts/fixed [3] text, /texts/latin [2] text, /texts/variable [3] text", () => types.Array("texts"));
        Assert.StartsWith($"{types.Path}, data set '/dangling': cannot be read (", Assert.Throws<InvalidDataException>(() => types.Array("dangling")).Message);
        using var frames = Hdf5File.Open(Repository.PathOf(Golden + "frames.h5"));
        Says($"{frames.Path}, data frame '/series': is a pandas series, expected a frame (DataFrame.to_hdf) with columns of one level", () => frames.Array("series"));
        Says($"{frames.Path}, data frame '/fixed': there is no field 'masse'; nearest names: 'mass'", () => frames.Array("fixed").Field("masse"));
        Says(
            $"{frames.Path}, data frame '/fixed', field 'label': holds Python objects, which only Python can read (format='table' keeps texts as texts), expected texts",
            () => frames.Array("fixed").Field("label").ReadTexts(0, 1));
    }

    [Fact]
    public void Shapes_types_and_rows_that_are_not_what_was_expected()
    {
        using var file = Hdf5File.Open(Repository.PathOf(Golden + "layouts.h5"));
        var plain = file.Array("plain");
        plain.Expect(-1, 5, 4);
        Says($"{file.Path}, data set '/plain': has shape [23, 5, 4], expected [N, 25, 25]", () => plain.Expect(-1, 25, 25));
        Says($"{file.Path}, data set '/plain': has shape [23, 5, 4], expected [N, any]", () => plain.Expect(-1, -1));
        Says($"{file.Path}, data set '/plain': 10 rows from row 20 on are asked for, it has 23 rows (the first is row 0)", () => plain.Read(20, 10, new float[200]));
        Says($"{file.Path}, data set '/plain': 1 rows from row -1 on are asked for, it has 23 rows (the first is row 0)", () => plain.Read(-1, 1, new float[20]));
        Says($"{file.Path}, data set '/plain': 1 rows from row {long.MaxValue} on are asked for, it has 23 rows (the first is row 0)", () => plain.Read(long.MaxValue, 1, new float[20]));
        Says($"{file.Path}, data set '/plain': holds float32, expected texts", () => plain.ReadTexts(0, 1));
        Says($"{file.Path}, data set '/jets', field 'name': holds text, expected numbers", () => file.Array("jets").Field("name").Read(0, 1, new float[1]));
        Assert.EndsWith("expected numbers; name one of the fields", Assert.Throws<InvalidDataException>(() => file.Array("jets").Read(0, 1, new float[1])).Message);
        Assert.Equal(
            $"{file.Path}, data set '/plain': 2 rows have 40 elements, the span has room for 39 (Parameter 'into')",
            Assert.Throws<ArgumentException>(() => plain.Read(0, 2, new float[39])).Message);
        using var types = Hdf5File.Open(Repository.PathOf(Golden + "types.h5"));
        Says($"{types.Path}, data set '/references': holds object references, expected numbers", () => types.Array("references").Read(0, 1, new float[1]));
        Says($"{types.Path}, data set '/lists': holds lists of variable length, expected numbers", () => types.Array("lists").Read(0, 1, new float[1]));
        Says($"{types.Path}, data set '/texts/variable': holds text, expected numbers", () => types.Array("texts/variable").Read(0, 1, new float[1]));
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("energy,mass\n1,2\n", "it begins with the text 'energy,mass 1,2'")]
    [InlineData("root\u0001", "it looks like a ROOT file")]
    [InlineData("\u0093NUMPY\u0001", "it looks like a NumPy .npy file")]
    public void Files_that_are_something_else(string content, string description)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("x.h5"), content, Encoding.Latin1);
        Says($"{folder.File("x.h5")}: is no HDF5 file ({description})", () => Hdf5File.Open(folder.File("x.h5")));
    }

    [Fact]
    public void Files_that_are_not_there()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("jets.h5"), "");
        Assert.Equal($"{folder.File("jet.h5")}: there is no such file; nearest names in its folder: 'jets.h5'", Assert.Throws<FileNotFoundException>(() => Hdf5File.Open(folder.File("jet.h5"))).Message);
        Says($"{folder.Path}: this is a folder; expected a file", () => Hdf5File.Open(folder.Path));
    }

    [Fact]
    public void Files_that_are_cut_short()
    {
        using var folder = new TemporaryFolder();
        var whole = File.ReadAllBytes(Repository.PathOf(Golden + "layouts.h5"));
        var path = folder.File("cut.h5");
        foreach (var length in new[] { whole.Length - 1, whole.Length / 2, 2048, 96 })
        {
            File.WriteAllBytes(path, whole[..length]);
            Says($"{path}: cannot be read (the file is cut short: it has {length} bytes and should have {whole.Length}; copy it again)", () => Hdf5File.Open(path));
        }

        foreach (var length in new[] { 8, 20, 60 })
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.StartsWith($"{path}: cannot be read (", Assert.Throws<InvalidDataException>(() => Hdf5File.Open(path)).Message);
        }
    }

    [Fact]
    public void A_damaged_chunk_is_found_by_its_checksum_or_by_gzip()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.h5");
        var numbers = Enumerable.Range(0, 1000).Select(i => 1000 * Math.Sin(i)).ToArray();
        Hdf5Writer.Write(path, writer => writer.Write<double>("checked", numbers, storage: new Hdf5Storage { ChunkRows = 250, Fletcher32 = true }));
        Spoil(bytes => bytes[bytes.AsSpan().IndexOf(BitConverter.GetBytes(numbers[300]))] ^= 1);
        using (var file = Hdf5File.Open(path))
        {
            var read = new double[250];
            file.Array("checked").Read(0, 250, read);
            Assert.Equal(numbers[..250], read);
            Says(
                $"{path}, data set '/checked', rows 250 to 499: cannot be read (a chunk is damaged: its fletcher32 checksum does not fit; copy the file again)",
                () => file.Array("checked").Read(250, 250, read));
        }

        // One chunk, which fills the end of the file.
        Hdf5Writer.Write(path, writer => writer.Write<double>("packed", numbers, storage: new Hdf5Storage { ChunkRows = 1000, GzipLevel = 6 }));
        Spoil(bytes => bytes.AsSpan(bytes.Length / 2, 400).Fill(0xff));
        using (var file = Hdf5File.Open(path))
        {
            Says(
                $"{path}, data set '/packed', rows 10 to 19: cannot be read (a chunk is damaged: gzip cannot unpack it; copy the file again)",
                () => file.Array("packed").Read(10, 10, new double[10]));
        }

        void Spoil(Action<byte[]> spoil)
        {
            var bytes = File.ReadAllBytes(path);
            spoil(bytes);
            File.WriteAllBytes(path, bytes);
        }
    }

    [Fact]
    public void A_filter_that_is_not_here_is_named()
    {
        using var folder = new TemporaryFolder();
        var bytes = File.ReadAllBytes(Repository.PathOf(Golden + "layouts.h5"));
        // The filter's message in the header of /lzf: its number, and the length of its name.
        var place = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x00, 0x7d, 0x08, 0x00]);
        Assert.True(place > 0, "no filter 32000 was found");
        bytes[place] = 0x63;
        File.WriteAllBytes(folder.File("x.h5"), bytes);
        using var file = Hdf5File.Open(folder.File("x.h5"));
        Says(
            $"{file.Path}, data set '/lzf': was written through filter 32099 (lzf), which is not on this machine; set HDF5_PLUGIN_PATH to the folder of its plugin "
            + "(the Python package hdf5plugin brings many); or where it is: h5repack -f GZIP=4 x.h5 gzip-x.h5",
            () => file.Array("lzf"));
        Assert.Equal(
            "x.h5, data set '/a': was written through filter 32001 (blosc), which is not on this machine; on Debian or Ubuntu: apt-get install hdf5-filter-plugin-blosc-serial; "
            + "or where it is: h5repack -f GZIP=4 x.h5 gzip-x.h5",
            Hdf5Filter.Missing(new Hdf5Filter(32001, "blosc"), "x.h5, data set '/a'", "/data/x.h5").Message);
    }

    [Fact]
    public void A_library_that_is_not_here_is_named()
    {
        Assert.Equal(
            "libhdf5, which reads and writes HDF5 files, is not installed (looked for libno.so.1, libno.so.2 and others); on Debian or Ubuntu: apt-get install hdf5-tools, elsewhere set HEP_HDF5 to its file",
            Assert.Throws<FileNotFoundException>(() => Hdf5Library.Load(null, ["libno.so.1", "libno.so.2"])).Message);
        Assert.Equal(
            "HEP_HDF5=/no/libhdf5.so: this library cannot be loaded; name the file of libhdf5, or leave HEP_HDF5 away to have it looked for",
            Assert.Throws<FileNotFoundException>(() => Hdf5Library.Load("/no/libhdf5.so", Hdf5Library.Names)).Message);
    }

    [Fact]
    public void A_closed_file_is_not_read()
    {
        var file = Hdf5File.Open(Repository.PathOf(Golden + "layouts.h5"));
        var array = file.Array("plain");
        file.Dispose();
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => array.Read(0, 1, new float[20]));
        Assert.Throws<ObjectDisposedException>(() => file.Array("gzip"));
    }

    private static void Says(string message, Action action) => Assert.Equal(message, Assert.Throws<InvalidDataException>(action).Message);
}
