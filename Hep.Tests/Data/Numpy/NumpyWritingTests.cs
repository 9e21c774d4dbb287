using Hep.Data;
using Hep.Tests.Architecture;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Data.Numpy;

/// <summary>Files that Hep writes, read back by Hep and by NumPy.</summary>
public sealed class NumpyWritingTests
{
    private static readonly float[] Images = [.. Enumerable.Range(0, 48).Select(i => i / 3f)];

    [Fact]
    public void The_same_array_gives_the_bytes_of_NumPy()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "double", "single", "scalar", "empty" })
        {
            var golden = Repository.PathOf($"Hep.Tests/Data/Numpy/golden/{name}.npy");
            using (var file = NpyFile.Open(golden))
            {
                var array = file.Array;
                var doubles = new double[array.Rows * array.RowLength];
                array.Read(0, array.Rows, doubles);
                if (name == "double")
                    NpyWriter.Write<double>(folder.File(name), doubles, [.. array.Shape]);
                else
                    NpyWriter.Write<float>(folder.File(name), doubles.Select(d => (float)d).ToArray(), [.. array.Shape]);
            }

            Assert.Equal(File.ReadAllBytes(golden), File.ReadAllBytes(folder.File(name)));
        }
    }

    [SkippableFact]
    public void NumPy_reads_what_is_written()
    {
        using var folder = new TemporaryFolder();
        NpyWriter.WriteParts<float>(folder.File("parts.npy"), [Images.AsMemory(0, 12), Images.AsMemory(12)], 2, 3);
        NpyWriter.WriteTable(folder.File("table.npy"), Table());
        NpyWriter.WriteTable(folder.File("tracks.npy"), [new ValueColumn<byte>("hits", [1, 2, 3, 4, 5, 6])], 3);
        foreach (var isCompressed in new[] { false, true })
        {
            NpzWriter.Write(folder.File($"{isCompressed}.npz"), writer =>
            {
                writer.Add<float>("images", Images, 8, 2, 3);
                writer.Add<bool>("truth", [true, false], 2);
                writer.AddTable("events", Table());
            }, isCompressed);
            using var file = NpzFile.Open(folder.File($"{isCompressed}.npz"));
            var read = new float[12];
            file.Array("images").Read(5, 2, read);
            Assert.Equal(Images[30..42], read);
            Assert.Equal(["W → qq", "", "Z"], file.Array("events").Field("it's").ReadTexts(0, 3));
        }

        const string Script = """
            import os, sys
            try:
                import numpy as np
            except ImportError:
                sys.exit(77)
            os.chdir(sys.argv[1])
            parts = np.load("parts.npy")
            assert (parts == (np.arange(48, dtype="f4") / np.float32(3)).reshape(8, 2, 3)).all()
            table = np.load("table.npy")
            print(parts.dtype, parts.shape, table.dtype.descr, table.tolist())
            print(np.load("tracks.npy").shape, np.load("tracks.npy")["hits"].tolist())
            for name in ("False.npz", "True.npz"):
                z = np.load(name)
                assert (z["images"] == parts).all() and (z["events"] == table).all()
                print(z.files, z["truth"].tolist(), [i.compress_type for i in z.zip.infolist()])
            """;
        var (exit, output) = Tool.Run("/usr/bin/python3", "-c", Script, folder.Path);
        Skip.If(exit is 77 or 127, "no python3 with numpy (Debian: python3-numpy): NumPy did not read what Hep writes");
        Assert.True(exit == 0, output);
        Assert.Equal(
            """
            float32 (8, 2, 3) [('id', '<u8'), ('pt', '<f4'), ("it's", '<U6'), ('is_w', '|b1')] [(1, 0.5, 'W → qq', True), (18446744073709551615, 1.5, '', False), (3, -2.0, 'Z', True)]
            (2, 3) [[1, 2, 3], [4, 5, 6]]
            ['images', 'truth', 'events'] [True, False] [0, 0, 0]
            ['images', 'truth', 'events'] [True, False] [8, 8, 8]

            """,
            output);
    }

    [Fact]
    public void Wrong_use_is_said_in_one_sentence_and_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        Says("3 elements have not the shape [2, 2] (Parameter 'shape')", () => NpyWriter.Write<float>(folder.File("x.npy"), new float[3], 2, 2));
        Says($"{folder.File("x.npy")}: 5 elements are no whole rows of 6 (Parameter 'parts')", () => NpyWriter.WriteParts<float>(folder.File("x.npy"), [new float[5]], 2, 3));
        Says("NumPy files are written with numbers of C, not with Decimal (Parameter 'type')", () => NpyWriter.Write<decimal>(folder.File("x.npy"), new decimal[2], 2));
        Says("there is an array 'a' already (Parameter 'name')", () => NpzWriter.Write(folder.File("x.npz"), writer =>
        {
            writer.Add<float>("a", [1], 1);
            writer.Add<float>("a", [1], 1);
        }));
        Assert.Empty(Directory.GetFiles(folder.Path));

        static void Says(string message, Action action) => Assert.Equal(message, Assert.Throws<ArgumentException>(action).Message);
    }

    private static List<Column> Table() =>
    [
        new IdColumn("id", [1, ulong.MaxValue, 3]), new FeatureColumn("pt", "GeV", [0.5f, 1.5f, -2f]),
        new TextColumn("it's", ["W → qq", "", "Z"]), new ValueColumn<bool>("is_w", [true, false, true]),
    ];
}
