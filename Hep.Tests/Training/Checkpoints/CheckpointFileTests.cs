using Hep.Tests.Support;
using Hep.Training.Checkpoints;
using Xunit;

namespace Hep.Tests.Training.Checkpoints;

public sealed class CheckpointFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Any_bit_that_is_not_the_one_written_is_noticed()
    {
        var path = folder.File("a.safetensors");
        CheckpointFile.Write(path, State(1));
        var bytes = File.ReadAllBytes(path);
        Assert.InRange(bytes.Length, 200, 2000);
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(path, bytes);
            Assert.Null(CheckpointFile.Read(path, out var damage));
            Assert.StartsWith($"{path}: ", damage, StringComparison.Ordinal);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        File.WriteAllBytes(path, bytes);
        Assert.NotNull(CheckpointFile.Read(path, out var none));
        Assert.Equal("", none);
    }

    [Fact]
    public void A_file_that_is_cut_off_or_too_long_is_noticed()
    {
        var path = folder.File("a.safetensors");
        CheckpointFile.Write(path, State(1));
        var bytes = File.ReadAllBytes(path);
        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Null(CheckpointFile.Read(path, out _));
        }

        File.WriteAllBytes(path, [.. bytes, 0]);
        Assert.Null(CheckpointFile.Read(path, out _));
    }

    [Fact]
    public void Another_version_is_named()
    {
        var path = folder.File("a.safetensors");
        CheckpointFile.Write(path, State(1), format: "2");
        Assert.Equal(
            $"{path}: found a checkpoint of version 2, expected version 1; resume with the version of Hep that began the run, or train again",
            Assert.Throws<InvalidDataException>(() => CheckpointFile.Read(path, out _)).Message);
    }

    [Fact]
    public void The_last_ones_are_kept_and_the_latest_whole_one_is_used()
    {
        var checkpoints = new CheckpointFolder(folder.Path, 2);
        var warnings = new List<string>();
        Assert.Null(checkpoints.Latest(warnings.Add));
        checkpoints.Write(State(1), 0, 900);
        checkpoints.Write(State(2), 1, 0);
        checkpoints.Write(State(3), 1, 20);
        Assert.Equal(["0000001-0000000020.safetensors", "0000001-0000000000.safetensors"], checkpoints.Files.Select(Path.GetFileName));
        Assert.Equal(3, checkpoints.Latest(warnings.Add)!.Integer("number"));
        Assert.Empty(warnings);

        var latest = checkpoints.Files[0];
        Damage(latest);
        Assert.Equal(2, checkpoints.Latest(warnings.Add)!.Integer("number"));
        Assert.Equal([$"a damaged checkpoint is left out: {latest}: its content is not what was written (SHA-256)"], warnings);

        // The training goes on from the second: the damaged one is not taken for a later one.
        checkpoints.Write(State(4), 1, 10);
        Assert.Equal(["0000001-0000000010.safetensors", "0000001-0000000000.safetensors"], checkpoints.Files.Select(Path.GetFileName));
        Assert.Equal(4, checkpoints.Latest(warnings.Add)!.Integer("number"));

        foreach (var file in checkpoints.Files)
            Damage(file);
        Assert.Equal(
            $"{folder.Path}: no checkpoint can be used; begin a new run with the same card\n"
            + $"  {checkpoints.Files[0]}: its content is not what was written (SHA-256)\n"
            + $"  {checkpoints.Files[1]}: its content is not what was written (SHA-256)",
            Assert.Throws<InvalidDataException>(() => checkpoints.Latest(warnings.Add)).Message);
    }

    [Fact]
    public void One_that_cannot_be_written_leaves_those_before()
    {
        var checkpoints = new CheckpointFolder(folder.Path, 1);
        checkpoints.Write(State(1), 1, 0);
        Directory.CreateDirectory(folder.File("0000002-0000000000.safetensors"));
        Assert.Throws<IOException>(() => checkpoints.Write(State(2), 2, 0));
        Directory.Delete(folder.File("0000002-0000000000.safetensors"));
        Assert.Equal(1, checkpoints.Latest(_ => { })!.Integer("number"));
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static TrainingState State(long number)
    {
        var state = new TrainingState();
        state.Put("number", number);
        state.Section("model").Put("numbers", [1, 0, double.NaN]);
        state.Put("text", "ab");
        return state;
    }

    private static void Damage(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
