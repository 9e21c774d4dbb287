using Hep.Data;
using Hep.Tests.Architecture;
using Xunit;

namespace Hep.Tests.Data.Hdf5;

/// <summary>Files that Hep writes, read back by Hep and by h5py.</summary>
public sealed class Hdf5WritingTests
{
    private static readonly float[] Images = [.. Enumerable.Range(0, 300 * 6).Select(i => i % 7 == 0 ? i / 3f : 0)];

    [Fact]
    public void What_is_written_is_read_back()
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("x.h5"));
        using var file = Hdf5File.Open(folder.File("x.h5"));
        Assert.Equal(
            [
                "/events [3] fields id uint64, pt float32, weight float64, process text, n int16, is_w bool, chunks [4228], fletcher32",
                "/g/images [300, 2, 3] float32, chunks [64, 2, 3], shuffle gzip",
                "/g/names [3] text, chunks [16384]",
                "/labels [5] int64, chunks [16384]",
                "/tracks [2, 2] fields d0 float64, chunks [8192, 2]",
                "/truth [2] bool, chunks [131072]",
            ],
            file.DataSets.Select(d => d.ToString()).Order(StringComparer.Ordinal));
        var images = new float[Images.Length];
        file.Array("/g/images").Read(0, 300, images);
        Assert.Equal(Images, images);
        var labels = new long[5];
        file.Array("labels").Read(0, 5, labels);
        Assert.Equal([1, 2, 3, -4, long.MaxValue], labels);
        Assert.Equal(["W → qq", "", "QCD"], file.Array("g/names").ReadTexts(0, 3));
        var events = file.Array("events");
        Assert.Equal(["W", "Wβ", ""], events.Field("process").ReadTexts(0, 3));
        var ids = new ulong[3];
        events.Field("id").Read(0, 3, ids);
        Assert.Equal([1, ulong.MaxValue, 3], ids);
        var matrix = new double[9];
        events.FieldMatrix("weight", "is_w", "n").Read(0, 3, matrix);
        Assert.Equal([0.1, 1, -5, 0.2, 0, 6, -0.3, 1, 7], matrix);
        Assert.Equal(["GeV"], file.Attributes("labels").Single(a => a.Name == "unit").Texts);
        Assert.Equal([65.0, 95.0], file.Attributes("labels").Single(a => a.Name == "window").Numbers);
        Assert.Equal(["a", "β"], file.Attributes().Single(a => a.Name == "classes").Texts);
    }

    [Fact]
    public void Two_writings_give_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("a.h5"));
        Write(folder.File("b.h5"));
        Assert.Equal(File.ReadAllBytes(folder.File("a.h5")), File.ReadAllBytes(folder.File("b.h5")));
    }

    [SkippableFact]
    public void h5py_reads_what_is_written()
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("x.h5"));
        const string Script = """
            import sys
            try:
                import h5py, numpy as np
            except ImportError:
                sys.exit(77)
            f = h5py.File(sys.argv[1])
            images = f["g/images"]
            print(images.dtype, images.shape, images.chunks, images.compression, images.shuffle, images.maxshape)
            i = np.arange(1800)
            assert (images[:] == np.where(i % 7 == 0, i.astype("f4") / np.float32(3), 0).astype("f4").reshape(300, 2, 3)).all()
            print(f["labels"][:].tolist(), f["truth"].dtype, f["truth"][:].tolist(), [t.decode() for t in f["g/names"][:]])
            events = f["events"][:]
            print(events.dtype.names, [str(events.dtype[n]) for n in events.dtype.names], events["id"].tolist(), events["process"].tolist(), events["is_w"].tolist(), f["events"].fletcher32)
            print(f["tracks"].shape, f["tracks"]["d0"].tolist(), f["labels"].attrs["unit"], f["labels"].attrs["window"].tolist(), f["labels"].attrs["run"], f["labels"].attrs["scale"], f.attrs["classes"].tolist())
            """;
        var (exit, output) = Tool.Run("/usr/bin/python3", "-c", Script, folder.File("x.h5"));
        Skip.If(exit is 77 or 127, "no python3 with h5py (Debian: python3-h5py): h5py did not read what Hep writes");
        Assert.True(exit == 0, output);
        Assert.Equal(
            """
            float32 (300, 2, 3) (64, 2, 3) gzip True (None, 2, 3)
            [1, 2, 3, -4, 9223372036854775807] bool [True, False] ['W → qq', '', 'QCD']
            ('id', 'pt', 'weight', 'process', 'n', 'is_w') ['uint64', 'float32', 'float64', 'object', 'int16', 'bool'] [1, 18446744073709551615, 3] [b'W', b'W\xce\xb2', b''] [True, False, True] True
            (2, 2) [[0.5, 1.5], [2.5, 3.5]] GeV [65.0, 95.0] 7 0.25 ['a', 'β']

            """,
            output);
    }

    [Fact]
    public void A_failure_leaves_what_was_there()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("x.h5"), "before");
        Assert.Throws<InvalidOperationException>(() => Hdf5Writer.Write(folder.File("x.h5"), writer =>
        {
            writer.Write<float>("a", Images);
            throw new InvalidOperationException("the simulation failed");
        }));
        Assert.Equal("before", File.ReadAllText(folder.File("x.h5")));
        Assert.Equal([folder.File("x.h5")], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Wrong_use_is_said_in_one_sentence()
    {
        using var folder = new TemporaryFolder();
        Hdf5Writer.Write(folder.File("x.h5"), writer =>
        {
            var images = writer.Create<float>("images", [2, 3]);
            Says("data set 'images': 5 elements are no whole rows of 6 (Parameter 'rows')", () => images.Append(new float[5]));
            Says("data set '/images' cannot be made: there is '/images' already (Parameter 'name')", () => writer.Create<int>("/images/", []));
            Says("data set '/images/mean' cannot be made: there is '/images' already (Parameter 'name')", () => writer.Create<int>("images/mean", []));
            Says("data set '/x': the sides of a row are 1 or more (Parameter 'rowShape')", () => writer.Create<int>("x", [0]));
            Says("HDF5 files are written with numbers of C, not with Decimal", () => writer.Create<decimal>("x", []));
            Says("levels of gzip are 1 to 9, and 0 for none; GzipLevel is something else", () => writer.Create<int>("x", [], new Hdf5Storage { GzipLevel = 10 }));
            Says("there is no data set '/image' to carry the attribute 'unit'; nearest names: '/images' (Parameter 'target')", () => writer.SetAttribute("image", "unit", "GeV"));
            var table = writer.CreateTable("table", [new NumberColumn("a", [1])]);
            Says("table 'table': the columns are 'b' double, expected 'a' double (Parameter 'columns')", () => table.Append(new NumberColumn("b", [1])));
        });

        static void Says(string message, Action action) => Assert.Equal(message, Assert.Throws<ArgumentException>(action).Message);
    }

    [SkippableFact]
    public void A_full_disk_is_one_message_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        Skip.If(Tool.Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder.Path).ExitCode != 0, "mounting a small file system needs root: a full disk was not tried");
        try
        {
            var path = folder.File("x.h5");
            foreach (var rows in new[] { 50_000, 200_000 })
            {
                var failure = Assert.Throws<IOException>(() => Hdf5Writer.Write(path, writer =>
                {
                    var numbers = writer.Create<double>("numbers", []);
                    for (var i = 0; i < 10; i++)
                        numbers.Append(new double[rows / 10]);
                }));
                Assert.Equal($"{path}: cannot be written (No space left on device); choose another folder, or make room", failure.Message);
                Assert.Empty(Directory.GetFiles(folder.Path));
            }

            Hdf5Writer.Write(path, writer => writer.Write<double>("numbers", [1.5]));
            using var file = Hdf5File.Open(path);
            Assert.Equal(1, file.Array("numbers").Rows);
        }
        finally
        {
            Tool.Run("umount", folder.Path);
        }
    }

    private static void Write(string path) => Hdf5Writer.Write(path, writer =>
    {
        var images = writer.Create<float>("g/images", [2, 3], new Hdf5Storage { ChunkRows = 64, GzipLevel = 4 });
        images.Append(Images.AsSpan(0, 600));
        images.Append(Images.AsSpan(600));
        Assert.Equal(300, images.Rows);
        writer.Write<long>("labels", [1, 2, 3, -4, long.MaxValue]);
        writer.Write<bool>("truth", [true, false]);
        writer.Write("g/names", ["W → qq", "", "QCD"]);
        var table = writer.CreateTable("events", Events(0, 2), storage: new Hdf5Storage { Fletcher32 = true });
        table.Append(Events(2, 3));
        writer.CreateTable("tracks", [new NumberColumn("d0", [0.5, 1.5, 2.5, 3.5])], [2]);
        writer.SetAttribute("labels", "unit", "GeV");
        writer.SetAttribute("labels", "window", (ReadOnlySpan<double>)[65.0, 95.0]);
        writer.SetAttribute("labels", "run", 7L);
        writer.SetAttribute("labels", "scale", 0.25);
        writer.SetAttribute("/", "classes", ["a", "β"]);
    });

    private static List<Column> Events(int from, int to) =>
    [
        new IdColumn("id", new ulong[] { 1, ulong.MaxValue, 3 }[from..to]),
        new FeatureColumn("pt", "GeV", new[] { 250f, 260.5f, 270f }[from..to]),
        new NumberColumn("weight", new[] { 0.1, 0.2, -0.3 }[from..to]),
        new TextColumn("process", new[] { "W", "Wβ", "" }[from..to]),
        new ValueColumn<short>("n", new short[] { -5, 6, 7 }[from..to]),
        new ValueColumn<bool>("is_w", new[] { true, false, true }[from..to]),
    ];
}
