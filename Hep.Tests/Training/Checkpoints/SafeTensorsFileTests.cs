using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Hep.Tests.Architecture;
using Hep.Tests.Support;
using Hep.Training.Checkpoints;
using Xunit;

namespace Hep.Tests.Training.Checkpoints;

/// <summary>The format against a file that golden/make_small.py lays out by the specification, and against files that mean harm.</summary>
public sealed class SafeTensorsFileTests
{
    private const string Advice = "; train again, or take another checkpoint of the run";
    private static readonly string Golden = Repository.PathOf("Hep.Tests/Training/Checkpoints/golden/small.safetensors");

    private static readonly SafeTensor[] Small =
    [
        new("layers.0.weight", "F32", [2, 3], Bytes([0.5f, -1.25f, 3f, 1e-30f, -0f, float.PositiveInfinity])),
        new("layers.0.bias", "F64", [2], Bytes([1.0 / 3, -2e300])),
        new("steps", "I64", [], Bytes([-(1L << 40)])),
        new("empty", "F32", [0, 4], Array.Empty<byte>()),
        new("mask", "BOOL", [3], new byte[] { 1, 0, 1 }),
    ];

    private static readonly Dictionary<string, string> Metadata = new() { ["run"] = "golden", ["note"] = "a \"quoted\" text" };

    [Fact]
    public void A_file_laid_out_by_another_program_is_read()
    {
        var (tensors, metadata) = SafeTensorsFile.Read(Golden);
        Assert.Equal(Metadata, metadata);
        Same(Small, tensors);
    }

    [Fact]
    public void The_data_that_are_written_are_the_other_program_s()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("small.safetensors");
        SafeTensorsFile.Write(path, Small, Metadata);
        var (tensors, metadata) = SafeTensorsFile.Read(path);
        Assert.Equal(Metadata, metadata);
        Same(Small, tensors);

        // JSON may spell a quotation mark in two ways; everything else is the same to the byte.
        var (mine, theirs) = (Parts(path), Parts(Golden));
        Assert.Equal(theirs.Data, mine.Data);
        Assert.Equal(theirs.Header.TrimEnd(' '), mine.Header.TrimEnd(' ').Replace("\\u0022", "\\\"", StringComparison.Ordinal));
        Assert.Equal(0, mine.Header.Length % 8);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("cut.safetensors");
        var whole = File.ReadAllBytes(Golden);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            var error = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Read(path));
            Assert.StartsWith($"{path}: not a whole safetensors file: it ", error.Message, StringComparison.Ordinal);
            Assert.EndsWith(Advice, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_byte_that_is_another_one_never_does_more_than_be_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("flipped.safetensors");
        var whole = File.ReadAllBytes(Golden);
        var header = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(whole);
        var refused = 0;
        for (var at = 0; at < header; at++)
        {
            foreach (var value in new byte[] { 0, (byte)'"', (byte)'9', (byte)'-', 0xFF })
            {
                var bytes = whole.ToArray();
                bytes[at] = value;
                File.WriteAllBytes(path, bytes);
                try
                {
                    SafeTensorsFile.Read(path);
                }
                catch (InvalidDataException)
                {
                    refused++;
                }
            }
        }

        Assert.InRange(refused, header, 5 * header);
    }

    public static TheoryData<string, string, int, string> Hostile => new()
    {
        { "nothing", "", 0, "it does not begin as the format does" },
        { "no object", "[]      ", 0, "it does not begin as the format does" },
        { "no JSON", "{\"a\": ", 0, "its header is not that of the format" },
        { "a text", "{\"a\":\"b\"}", 0, "its header is not that of the format" },
        { "no place", """{"a":{"dtype":"F32","shape":[1]}}""", 4, "its header is not that of the format" },
        { "no shape", """{"a":{"dtype":"F32","data_offsets":[0,4]}}""", 4, "its header is not that of the format" },
        { "type a number", """{"a":{"dtype":4,"shape":[1],"data_offsets":[0,4]}}""", 4, "its header is not that of the format" },
        { "type null", """{"a":{"dtype":null,"shape":[1],"data_offsets":[0,4]}}""", 4, "'a' is of the unknown type ''" },
        { "unknown type", """{"a":{"dtype":"F8","shape":[4],"data_offsets":[0,4]}}""", 4, "'a' is of the unknown type 'F8'" },
        { "offsets as floats", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0.0,4.0]}}""", 4, "its header is not that of the format" },
        { "offsets as texts", """{"a":{"dtype":"F32","shape":[1],"data_offsets":["0","4"]}}""", 4, "its header is not that of the format" },
        { "offsets beyond any", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}}""", 4, "its header is not that of the format" },
        { "three offsets", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}""", 4, "the place of 'a' is impossible" },
        { "offset negative", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 4, "the place of 'a' is impossible" },
        { "offsets backwards", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "the place of 'a' is impossible" },
        { "offset far", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,9223372036854775807]}}""", 4, "it is cut off: 'a' ends at byte 9223372036854775807 of the data, which has 4" },
        { "too few bytes", """{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,4]}}""", 4, "'a' of shape [1] and type F64 does not fill its 4 bytes" },
        { "shape negative", """{"a":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}""", 4, "'a' of shape [-1, -1] and type F32 does not fill its 4 bytes" },
        { "shape overflows", """{"a":{"dtype":"F32","shape":[4611686018427387904,4,1],"data_offsets":[0,0]}}""", 0, "'a' of shape [4611686018427387904, 4, 1] and type F32 does not fill its 0 bytes" },
        { "shape overflows to right", """{"a":{"dtype":"F32","shape":[9223372036854775807,2,9223372036854775807],"data_offsets":[0,8]}}""", 8, "'a' of shape [9223372036854775807, 2, 9223372036854775807] and type F32 does not fill its 8 bytes" },
        { "overlap", """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "'b' does not begin where the tensor before it ends" },
        { "same place", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "'b' does not begin where the tensor before it ends" },
        { "gap", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "'b' does not begin where the tensor before it ends" },
        { "gap before", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "'a' does not begin where the tensor before it ends" },
        { "rest", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 7, "3 bytes at its end belong to no tensor" },
        { "twice", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "its header is not that of the format" },
        { "metadata twice", """{"__metadata__":{},"__metadata__":{}}""", 0, "its header is not that of the format" },
        { "metadata a list", """{"__metadata__":[]}""", 0, "its header is not that of the format" },
        { "metadata a number", """{"__metadata__":{"a":1}}""", 0, "its header is not that of the format" },
        { "metadata null", """{"__metadata__":{"a":null}}""", 0, "its header is not that of the format" },
        { "deep", "{\"a\":" + new string('[', 100_000) + new string(']', 100_000) + "}", 0, "its header is not that of the format" },
        { "deep objects", string.Concat(Enumerable.Repeat("{\"a\":", 50_000)) + "1" + new string('}', 50_000), 0, "its header is not that of the format" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_header_that_lies_is_refused(string what, string header, int data, string why)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File($"{what}.safetensors");
        File.WriteAllBytes(path, Raw(Encoding.UTF8.GetByteCount(header), header, data));
        var error = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Read(path));
        Assert.Equal($"{path}: not a whole safetensors file: {why}{Advice}", error.Message);
    }

    [Theory]
    [InlineData(long.MaxValue, "it does not begin as the format does")]
    [InlineData(long.MinValue, "it does not begin as the format does")]
    [InlineData(-1, "it does not begin as the format does")]
    [InlineData(0, "it does not begin as the format does")]
    [InlineData(100_000_001, "it does not begin as the format does")]
    [InlineData(100_000_000, "it is cut off: the header should have 100000000 bytes, the file has 2 after the first 8")]
    [InlineData(3, "it is cut off: the header should have 3 bytes, the file has 2 after the first 8")]
    public void A_length_that_lies_is_refused_at_once_and_without_memory(long length, string why)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("length.safetensors");
        File.WriteAllBytes(path, Raw(length, "{}", 0));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        var error = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Read(path));
        Assert.Equal($"{path}: not a whole safetensors file: {why}{Advice}", error.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 1);
    }

    [Fact]
    public void A_large_header_takes_time_in_proportion()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("large.safetensors");
        var header = "{" + string.Join(',', Enumerable.Range(0, 100_000).Select(i => $$"""
            "t{{i}}":{"dtype":"U8","shape":[1],"data_offsets":[{{i}},{{i + 1}}]}
            """)) + "}";
        File.WriteAllBytes(path, Raw(Encoding.UTF8.GetByteCount(header), header, 100_000));
        var clock = Stopwatch.StartNew();
        Assert.Equal(100_000, SafeTensorsFile.Read(path).Tensors.Count);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
    }

    [Fact]
    public void What_is_no_tensor_is_not_written()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.safetensors");
        void Refuses(string message, params SafeTensor[] tensors) =>
            Assert.Equal(message + " (Parameter 'tensors')", Assert.Throws<ArgumentException>(() => SafeTensorsFile.Write(path, tensors, Metadata)).Message);
        Refuses("the name 'steps' is taken", Small[2], Small[2]);
        Refuses("the name '__metadata__' is taken", Small[2] with { Name = "__metadata__" });
        Refuses("'steps': 8 bytes are no F32 []", Small[2] with { Type = "F32" });
        Refuses("'steps': 8 bytes are no I64 [-1, -1]", Small[2] with { Shape = [-1, -1] });
        Refuses("'steps': 8 bytes are no C64 []", Small[2] with { Type = "C64" });
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [SkippableFact]
    public void A_full_disk_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        Skip.IfNot(OperatingSystem.IsLinux(), "a small file system is made by Linux' mount");
        Skip.If(Tool.Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.Path).ExitCode != 0, "mounting a small file system needs root: a full disk was not tried");
        try
        {
            var path = folder.File("best.safetensors");
            SafeTensorsFile.Write(path, Small, Metadata);
            var old = File.ReadAllBytes(path);
            SafeTensor large = new("large", "U8", [1 << 20], new byte[1 << 20]);
            Assert.Throws<IOException>(() => SafeTensorsFile.Write(path, [large], Metadata));
            Assert.Equal(old, File.ReadAllBytes(path));
            Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
        }
        finally
        {
            Tool.Run("umount", folder.Path);
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var error = Assert.Throws<FileNotFoundException>(() => SafeTensorsFile.Read("no/such.safetensors"));
        Assert.Equal("no/such.safetensors: no such file", error.Message);
    }

    private static void Same(IReadOnlyList<SafeTensor> expected, IReadOnlyList<SafeTensor> found)
    {
        Assert.Equal(expected.Select(t => (t.Name, t.Type, string.Join(',', t.Shape))), found.Select(t => (t.Name, t.Type, string.Join(',', t.Shape))));
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Data.ToArray(), pair.Second.Data.ToArray()));
    }

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static (string Header, byte[] Data) Parts(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        return (Encoding.UTF8.GetString(bytes, 8, length), bytes[(8 + length)..]);
    }

    private static byte[] Raw(long length, string header, int data)
    {
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, length);
        return [.. prefix, .. Encoding.UTF8.GetBytes(header), .. new byte[data]];
    }
}
