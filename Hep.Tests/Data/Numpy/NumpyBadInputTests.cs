using System.IO.Compression;
using System.Text;
using Hep.Data;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Data.Numpy;

/// <summary>Bad files and wrong wishes: one message each.</summary>
public sealed class NumpyBadInputTests
{
    private const string Golden = "Hep.Tests/Data/Numpy/golden/";

    [Fact]
    public void Python_objects_and_other_types_are_refused()
    {
        var objects = Repository.PathOf(Golden + "objects.npy");
        Says($"{objects}: holds Python objects (dtype object), which only Python can read, and which may run code when it does; save numbers instead: numpy.save(file, array.astype(float))", () => NpyFile.Open(objects));
        using var complex = NpyFile.Open(Repository.PathOf(Golden + "complex.npy"));
        Says($"{complex.Path}: holds complex numbers, expected numbers", () => complex.Array.Read(0, 1, new float[1]));
        using var single = NpyFile.Open(Repository.PathOf(Golden + "single.npy"));
        Says($"{single.Path}: holds float32, expected texts", () => single.Array.ReadTexts(0, 1));
        Says($"{single.Path}: 3 rows from row 4 on are asked for, it has 6 rows (the first is row 0)", () => single.Array.Read(4, 3, new float[36]));
        Says($"{single.Path}: has shape [6, 3, 4], expected [N, 25, 25]", () => single.Array.Expect(-1, 25, 25));
        using var jets = NpyFile.Open(Repository.PathOf(Golden + "jets.npy"));
        Says($"{jets.Path}: there is no field 'Pt'; nearest names: 'pt'", () => jets.Array.Field("Pt"));
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (100, 3), }", "is cut short: its header says [100, 3] float32, which is {0} bytes, and it has {1}; copy it again")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 9), }", "the header of this NumPy file is damaged: its shape is larger than any file can be; copy it again")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "the header of this NumPy file is damaged: its 'shape' has a negative side; copy it again")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }", "the header of this NumPy file is damaged: it has no 'shape' of whole numbers; copy it again")]
    [InlineData("{'descr': '<f4', 'fortran_order': 1, 'shape': (1,), }", "the header of this NumPy file is damaged: it has no 'fortran_order' of True or False; copy it again")]
    [InlineData("{'descr': '<x4', 'fortran_order': False, 'shape': (1,), }", "the header of this NumPy file is damaged: '<x4' is no type of elements; copy it again")]
    [InlineData("{'descr': __import__('os'), 'shape': (1,), }", "the header of this NumPy file is damaged: it ends too early, or has a letter that does not belong there; copy it again")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)", "the header of this NumPy file is damaged: a ',' is missing; copy it again")]
    [InlineData("", "the header of this NumPy file is damaged: it ends too early, or has a letter that does not belong there; copy it again")]
    public void Headers_that_lie(string header, string message)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.npy");
        var text = Encoding.Latin1.GetBytes(header);
        byte[] bytes = [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. text, 1, 2, 3, 4];
        File.WriteAllBytes(path, bytes);
        Says($"{path}: {string.Format(System.Globalization.CultureInfo.InvariantCulture, message, 10 + text.Length + 1200, bytes.Length)}", () => NpyFile.Open(path));
    }

    [Fact]
    public void Files_that_are_cut_short_or_something_else()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.npy");
        var whole = File.ReadAllBytes(Repository.PathOf(Golden + "single.npy"));
        Cut(415, "is cut short: its header says [6, 3, 4] float32, which is 416 bytes, and it has 415; copy it again");
        Cut(100, "the header of this NumPy file is damaged: the file ends within it; copy it again");
        Cut(9, "the header of this NumPy file is damaged: the file ends within it; copy it again");
        Cut(7, "is no NumPy file (it looks like a NumPy .npy file)");
        Cut(0, "is no NumPy file (the file is empty)");
        whole[6] = 4;
        Cut(416, "is a NumPy file of version 4, expected 1, 2 or 3");
        File.WriteAllText(path, "a,b\n1,2\n");
        Says($"{path}: is no NumPy file (it begins with the text 'a,b 1,2')", () => NpyFile.Open(path));
        Says($"{path}: is no .npz file (it begins with the text 'a,b 1,2')", () => NpzFile.Open(path));

        void Cut(int length, string message)
        {
            File.WriteAllBytes(path, whole[..length]);
            Says($"{path}: {message}", () => NpyFile.Open(path));
        }
    }

    [Fact]
    public void Another_program_cuts_a_file_that_is_open()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.npy");
        NpyWriter.Write<double>(path, new double[1000], 1000);
        using var file = NpyFile.Open(path);
        using (var other = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            other.SetLength(4128);
        file.Array.Read(0, 500, new double[500]);
        Says($"{path}: the file ends at byte 4128, 4000 bytes too early; another program has cut it short", () => file.Array.Read(0, 1000, new double[1000]));
    }

    [Fact]
    public void Damaged_archives()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.npz");
        var stored = File.ReadAllBytes(Repository.PathOf(Golden + "stored.npz"));
        File.WriteAllBytes(path, stored[..^1]);
        Says($"{path}: is cut short: this zip file has no directory at its end; copy it again", () => NpzFile.Open(path));
        File.WriteAllBytes(path, stored);
        using (var file = NpzFile.Open(path))
            Says($"{path}: there is no array 'image'; nearest names: 'images'; it has images, labels, order", () => file.Array("image"));

        // Within the numbers of the first member.
        stored[1000] ^= 1;
        File.WriteAllBytes(path, stored);
        using (var file = NpzFile.Open(path))
        {
            file.Array("images").Read(20, 20, new float[500]);
            Says($"{path}, array 'images': this member of the zip file is damaged: its checksum does not fit; copy the file again", () => file.Array("images").Read(0, 40, new float[1000]));
        }

        var deflated = File.ReadAllBytes(Repository.PathOf(Golden + "deflated.npz"));
        deflated.AsSpan(400, 60).Fill(0xff);
        File.WriteAllBytes(path, deflated);
        using (var file = NpzFile.Open(path))
        {
            var message = Assert.Throws<InvalidDataException>(() => file.Array("images").Read(0, 40, new float[1000])).Message;
            Assert.StartsWith($"{path}, array 'images': this member of the zip file is damaged: ", message);
        }

        using (var archive = ZipFile.Open(folder.File("y.npz"), ZipArchiveMode.Create))
        {
            using var text = new StreamWriter(archive.CreateEntry("note.txt", CompressionLevel.Optimal).Open());
            text.Write("this is a note and no array at all");
        }

        using var other = NpzFile.Open(folder.File("y.npz"));
        Says($"{folder.File("y.npz")}, array 'note.txt': is no NumPy file", () => other.Array("note.txt"));
    }

    private static void Says(string message, Action action) => Assert.Equal(message, Assert.Throws<InvalidDataException>(action).Message);
}
