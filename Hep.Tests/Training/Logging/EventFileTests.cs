using System.Text;
using Hep.Tests.Support;
using Hep.Training.Logging.TensorBoard;
using Xunit;

namespace Hep.Tests.Training.Logging;

public sealed class EventFileTests
{
    /// <summary>RFC 3720, appendix B.4, and the check value of the CRC catalogue.</summary>
    public static TheoryData<byte[], uint> Published => new()
    {
        { new byte[32], 0x8A9136AA },
        { [.. Enumerable.Repeat((byte)0xFF, 32)], 0x62A8AB43 },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)i)], 0x46DD794E },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)(31 - i))], 0x113FDB5C },
        { "123456789"u8.ToArray(), 0xE3069283 },
        { [], 0 },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void The_checksum_is_the_published_one(byte[] data, uint expected) => Assert.Equal(expected, TfRecord.Crc32C(data));

    [Fact]
    public void A_file_is_byte_by_byte_what_the_formats_say()
    {
        using var folder = new TemporaryFolder();
        string path;
        using (var file = new EventFile(folder.File("tensorboard"), new StoppedClock()))
        {
            file.Add(300, ("epoch/train_loss", 0.693147), ("epoch/learning_rate", 1e-3));
            file.Add(1, ("batch/loss", -2.5));
            path = file.FullPath;
            Assert.Equal($"events.out.tfevents.1750000000.hep.{Environment.ProcessId}", Path.GetFileName(path));

            // Also while it is open: a kill loses nothing.
            Assert.Equal(File.ReadAllBytes(Repository.PathOf("Hep.Tests/Training/Logging/golden/events.bin")), Shared(path));
        }
    }

    [Fact]
    public void A_record_whose_bits_are_flipped_has_another_checksum()
    {
        var data = Encoding.UTF8.GetBytes("epoch/train_loss");
        var frame = TfRecord.Frame(data);
        for (var bit = 0; bit < 8 * data.Length; bit++)
        {
            data[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(frame[^4..], TfRecord.Frame(data)[^4..]);
            data[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    private static byte[] Shared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(1750000000.25);
    }
}
