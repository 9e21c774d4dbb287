using System.Buffers.Binary;
using System.IO.Compression;
using Xunit;

namespace Hep.Tests.Support;

/// <summary>Decodes the PNG images that figures come as (8 bits, RGB or RGBA, not interlaced), by the PNG specification alone.</summary>
internal sealed class PngImage
{
    private readonly byte[] pixels;
    private readonly int channels;

    public PngImage(byte[] file)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        using var compressed = new MemoryStream();
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var kind = System.Text.Encoding.ASCII.GetString(file, at + 4, 4);
            var data = file.AsSpan(at + 8, length);
            if (kind == "IHDR")
            {
                Width = BinaryPrimitives.ReadInt32BigEndian(data);
                Height = BinaryPrimitives.ReadInt32BigEndian(data[4..]);
                Assert.Equal(8, data[8]);
                channels = data[9] switch { 2 => 3, 6 => 4, var other => throw new NotSupportedException($"PNG color type {other}") };
                Assert.Equal(0, data[12]);
            }
            else if (kind == "IDAT")
            {
                compressed.Write(data);
            }

            at += length + 12;
        }

        compressed.Position = 0;
        using var lines = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionMode.Decompress))
            zlib.CopyTo(lines);
        pixels = Unfilter(lines.ToArray());
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Red, green, blue on white paper.</summary>
    public (int R, int G, int B) this[int x, int y]
    {
        get
        {
            var at = (y * Width + x) * channels;
            var alpha = channels == 4 ? pixels[at + 3] : 255;
            int OnPaper(int value) => (value * alpha + 255 * (255 - alpha)) / 255;
            return (OnPaper(pixels[at]), OnPaper(pixels[at + 1]), OnPaper(pixels[at + 2]));
        }
    }

    public bool IsInk(int x, int y) => this[x, y] is not ( > 250, > 250, > 250);

    private byte[] Unfilter(byte[] lines)
    {
        var stride = Width * channels;
        var result = new byte[stride * Height];
        for (var y = 0; y < Height; y++)
        {
            var filter = lines[y * (stride + 1)];
            for (var i = 0; i < stride; i++)
            {
                int left = i >= channels ? result[y * stride + i - channels] : 0;
                int up = y > 0 ? result[(y - 1) * stride + i] : 0;
                int corner = y > 0 && i >= channels ? result[(y - 1) * stride + i - channels] : 0;
                var predicted = filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) };
                result[y * stride + i] = (byte)(lines[y * (stride + 1) + 1 + i] + predicted);
            }
        }

        return result;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        int a = Math.Abs(estimate - left), b = Math.Abs(estimate - up), c = Math.Abs(estimate - corner);
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
